import ArgumentParser
import Storage

struct ContactsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List contacts by number, and whether campaigns may write to them.",
        discussion: """
            EXAMPLES
              smsbridge contacts list
              smsbridge contacts list --search brandt
              smsbridge contacts list --after +4915112345678 --limit 200
            """
    )

    @Option(help: ArgumentHelp("Only those whose number, name or e-mail holds this.", valueName: "text"))
    var search: String?

    @Option(help: ArgumentHelp("Only numbers behind this one: for the next page.", valueName: "number"))
    var after: String?

    @Option(help: "At most so many, 1 to 1000.")
    var limit = 50

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let query = [("search", search), ("after", after), ("limit", "\(limit)")]
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/contacts", query: query) }
        try answer.show([ContactView].self, connection) { views in
            var table = Table([.init("NUMBER"), .init("CAMPAIGNS"), .init("TIME ZONE"), .init("NAME"), .init("E-MAIL")])
            for view in views {
                table.add([
                    Table.Cell(view.number), Self.campaigns(view), Table.Cell(Self.zone(view)), Table.Cell(view.name),
                    Table.Cell(view.email),
                ])
            }
            table.show(orElse: search == nil ? "there are no contacts" : "no contact matches")
            if views.count == limit, let last = views.last {
                Terminal.print("for the next page: --after \(last.number)", to: Terminal.error)
            }
        }
    }

    private static func campaigns(_ view: ContactView) -> Table.Cell {
        if view.suppression != nil { return Table.Cell("suppressed", .bad) }
        guard view.consentLack == nil else { return Table.Cell("no consent", .doubtful) }
        guard let refused = view.refusedCategories else { return Table.Cell("may write", .good) }
        return Table.Cell("no \(refused.joined(separator: ", "))", .doubtful)
    }

    static func zone(_ view: ContactView) -> String? {
        if let zone = view.timeZone { return zone }
        switch view.candidateZones.count {
        case 0: return nil
        case 1: return view.candidateZones[0]
        case let count: return "one of \(count)"
        }
    }
}
