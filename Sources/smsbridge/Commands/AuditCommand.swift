import ArgumentParser
import Campaigns
import Storage

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "List what people did to campaigns and suppressions, newest first.",
        discussion: """
            Who did it, when, to what, what it was before and what it is since. What rules,
            limits and recipients did stands in 'message show' and 'campaign status'.

            EXAMPLES
              smsbridge audit
              smsbridge audit --since 2026-06-01T00:00:00Z --actor anna
              smsbridge audit --number +4915112345678 --json
            """
    )

    @Option(help: ArgumentHelp("Not what is older, such as 2026-06-01T00:00:00Z.", valueName: "time"))
    var since: String?

    @Option(help: ArgumentHelp("What was done to this campaign.", valueName: "name"))
    var campaign: String?

    @Option(help: ArgumentHelp("What was done to this number.", valueName: "number"))
    var number: String?

    @Option(help: ArgumentHelp("What this person did.", valueName: "name"))
    var actor: String?

    @Option(help: ArgumentHelp("Only entries before this one.", valueName: "id"))
    var before: Int64?

    @Option(help: "How many at most, 1 to 1000.")
    var limit = 100

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) { client in
            try await client.get(
                "/v1/audit",
                query: [
                    ("since", since), ("campaign", campaign), ("number", number), ("actor", actor),
                    ("before_id", before.map(String.init)), ("limit", "\(limit)"),
                ]
            )
        }
        try answer.show([AuditEntry].self, connection) { entries in
            AuditReport.show(entries, utc: connection.utc)
            if entries.count == limit, let last = entries.last {
                Terminal.print("for what came before: --before \(last.id)", to: Terminal.error)
            }
        }
    }
}

/// What people did, for people.
enum AuditReport {
    static func show(_ entries: [AuditEntry], utc: Bool) {
        var table = Table([.init("AT"), .init("WHO"), .init("ACTION"), .init("TO"), .init("BEFORE"), .init("AFTER")])
        for entry in entries {
            table.add([
                Table.Cell(TimeText.write(entry.at, utc: utc)), Table.Cell(entry.actor, .bold),
                Table.Cell(entry.action), Table.Cell(object(entry)), Table.Cell(entry.before),
                Table.Cell(entry.after.map { TimeText.rewriting($0, utc: utc) }),
            ])
        }
        table.show(orElse: "nobody did anything")
    }

    private static func object(_ entry: AuditEntry) -> String {
        let number = entry.number.map { $0.hasPrefix("+") ? $0 : "somebody erased" }
        let parts = [entry.campaign, number, entry.list].compactMap(\.self)
        return parts.joined(separator: ", ")
    }
}
