import ArgumentParser

struct ModemConsoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console",
        abstract: "Type AT commands to a modem.",
        discussion: """
            The arrows bring earlier lines back; Ctrl-D or 'exit' ends it. A command that
            may cost an attempt at a PIN, delete or send something, or switch the modem
            off, is asked about first. Without a terminal, commands are read from standard
            input, a line each, and those are refused unless --yes is given; what the
            modem says unasked is not shown then ('modem ussd' waits for its answer).

            What comes in meanwhile is read by the daemon at once, which sets its own
            settings for that (such as AT+CMGF=0). Afterwards it sets them again. After 30
            minutes the modem is taken back.

            EXAMPLES
              smsbridge modem console line1
              printf 'AT+CSQ\\nAT+COPS?\\n' | smsbridge modem console line1
              smsbridge modem console /dev/ttyUSB2
            """
    )

    @Argument(help: ArgumentHelp("The modem's name, or a port.", valueName: "name|port"))
    var modem: String

    @Flag(help: "Do not ask before dangerous commands.")
    var yes = false

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        guard !connection.json else { throw ValidationError("--json: a console has none") }
    }

    func run() async throws {
        let target = await ModemTarget.find(modem, connection)
        let isPerson = Terminal.isPerson(0) && Terminal.isPerson(Terminal.output)
        let (title, yes) = (target.title, yes)
        try await BorrowedModem.with(target, purpose: "console", connection) { modem in
            if isPerson {
                try await Console(modem: modem, title: title, asks: !yes).run()
            } else {
                try await PlainConsole(modem: modem, asks: !yes).run()
            }
        }
    }
}
