import ArgumentParser
import Storage

struct ModemHistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show a modem's signal, registration, recovery and alarms over time.",
        discussion: """
            The newest comes first. A row of kind 'health' is written when something
            changes and each half hour; all rows are kept for 90 days. Other kinds:
            recovery (a step of the ladder), rotation, reset (by itself), alarm, sim
            (another SIM, or one from another modem), balance.

            EXAMPLES
              smsbridge modem history line1
              smsbridge modem history line1 --kind health --limit 500
              smsbridge modem history line1 --json
            """
    )

    @Argument(help: "The modem's name.")
    var name: String

    @Option(help: "Only of this kind: health, recovery, rotation, reset, alarm, sim or balance.")
    var kind: String?

    @Option(help: "So many rows at most: 1 to 1000.")
    var limit = 50

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let query: [(String, String?)] = [("kind", kind), ("limit", "\(limit)")]
        let answer = try await APIClient.with(connection) {
            try await $0.get(ModemTarget.path(name) + "/history", query: query)
        }
        try answer.show([ModemHistoryEntry].self, connection) { rows in
            let isNarrow = Terminal.isPerson(Terminal.output) && Terminal.width(Terminal.output) < Self.wide
            let table = isNarrow ? Self.narrow(rows, utc: connection.utc) : Self.table(rows, utc: connection.utc)
            table.show(orElse: "nothing is known of it yet")
        }
    }

    /// Below so many columns what was measured stands in one sentence.
    private static let wide = 140

    static func narrow(_ rows: [ModemHistoryEntry], utc: Bool) -> Table {
        var table = Table([.init("TIME"), .init("KIND"), .init("WHAT")])
        table.wrapsLast = true
        for row in rows {
            let storage = row.storageUsed.flatMap { used in row.storageTotal.map { "\(used) of \($0) stored" } }
            let measured = [row.state, row.registration, row.signalDBm.map { "\($0) dBm" }, storage].compactMap(\.self)
            let what = row.kind == .health ? measured.joined(separator: ", ") : row.detail
            table.add([
                Table.Cell(TimeText.write(row.at, utc: utc)), Table.Cell(row.kind.rawValue, .bold), Table.Cell(what),
            ])
        }
        return table
    }

    static func table(_ rows: [ModemHistoryEntry], utc: Bool) -> Table {
        var table = Table([
            .init("TIME"), .init("KIND"), .init("STATE"), .init("REGISTRATION"), .init("SIGNAL", .right),
            .init("STORAGE", .right), .init("WHAT"),
        ])
        for row in rows {
            let storage = row.storageUsed.flatMap { used in row.storageTotal.map { "\(used) of \($0)" } }
            table.add([
                Table.Cell(TimeText.write(row.at, utc: utc)), Table.Cell(row.kind.rawValue, .bold),
                row.state.map { .state($0) } ?? Table.Cell(nil), Table.Cell(row.registration),
                Table.Cell(row.signalDBm.map { "\($0) dBm" }), Table.Cell(storage), Table.Cell(row.detail),
            ])
        }
        return table
    }
}
