import ArgumentParser
import NIOCore
import Server
import Storage

struct ModemListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the modems, their state and what to do about it.",
        discussion: """
            SENT 24 H counts the segments of the last 24 hours against the daily limit of
            the SIM. IMEI and SIM are shown whole where there is room. Below a modem
            stands why it does not send, whether its inbox is unread (replies that wait on
            the SIM are read before it sends), who has borrowed it, and its last error.

            --watch draws the list again whenever something changes; with --json each
            change is one line.

            EXAMPLES
              smsbridge modem list
              smsbridge modem list --watch
              smsbridge modem list --json
            """
    )

    @Flag(help: "Stay, and show every change. Ctrl-C ends it.")
    var watch = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        guard !watch else { return try await runWatch() }
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/modems") }
        try answer.show([ModemView].self, connection) { views in
            guard !views.isEmpty else {
                Terminal.print(
                    "there are no modems: name their ports under 'modems' in the configuration",
                    to: Terminal.error
                )
                return
            }
            for line in lines(views) { Terminal.print(line) }
        }
    }

    private func lines(_ views: [ModemView]) -> [String] {
        let width = Terminal.isPerson(Terminal.output) ? Terminal.width(Terminal.output) : nil
        return ModemReport.lines(
            views,
            utc: connection.utc,
            width: width,
            colours: Terminal.hasColours(Terminal.output)
        )
    }

    private func runWatch() async throws {
        let isPerson = Terminal.isPerson(Terminal.output)
        var drawn = 0
        try await APIClient.with(connection, timeout: .hours(24 * 365)) { client in
            try await client.events("GET", "/v1/modems/watch", of: ModemList.self) { list, octets in
                if connection.json {
                    Terminal.write(octets + [UInt8(ascii: "\n")])
                    return true
                }
                let lines = lines(list.modems) + (isPerson ? [] : [""])
                if isPerson, drawn > 0 { Terminal.write("\u{1B}[\(drawn)A\u{1B}[J".utf8) }
                for line in lines { Terminal.print(line) }
                drawn = lines.count
                return true
            }
        }
    }
}
