import ArgumentParser

struct SuppressionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppression",
        abstract: "Numbers that must not be written to.",
        subcommands: [SuppressionListCommand.self, SuppressionAddCommand.self, SuppressionRemoveCommand.self]
    )
}
