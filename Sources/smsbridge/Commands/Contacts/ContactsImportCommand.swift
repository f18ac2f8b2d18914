import ArgumentParser
import Storage

struct ContactsImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import a contact list from a CSV file.",
        discussion: """
            The first line names the columns: phone (needed), name, first_name, last_name,
            email, time_zone, language, consent_date, consent_source, consent_text,
            consent_expires, consent_purpose, and any others, which texts can use as
            {{fields}}. Good rows go in; each bad row is reported with its line and reason.
            The same file again changes nothing.

            Ends with status 65 if rows were rejected.

            EXAMPLES
              smsbridge contacts import Examples/contacts.csv --region DE --dry-run
              smsbridge contacts import Examples/contacts.csv --report verdicts.csv
              printf 'phone,name\\n+4915112345678,Ada\\n' | smsbridge contacts import - \\
                --consent-source 'membership form' --consent-date 2026-03-31 \\
                --consent-purpose appointments
            """
    )

    @Argument(help: ArgumentHelp("The CSV file, or - for standard input.", valueName: "file"))
    var file: String

    @Flag(help: "Only say what would become of each row; store nothing.")
    var dryRun = false

    @OptionGroup var consent: ConsentOptions

    @Option(help: "The country of numbers without a prefix, such as DE (default: the daemon's).")
    var region: String?

    @Option(
        help: ArgumentHelp(
            "Write the verdict of every row to this CSV file (- for standard output).",
            valueName: "file"
        )
    )
    var report: String?

    @OptionGroup var actor: ActorOption

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let upload = try ContactList.upload(
            file,
            region: region,
            consent: consent,
            by: actor.by,
            isDryRun: dryRun,
            isQuiet: connection.json
        )
        let answer = try await APIClient.with(connection) { client in
            guard let report else { return try await upload.send(with: client) }
            // The verdicts of a dry run are nowhere but in its answer; the others are stored.
            if dryRun { return try await upload.send(with: client, verdictsTo: report) }
            let answer = try await upload.send(with: client)
            let view = try answer.decoded(ImportView.self)
            try await ContactList.verdicts(of: view.id, with: client, to: report)
            return answer
        }
        let view = try answer.decoded(ImportView.self)
        // The report itself is what standard output is for then.
        if report != "-" {
            try answer.show(ImportView.self, connection) { view in
                ImportReport(view, report: report, utc: connection.utc).show()
            }
        }
        if view.rejectedRows > 0 { throw ExitCode(ExitStatus.data.rawValue) }
    }
}

/// Contact lists on their way to the daemon, and their verdicts on the way back.
enum ContactList {
    static func upload(
        _ path: String,
        region: String?,
        consent: ConsentOptions,
        by: String,
        isDryRun: Bool = false,
        isQuiet: Bool
    ) throws(FileProblems) -> ListUpload {
        try ListUpload(
            path: path,
            to: "/v1/contacts/import",
            query: [("region", region), ("dry_run", isDryRun ? "true" : nil)] + consent.query(by: by),
            isQuiet: isQuiet
        )
    }

    static func verdicts(
        of id: Int64,
        only verdict: String? = nil,
        format: String = "csv",
        with client: APIClient,
        to path: String
    ) async throws {
        _ = try await client.download(
            "GET",
            "/v1/imports/\(id)/verdicts",
            query: [("verdict", verdict), ("format", format)],
            to: FileOutput(path: path)
        )
    }
}
