import ArgumentParser

struct ModemCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "modem",
        abstract: "The modems of the running daemon.",
        subcommands: [ModemListCommand.self]
    )
}
