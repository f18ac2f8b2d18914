import ArgumentParser

struct ModemCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "modem",
        abstract: "See the modems of the daemon, find out what is wrong with one, and work with it.",
        discussion: """
            A modem is named as 'modem list' shows it. The running daemon lends it: it
            finishes the message that it is sending, sends nothing through it meanwhile,
            goes on to read what comes in, and takes it back when the command ends,
            however it ends. Where a PORT such as /dev/ttyUSB2 can be given, no daemon is
            needed; a port that the daemon has is asked for from the daemon.

            EXAMPLES
              smsbridge modem list --watch
              smsbridge modem diagnose line1
              smsbridge modem diagnose /dev/ttyUSB2
              smsbridge modem antenna line1
            """,
        subcommands: [
            ModemListCommand.self, ModemDiagnoseCommand.self, ModemTraceCommand.self, ModemConsoleCommand.self,
            ModemUSSDCommand.self, ModemResetCommand.self, ModemPINCommand.self, ModemSMSCommand.self,
            ModemSetSMSCCommand.self, ModemAntennaCommand.self, ModemNameCommand.self, ModemHistoryCommand.self,
            ModemCallsCommand.self, ModemLoopbackCommand.self, ModemRecordingCommand.self,
        ]
    )
}
