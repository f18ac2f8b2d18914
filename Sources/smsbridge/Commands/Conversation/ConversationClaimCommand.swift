import ArgumentParser

struct ConversationClaimCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim",
        abstract: "Take a conversation: the agent is quiet, and others see that you have it.",
        discussion: """
            Where somebody else has it, --take takes it over.

            EXAMPLES
              smsbridge conversation claim +4915112345678
              smsbridge conversation claim +4915112345678 --take --by 'Dr. Kaya'
            """
    )

    @Flag(help: "Also where another person has it.")
    var take = false

    @OptionGroup var options: ConversationOrderOptions

    func run() async throws { try await options.order("claim", take: take) }
}

struct ConversationHandbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handback",
        abstract: "Give a conversation back to its agent.",
        discussion: """
            The agent answers what came since the last answer of a person. Ends a mute by
            a guard, too.

            EXAMPLE
              smsbridge conversation handback +4915112345678 --reason 'appointment is made'
            """
    )

    @Option(help: ArgumentHelp("Why, for the history.", valueName: "text"))
    var reason: String?

    @OptionGroup var options: ConversationOrderOptions

    func run() async throws { try await options.order("handback", reason: reason) }
}

struct ConversationCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "End a conversation. When the person writes again, the agent has it again.",
        discussion: """
            EXAMPLE
              smsbridge conversation close +4915112345678 --reason 'called back'
            """
    )

    @Option(help: ArgumentHelp("Why, for the history.", valueName: "text"))
    var reason: String?

    @OptionGroup var options: ConversationOrderOptions

    func run() async throws { try await options.order("close", reason: reason) }
}
