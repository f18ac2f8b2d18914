import ArgumentParser
import Storage

struct ConversationShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show all messages with one number, the oldest first.",
        discussion: """
            EXAMPLE
              smsbridge conversation show +4915112345678
            """
    )

    @Argument(help: "The phone number.")
    var number: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) {
            try await $0.get("/v1/conversations/\(APIClient.escaped(number))")
        }
        try answer.show(ConversationStory.self, connection) { story in
            let view = story.conversation
            let facts: [(String, String)?] = [
                ("number", view.number), view.name.map { ("name", $0) }, ("owner", view.owner),
                view.reason.map { ("reason", TimeText.rewriting($0, utc: connection.utc)) },
                view.agent.map { ("agent", $0) },
                view.campaign.map { ("campaign", $0) },
                view.route.map { ("route", $0) },
            ]
            Facts.show(facts.compactMap { $0 })
            Terminal.print("")
            MessageReport.list(story.messages, utc: connection.utc).show(orElse: "there are no messages")
        }
    }
}
