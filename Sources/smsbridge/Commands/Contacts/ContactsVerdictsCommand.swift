import ArgumentParser
import Storage

struct ContactsVerdictsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verdicts",
        abstract: "Write what became of every row of an import, as CSV.",
        discussion: """
            The columns are line, number, verdict, column, reason, warnings and consent.

            EXAMPLES
              smsbridge contacts verdicts 3 verdicts.csv
              smsbridge contacts verdicts 3 --verdict rejected
              smsbridge contacts verdicts 3 --json | head
            """
    )

    @Argument(help: ArgumentHelp("The import's id, see 'contacts imports'.", valueName: "import"))
    var id: Int64

    @Argument(help: ArgumentHelp("The file to write (default: standard output).", valueName: "file"))
    var file: String?

    @Option(help: "Only these rows: added, updated, unchanged or rejected.")
    var verdict: String?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try await APIClient.with(connection) { client in
            try await ContactList.verdicts(
                of: id,
                only: verdict,
                format: connection.json ? "jsonl" : "csv",
                with: client,
                to: file ?? "-"
            )
        }
    }
}
