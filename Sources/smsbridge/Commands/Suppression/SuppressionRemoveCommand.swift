import ArgumentParser
import Storage

struct SuppressionRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take a suppression back that was a mistake of people here.",
        discussion: """
            What a person asked for is not taken back like this: it takes START from
            that number, or a fresh consent (contacts consent add … --lifts-opt-out).
            The note is kept with the number.

            EXAMPLES
              smsbridge suppression remove +4915112345678 --note 'a wrong number was typed'
              smsbridge suppression remove +4915112345678 --category marketing \\
                --note 'agreed'
            """
    )

    private struct Body: Encodable {
        var note: String
        var category: String?
    }

    @Argument(help: "The phone number.")
    var number: String

    @Option(help: "The one of that category: transactional, informational or marketing.")
    var category: String?

    @Option(help: ArgumentHelp("What was wrong with it.", valueName: "text"))
    var note: String

    @OptionGroup var actor: ActorOption

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let body = Body(note: note, category: category)
        let answer = try await APIClient.with(connection, by: actor.by) {
            try await $0.post("/v1/suppressions/\(APIClient.escaped(number))/lift", json: body)
        }
        try answer.show(SuppressionView.self, connection) { view in
            let what = view.category.map { " for \($0) messages" } ?? ""
            Terminal.print("the suppression of \(view.number)\(what) is lifted")
        }
    }
}
