import ArgumentParser
import Storage

struct ConsentQuestionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "questions",
        abstract: "List the questions for consent, and what became of them.",
        discussion: """
            A question 'waits' as long as YES is a consent: for the days that the
            configuration says (consent.answer_within), and while nothing else was written.

            EXAMPLES
              smsbridge contacts consent questions
              smsbridge contacts consent questions --number +4915112345678 --json
            """
    )

    @Option(help: "Only those of this phone number.")
    var number: String?

    @Option(help: ArgumentHelp("Those behind this one, for the next page.", valueName: "id"))
    var after: Int64?

    @Option(help: "How many at most.")
    var limit = 50

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) { client in
            try await client.get(
                "/v1/consents/questions",
                query: [("number", number), ("after_id", after.map(String.init)), ("limit", String(limit))]
            )
        }
        try answer.show([ConsentQuestionView].self, connection) { views in
            Self.table(views, utc: connection.utc).show(orElse: "nobody was asked")
        }
    }

    static func table(_ views: [ConsentQuestionView], utc: Bool) -> Table {
        var table = Table([
            .init("ID", .right), .init("ASKED"), .init("NUMBER"), .init("FOR"), .init("STATE"), .init("WHY"),
        ])
        for view in views {
            let style: Style = view.state == .agreed ? .good : view.state == .over ? .doubtful : .plain
            table.add([
                Table.Cell(view.id.map(String.init)),
                Table.Cell(view.askedAt.map { TimeText.write($0, utc: utc) }), Table.Cell(view.number),
                Table.Cell(view.purpose ?? "all"), Table.Cell(view.state.rawValue, style), Table.Cell(view.reason),
            ])
        }
        return table
    }
}
