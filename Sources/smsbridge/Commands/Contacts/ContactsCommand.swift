import ArgumentParser

struct ContactsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contacts",
        abstract: "Bring contacts in.",
        subcommands: [ContactsImportCommand.self]
    )
}
