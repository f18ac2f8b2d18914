import ArgumentParser

struct ModemRecordingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recording",
        abstract: "See and keep what a modem and the daemon said to each other lately.",
        discussion: """
            The daemon remembers the last minutes of each modem's dialogue. When something
            goes wrong (a modem falls silent, an answer to a message does not come, a modem
            restarts by itself, a line is out of rotation, a PDU cannot be read), it keeps
            them by itself, in the folder recordings of its state directory. Numbers and
            texts are replaced by others of the same form; PINs and passwords are hidden.
            A recording can be passed on, and 'smsbridge simulate --replay' plays it.

            EXAMPLES
              smsbridge modem recording list
              smsbridge modem recording show line1-20261125T185144Z
              smsbridge modem recording save line1 line1.rec
              smsbridge simulate --replay line1.rec
            """,
        subcommands: [
            ModemRecordingListCommand.self, ModemRecordingShowCommand.self, ModemRecordingSaveCommand.self,
        ]
    )
}
