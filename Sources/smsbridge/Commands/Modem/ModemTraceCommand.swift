import ArgumentParser
import Gateway
import NIOCore
import Server

struct ModemTraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Show what the daemon and a modem say to each other, live.",
        discussion: """
            > is to the modem, < from it. What a PDU says stands below it. Numbers, texts
            and PDUs are masked; PINs are never shown. Nothing is borrowed: the daemon
            works on. Ctrl-C ends it.

            EXAMPLES
              smsbridge modem trace line1
              smsbridge modem trace line1 --unmasked
              smsbridge modem trace line1 --json > trace.ndjson
            """
    )

    @Argument(help: "The modem's name.")
    var name: String

    @Flag(help: "Show numbers, texts and PDUs as they are. They are people's: do not pass them on.")
    var unmasked = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let colours = Terminal.hasColours(Terminal.output)
        try await APIClient.with(connection, timeout: .hours(24 * 365)) { client in
            try await client.events(
                "GET",
                ModemTarget.path(name) + "/trace",
                query: [("unmasked", unmasked ? "true" : nil)],
                of: TechnicianEvent.self
            ) { event, octets in
                if event.event == .problem { throw CommandFailure(event) }
                if event.event == .lent, Terminal.isPerson(Terminal.error) {
                    Terminal.print("\(name): waiting for what it says; Ctrl-C ends this", to: Terminal.error)
                }
                guard let line = event.line else { return true }
                if connection.json {
                    Terminal.write(octets + [UInt8(ascii: "\n")])
                } else {
                    for text in TraceText.lines(line, utc: connection.utc, colours: colours) { Terminal.print(text) }
                }
                return true
            }
        }
    }
}
