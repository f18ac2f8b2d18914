import ArgumentParser
import Storage

struct SuppressionListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the suppressed numbers and why, the newest first.",
        discussion: """
            EXAMPLES
              smsbridge suppression list
              smsbridge suppression list --reason complaint
              smsbridge suppression list --including-lifted --before 1000
            """
    )

    @Flag(help: "Show also those that were lifted.")
    var includingLifted = false

    @Option(help: ArgumentHelp("Only for this reason: \(SuppressionCommand.reasons).", valueName: "reason"))
    var reason: String?

    @Option(help: ArgumentHelp("Only ids below this one: for the next page.", valueName: "id"))
    var before: Int64?

    @Option(help: "At most so many, 1 to 1000.")
    var limit = 200

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let query = [
            ("including_lifted", includingLifted ? "true" : nil), ("reason", reason),
            ("before_id", before.map { "\($0)" }), ("limit", "\(limit)"),
        ]
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/suppressions", query: query) }
        try answer.show([SuppressionView].self, connection) { views in
            SuppressionReport.table(views, includingLifted: includingLifted, utc: connection.utc)
                .show(orElse: reason == nil ? "no number is suppressed" : "no number is suppressed for this reason")
            if views.count == limit, let last = views.last {
                Terminal.print("for the next page: --before \(last.id)", to: Terminal.error)
            }
        }
    }
}

/// Suppressions for people.
enum SuppressionReport {
    static func table(_ views: [SuppressionView], includingLifted: Bool, utc: Bool) -> Table {
        var columns: [Table.Column] = [.init("NUMBER"), .init("REASON"), .init("SINCE"), .init("NOTE")]
        if includingLifted { columns.insert(.init("LIFTED"), at: 3) }
        var table = Table(columns)
        for view in views {
            var cells = [
                Table.Cell(view.number.hasPrefix("hmac:") ? "hidden" : view.number),
                Table.Cell(view.category.map { "\(view.reason), \($0) only" } ?? view.reason),
                Table.Cell(TimeText.write(view.at, utc: utc)), Table.Cell(note(view)),
            ]
            if includingLifted {
                let lifted = view.liftedAt.map { TimeText.write($0, utc: utc) }
                cells.insert(Table.Cell(lifted), at: 3)
            }
            table.add(cells)
        }
        return table
    }

    private static func note(_ view: SuppressionView) -> String? {
        let by = view.by.map { "by \($0)" }
        let own = [by, view.note].compactMap(\.self).joined(separator: ": ")
        guard let lifted = view.liftedNote.map({ $0 + (view.liftedBy.map { ", by \($0)" } ?? "") }) else {
            return own.isEmpty ? nil : own
        }
        return (own.isEmpty ? "" : own + "; ") + (view.mistaken ? "was a mistake: " : "lifted: ") + lifted
    }
}
