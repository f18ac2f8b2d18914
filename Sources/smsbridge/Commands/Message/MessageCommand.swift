import ArgumentParser

struct MessageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "message",
        abstract: "Send messages, and see what became of them.",
        discussion: """
            EXAMPLES
              smsbridge message send +4915112345678 'The clinic is closed tomorrow.'
              smsbridge message list
              smsbridge message show 1
            """,
        subcommands: [
            MessageSendCommand.self, MessageListCommand.self, MessageShowCommand.self, MessageCancelCommand.self,
        ]
    )
}
