import ArgumentParser
import Storage

struct ConversationShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a conversation: who has it and why, all messages, every change of owner.",
        discussion: """
            Long reasons are cut; --json has the whole.

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
            Facts.show(ConversationReport.facts(story.conversation, utc: connection.utc, now: now))
            Terminal.print("")
            ConversationReport.messages(story.messages, utc: connection.utc, now: now).show(
                orElse: "there are no messages"
            )
            if !story.changes.isEmpty {
                Terminal.print("")
                let view = story.conversation
                let above = [view.reason, view.escalation?.reason].compactMap(\.self)
                ConversationReport.changes(story.changes, above: above, utc: connection.utc, now: now).show(orElse: "")
            }
            let drafts = story.drafts.filter { $0.state != "waiting" }
            if !drafts.isEmpty {
                Terminal.print("")
                ConversationReport.drafts(drafts, utc: connection.utc, now: now).show(orElse: "")
            }
        }
    }
}
