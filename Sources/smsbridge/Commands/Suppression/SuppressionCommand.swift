import ArgumentParser

struct SuppressionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppression",
        abstract: "Numbers that must not be written to.",
        discussion: """
            EXAMPLES
              smsbridge suppression add +4915112345678 --note 'asked at the reception'
              smsbridge suppression list --reason stopKeyword
              smsbridge suppression import optouts.csv --dry-run
              smsbridge suppression export optouts.csv
            """,
        subcommands: [
            SuppressionListCommand.self, SuppressionShowCommand.self, SuppressionAddCommand.self,
            SuppressionRemoveCommand.self, SuppressionImportCommand.self, SuppressionExportCommand.self,
            SuppressionWordsCommand.self,
        ]
    )

    static let reasons =
        "stopKeyword, intent, byHand, imported, provider, complaint, wrongNumber, invalidNumber or erasure"
}
