import ArgumentParser

struct ModemCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "modem",
        abstract: "See the modems of the daemon, and find out what is wrong with one.",
        discussion: """
            EXAMPLES
              smsbridge modem list
              smsbridge modem diagnose /dev/ttyUSB2
            """,
        subcommands: [ModemListCommand.self, ModemDiagnoseCommand.self]
    )
}
