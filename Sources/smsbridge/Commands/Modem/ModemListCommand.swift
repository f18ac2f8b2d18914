import ArgumentParser
import Storage

struct ModemListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the modems, their state and what to do about it.",
        discussion: """
            SENT 24 H counts the segments of the last 24 hours against the daily limit of the SIM. INBOX is unread where
            replies may wait on the SIM: they are read before the modem sends.

            EXAMPLES
              smsbridge modem list
              smsbridge modem list --json
            """
    )

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/modems") }
        try answer.show([ModemView].self, connection) { views in
            guard !views.isEmpty else {
                Terminal.print(
                    "there are no modems: name their ports under 'modems' in the configuration",
                    to: Terminal.error
                )
                return
            }
            let width = Terminal.isPerson(Terminal.output) ? Terminal.width(Terminal.output) : nil
            let colours = Terminal.hasColours(Terminal.output)
            for line in ModemReport.lines(views, utc: connection.utc, width: width, colours: colours) {
                Terminal.print(line)
            }
        }
    }
}
