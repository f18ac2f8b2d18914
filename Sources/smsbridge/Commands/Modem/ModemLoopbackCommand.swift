import ArgumentParser

struct ModemLoopbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "loopback",
        abstract: "Have the lines write to each other, to prove that they send and receive.",
        discussion: """
            Each line that is ready sends one message to the next one's own number, and
            alone to itself. Each costs what a message costs, counts toward the limits
            of its line, and reaches no agent. What does not come back within its time
            is an alarm; another pair then tells which side is at fault, and a line that
            is proven not to send or not to receive leaves the rotation until a test
            passes. 'loopback:' in the configuration does this on schedule.

            EXAMPLES
              smsbridge modem loopback run
              smsbridge modem loopback run line1
              smsbridge modem loopback list --limit 10
            """,
        subcommands: [ModemLoopbackRunCommand.self, ModemLoopbackListCommand.self]
    )
}
