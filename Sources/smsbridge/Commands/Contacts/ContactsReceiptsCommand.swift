import ArgumentParser
import Storage

struct ContactsReceiptsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts",
        abstract: "Show the receipts of exports and erasures, the newest first.",
        discussion: """
            A receipt names no number, but the receipts of one number can be asked for.

            EXAMPLES
              smsbridge contacts receipts
              smsbridge contacts receipts 5
              smsbridge contacts receipts --number +4915112345678
            """
    )

    @Argument(help: "One receipt, with everything on it.")
    var id: Int64?

    @Option(help: "Only those about this phone number.")
    var number: String?

    @Option(help: ArgumentHelp("Only receipts with lower ids.", valueName: "id"))
    var before: Int64?

    @Option(help: "At most so many, 1 to 1000.")
    var limit = 50

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        if let id {
            let answer = try await APIClient.with(connection) { try await $0.get("/v1/receipts/\(id)") }
            try answer.show(ReceiptView.self, connection) { view in
                Facts.show(ReceiptReport.facts(view, utc: connection.utc))
            }
            return
        }
        let query = [("number", number), ("before_id", before.map { "\($0)" }), ("limit", "\(limit)")]
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/receipts", query: query) }
        try answer.show([ReceiptView].self, connection) { views in
            var table = Table([.init("ID", .right), .init("TIME"), .init("WHAT"), .init("BY"), .init("REASON")])
            for view in views {
                table.add([
                    Table.Cell("\(view.id)"), Table.Cell(TimeText.write(view.at, utc: connection.utc)),
                    Table.Cell(view.kind.rawValue), Table.Cell(view.by), Table.Cell(view.reason),
                ])
            }
            table.show(orElse: "there are no receipts")
        }
    }
}

/// A receipt for people.
enum ReceiptReport {
    static func facts(_ view: ReceiptView, utc: Bool) -> [(String, String)] {
        let facts: [(String, String)?] = [
            ("receipt", "\(view.id)"), ("what", view.kind == .export ? "data given to the person" : "data erased"),
            ("time", TimeText.write(view.at, utc: utc)), ("by", view.by), view.reason.map { ("reason", $0) },
            view.sha256.map { ("SHA-256", $0) }, ("number", view.numberHash),
        ]
        let counts = view.counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        return facts.compactMap { $0 }
            + counts.map { ($0.key.split(separator: "_").joined(separator: " "), "\($0.value)") }
    }
}
