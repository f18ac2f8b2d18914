import ArgumentParser

struct SuppressionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppression",
        abstract: "Numbers that must not be written to.",
        discussion: """
            EXAMPLES
              smsbridge suppression add +4915112345678 --note 'asked at the reception'
              smsbridge suppression list
            """,
        subcommands: [SuppressionListCommand.self, SuppressionAddCommand.self, SuppressionRemoveCommand.self]
    )
}
