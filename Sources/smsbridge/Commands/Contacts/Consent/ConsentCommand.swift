import ArgumentParser

struct ConsentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent",
        abstract: "Record a consent, and write the ledger of consents out.",
        discussion: """
            EXAMPLES
              smsbridge contacts consent add +4915112345678 --source 'membership form'
              smsbridge contacts consent export consents.csv
            """,
        subcommands: [ConsentAddCommand.self, ConsentExportCommand.self]
    )
}
