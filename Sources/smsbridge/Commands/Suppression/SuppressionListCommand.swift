import ArgumentParser
import Storage

struct SuppressionListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the suppressed numbers and why.",
        discussion: """
            EXAMPLES
              smsbridge suppression list
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
            var columns: [Table.Column] = [.init("NUMBER"), .init("REASON"), .init("SINCE"), .init("NOTE")]
            if includingLifted { columns.insert(.init("LIFTED"), at: 3) }
            var table = Table(columns)
            for view in views {
                var cells = [
                    Table.Cell(view.number), Table.Cell(view.reason),
                    Table.Cell(TimeText.write(view.at, utc: connection.utc)),
                    Table.Cell(note(view)),
                ]
                if includingLifted {
                    let lifted = view.liftedAt.map { TimeText.write($0, utc: connection.utc) }
                    cells.insert(Table.Cell(lifted), at: 3)
                }
                table.add(cells)
            }
            table.show(orElse: "no number is suppressed")
        }
    }

    private func note(_ view: SuppressionView) -> String? {
        guard let lifted = view.liftedNote else { return view.note }
        return (view.note.map { $0 + "; " } ?? "") + "lifted: " + lifted
    }
}
