import ArgumentParser
import Storage

struct ConversationListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List conversations, those that wait for a human first.",
        discussion: """
            EXAMPLES
              smsbridge conversation list
              smsbridge conversation list --owner waitingForHuman
            """
    )

    @Option(help: "Only those owned by agent, waitingForHuman, human, muted or closed.")
    var owner: String?

    @Option(help: "So many at most: 1 to 1000.")
    var limit = 50

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let query: [(String, String?)] = [("owner", owner), ("limit", "\(limit)")]
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/conversations", query: query) }
        try answer.show([ConversationView].self, connection) { views in
            Self.table(views, utc: connection.utc).show(orElse: "there are no such conversations")
        }
    }

    static func table(_ views: [ConversationView], utc: Bool) -> Table {
        var table = Table([
            .init("NUMBER"), .init("NAME"), .init("OWNER"), .init("CAMPAIGN"), .init("LAST REPLY"), .init("WHY"),
            .init("TEXT"),
        ])
        for view in views {
            table.add([
                Table.Cell(view.number), Table.Cell(view.name), .state(view.owner), Table.Cell(view.campaign),
                Table.Cell(view.lastInboundAt.map { TimeText.write($0, utc: utc) }),
                Table.Cell(view.reason.map { TimeText.rewriting($0, utc: utc) }),
                Table.Cell(view.lastText),
            ])
        }
        return table
    }
}
