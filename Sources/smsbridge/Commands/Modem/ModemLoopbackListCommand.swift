import ArgumentParser
import Storage

struct ModemLoopbackListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List tests of the lines with each other, the newest first.",
        discussion: """
            ACCEPTED is the time from the hand-over until the network took the message,
            ARRIVED the time from then until it was read. 2 to 60 s are usual. Kept for
            90 days.

            EXAMPLES
              smsbridge modem loopback list
              smsbridge modem loopback list line1 --json
            """
    )

    @Argument(help: "Only tests to or from this line.")
    var name: String?

    @Option(help: "So many at most: 1 to 1000.")
    var limit = 50

    @Option(help: ArgumentHelp("Only those before this id.", valueName: "id"))
    var before: Int64?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let query: [(String, String?)] = [
            ("modem", name), ("limit", "\(limit)"), ("before_id", before.map { "\($0)" }),
        ]
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/loopbacks", query: query) }
        try answer.show([LoopbackView].self, connection) { tests in
            LoopbackTable.make(tests, utc: connection.utc).show(orElse: "no line has written to another yet")
        }
    }
}
