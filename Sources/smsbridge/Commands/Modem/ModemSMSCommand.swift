import ArgumentParser

struct ModemSMSCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sms",
        abstract: "See and clear what the SIM and the modem hold.",
        discussion: """
            The daemon reads and deletes what comes in by itself; what is listed here is
            what it could not delete, what another device left, or what waits for a daemon
            that does not run.

            EXAMPLES
              smsbridge modem sms list line1
              smsbridge modem sms read line1 SM 3
              smsbridge modem sms delete line1 SM 3
            """,
        subcommands: [ModemSMSListCommand.self, ModemSMSReadCommand.self, ModemSMSDeleteCommand.self]
    )
}
