import ArgumentParser
import Storage

struct ConversationShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a conversation: who has it and why, all messages, every change of owner.",
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
            let now = SystemWallClock().now()
            Facts.show(ConversationReport.facts(story.conversation, utc: connection.utc))
            Terminal.print("")
            ConversationReport.messages(story.messages, utc: connection.utc, now: now).show(
                orElse: "there are no messages"
            )
            if !story.changes.isEmpty {
                Terminal.print("")
                ConversationReport.changes(story.changes, utc: connection.utc, now: now).show(orElse: "")
            }
            let drafts = story.drafts.filter { $0.state != "waiting" }
            if !drafts.isEmpty {
                Terminal.print("")
                ConversationReport.drafts(drafts, utc: connection.utc, now: now).show(orElse: "")
            }
        }
    }
}
