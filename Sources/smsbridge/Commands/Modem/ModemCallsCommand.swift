import ArgumentParser
import Storage

struct ModemCallsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls",
        abstract: "List missed calls, the newest first.",
        discussion: """
            No call is answered. The number is empty where the caller hides it.

            EXAMPLES
              smsbridge modem calls
              smsbridge modem calls line1 --json
            """
    )

    @Argument(help: "Only to this line.")
    var name: String?

    @Option(help: "So many at most: 1 to 1000.")
    var limit = 50

    @Option(help: ArgumentHelp("Only those before this id.", valueName: "id"))
    var before: Int64?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let query: [(String, String?)] = [
            ("route", name), ("limit", "\(limit)"), ("before_id", before.map { "\($0)" }),
        ]
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/calls", query: query) }
        try answer.show([CallView].self, connection) { calls in
            var table = Table([
                .init("ID", .right), .init("TIME"), .init("LINE"), .init("NUMBER"), .init("RINGS", .right),
            ])
            for call in calls {
                table.add([
                    Table.Cell("\(call.id)"), Table.Cell(TimeText.write(call.firstRingAt, utc: connection.utc)),
                    Table.Cell(call.route), Table.Cell(call.number), .number(call.rings),
                ])
            }
            table.show(orElse: "nobody has called")
        }
    }
}
