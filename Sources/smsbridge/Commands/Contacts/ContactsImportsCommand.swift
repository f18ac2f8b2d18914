import ArgumentParser
import Storage

struct ContactsImportsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "imports",
        abstract: "List the imports, the newest first.",
        discussion: """
            EXAMPLES
              smsbridge contacts imports
              smsbridge contacts imports --before 17 --limit 20
            """
    )

    @Option(help: ArgumentHelp("Only imports with lower ids.", valueName: "id"))
    var before: Int64?

    @Option(help: "At most so many, 1 to 1000.")
    var limit = 50

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let query = [("before_id", before.map { "\($0)" }), ("limit", "\(limit)")]
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/imports", query: query) }
        try answer.show([ImportView].self, connection) { views in
            var table = Table([
                .init("ID", .right), .init("TIME"), .init("ROWS", .right), .init("ADDED", .right),
                .init("UPDATED", .right), .init("REJECTED", .right), .init("BY"), .init("FILE"),
            ])
            for view in views {
                let time = view.begunAt.map { TimeText.write($0, utc: connection.utc) }
                table.add([
                    Table.Cell("\(view.id)"),
                    view.finishedAt == nil ? Table.Cell("unfinished", .doubtful) : Table.Cell(time),
                    .number(view.rows), .number(view.added), .number(view.updated), .number(view.rejectedRows),
                    Table.Cell(view.by), Table.Cell(view.name),
                ])
            }
            table.show(orElse: "nothing was imported yet")
        }
    }
}
