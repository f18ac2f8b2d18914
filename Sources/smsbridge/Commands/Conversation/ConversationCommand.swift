import ArgumentParser

struct ConversationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conversation",
        abstract: "Conversations with people who wrote back.",
        discussion: """
            EXAMPLES
              smsbridge conversation list
              smsbridge conversation show +4915112345678
            """,
        subcommands: [ConversationListCommand.self, ConversationShowCommand.self]
    )
}
