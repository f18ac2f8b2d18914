import ArgumentParser
import Storage

struct ConversationApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Send the agent's answer that waits for approval.",
        discussion: """
            Answers wait where 'conversations.approval' of the configuration says so. A new
            message, an opt-out or a person who takes the conversation makes one stale; it
            cannot be approved then.

            EXAMPLES
              smsbridge conversation approve +4915112345678
              smsbridge conversation approve +4915112345678 --text 'Until five.'
            """
    )

    @Option(help: ArgumentHelp("Send this in place of the agent's words.", valueName: "text"))
    var text: String?

    @Flag(help: "Also where another person has the conversation.")
    var take = false

    @OptionGroup var options: ConversationOrderOptions

    func run() async throws {
        let answer = try await options.post("draft/approve", text: text, take: take)
        try answer.show(MessageView.self, options.connection) { view in
            Terminal.print("message \(view.id) to \(view.number): \(view.state)")
        }
    }
}

struct ConversationDiscardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discard",
        abstract: "Drop the agent's answer that waits for approval; nothing is sent.",
        discussion: """
            The conversation waits for a person then: answer it, close it, or hand it back.

            EXAMPLE
              smsbridge conversation discard +4915112345678
            """
    )

    @OptionGroup var options: ConversationOrderOptions

    func run() async throws { try await options.order("draft/discard") }
}
