import ArgumentParser
import Storage

struct ContactsImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import a contact list from a CSV file.",
        discussion: """
            The first line names the columns: phone (needed), name, first_name, last_name,
            email, time_zone, language, consent_date, consent_source, consent_text, and
            any others, which texts can use as {{fields}}. Good rows go in; each bad row
            is reported with its line and reason.

            Ends with status 65 if rows were rejected.

            EXAMPLES
              smsbridge contacts import Examples/contacts.csv --region DE
              smsbridge contacts import Examples/contacts.csv --report rejected.csv
              printf 'phone,name\\n+4915112345678,Ada\\n' | smsbridge contacts import - \\
                --consent-source 'membership form' --consent-date 2026-03-31
            """
    )

    @Argument(help: ArgumentHelp("The CSV file, or - for standard input.", valueName: "file"))
    var file: String

    @OptionGroup var consent: ConsentOptions

    @Option(help: "The country of numbers without a prefix, such as DE (default: the daemon's).")
    var region: String?

    @Option(help: ArgumentHelp("Write the rejected rows with their reasons to this CSV file.", valueName: "file"))
    var report: String?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let upload = try ContactUpload(path: file, region: region, consent: consent)
        let answer = try await APIClient.with(connection) { try await upload.send(with: $0) }
        let view = try answer.decoded(ImportView.self)
        if let report { try ImportReport(view).write(to: report) }
        try answer.show(ImportView.self, connection) { view in ImportReport(view).show() }
        if !view.rejected.isEmpty { throw ExitCode(ExitStatus.data.rawValue) }
    }
}
