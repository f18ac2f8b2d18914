import ArgumentParser
import Storage

struct SuppressionListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the suppressed numbers and why.",
        discussion: """
            EXAMPLE
              smsbridge suppression list --including-lifted
            """
    )

    @Flag(help: "Show also those whose people consented again.")
    var includingLifted = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let query = includingLifted ? [("including_lifted", "true" as String?)] : []
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/suppressions", query: query) }
        try answer.show([SuppressionView].self, connection) { views in
            var table = Table([.init("NUMBER"), .init("REASON"), .init("SINCE"), .init("LIFTED"), .init("NOTE")])
            for view in views {
                table.add([
                    Table.Cell(view.number), Table.Cell(view.reason),
                    Table.Cell(TimeText.write(view.at, utc: connection.utc)),
                    Table.Cell(view.liftedAt.map { TimeText.write($0, utc: connection.utc) }), Table.Cell(view.note),
                ])
            }
            table.show(orElse: "no number is suppressed")
        }
    }
}
