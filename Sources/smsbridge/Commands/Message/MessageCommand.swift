import ArgumentParser

struct MessageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "message",
        abstract: "Send messages, and see what became of them.",
        subcommands: [
            MessageSendCommand.self, MessageListCommand.self, MessageShowCommand.self, MessageCancelCommand.self,
        ]
    )
}
