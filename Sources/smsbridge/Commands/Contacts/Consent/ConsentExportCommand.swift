import ArgumentParser

struct ConsentExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write every consent on record, as CSV or as JSON lines.",
        discussion: """
            With wording, its SHA-256, evidence, where it came from, and whether it
            still counts.

            EXAMPLES
              smsbridge contacts consent export consents.csv
              smsbridge contacts consent export --number +4915112345678
              smsbridge contacts consent export consents.jsonl --json
            """
    )

    @Argument(help: ArgumentHelp("The file to write (default: standard output).", valueName: "file"))
    var file: String?

    @Option(help: "Only those of this phone number.")
    var number: String?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let output = try FileOutput(path: file ?? "-", isPrivate: true)
        try await APIClient.with(connection) { client in
            _ = try await client.download(
                "GET",
                "/v1/consents",
                query: [("number", number), ("format", connection.json ? "jsonl" : "csv")],
                to: output
            )
        }
    }
}
