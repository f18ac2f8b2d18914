import ArgumentParser

struct ConsentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent",
        abstract: "Record a consent, ask for one, and write the ledger of consents out.",
        discussion: """
            EXAMPLES
              smsbridge contacts consent add +4915112345678 --source 'membership form'
              smsbridge contacts consent ask +4915112345678 --purpose marketing \\
                --text 'Riverside Clinic: may we tell you of offers? Reply YES to agree.'
              smsbridge contacts consent export consents.csv
            """,
        subcommands: [
            ConsentAddCommand.self, ConsentAskCommand.self, ConsentQuestionsCommand.self, ConsentExportCommand.self,
        ]
    )
}
