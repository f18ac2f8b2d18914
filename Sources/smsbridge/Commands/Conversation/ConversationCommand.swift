import ArgumentParser

struct ConversationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conversation",
        abstract: "Conversations with people who wrote back.",
        subcommands: [ConversationListCommand.self, ConversationShowCommand.self]
    )
}
