import ArgumentParser

struct ConversationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conversation",
        abstract: "Conversations with people: look, answer, take over, hand back.",
        discussion: """
            The owner of a conversation alone answers: the agent, or the person who has
            taken it. What waits for a person stands at the top of the list.

            EXAMPLES
              smsbridge conversation list --waiting
              smsbridge conversation show +4915112345678
              smsbridge conversation reply +4915112345678 'We call you at two.'
              smsbridge conversation handback +4915112345678
            """,
        subcommands: [
            ConversationListCommand.self, ConversationShowCommand.self, ConversationReplyCommand.self,
            ConversationClaimCommand.self, ConversationHandbackCommand.self, ConversationCloseCommand.self,
            ConversationApproveCommand.self, ConversationDiscardCommand.self,
        ]
    )
}
