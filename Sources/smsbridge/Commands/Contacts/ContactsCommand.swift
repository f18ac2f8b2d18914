import ArgumentParser

struct ContactsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contacts",
        abstract: "Bring contacts in, look at them, and prove their consent.",
        discussion: """
            EXAMPLES
              smsbridge contacts import Examples/contacts.csv --dry-run
              smsbridge contacts show +4915112345678
              smsbridge contacts erase +4915112345678 --reason 'letter of 2026-11-23'
            """,
        subcommands: [
            ContactsImportCommand.self, ContactsImportsCommand.self, ContactsVerdictsCommand.self,
            ContactsListCommand.self, ContactsShowCommand.self, ContactsEditCommand.self, ConsentCommand.self,
            ContactsExportCommand.self, ContactsEraseCommand.self, ContactsReceiptsCommand.self,
        ]
    )
}
