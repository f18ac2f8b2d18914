import ArgumentParser

struct ContactsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contacts",
        abstract: "Bring contacts in.",
        discussion: """
            EXAMPLES
              smsbridge contacts import Examples/contacts.csv
            """,
        subcommands: [ContactsImportCommand.self]
    )
}
