import ArgumentParser
import Storage

struct SuppressionImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Suppress the numbers of a CSV file.",
        discussion: """
            The columns are number, and where there are any reason, note, at (since when)
            and category (what alone is not wanted). A file of numbers alone needs no
            header. Numbers that are suppressed already are unchanged, also where our own
            export comes back. Bad rows are reported, the others go in; a reason or date
            that is not known is told, and the number is suppressed all the same.

            With --hash-key the column is hash: HMAC-SHA256 of the number in E.164 under a
            key that both sides know. Such a number is recognised when it comes.

            Ends with status 65 if rows were rejected.

            EXAMPLES
              smsbridge suppression import optouts.csv --dry-run
              smsbridge suppression import optouts.csv --region DE --report verdicts.csv
              smsbridge suppression import hashes.csv --hash-key shared.key
            """
    )

    @Argument(help: ArgumentHelp("The CSV file, or - for standard input.", valueName: "file"))
    var file: String

    @Flag(help: "Only say what would become of each row; suppress nothing.")
    var dryRun = false

    @Option(help: "The country of numbers without a prefix, such as DE (default: the daemon's).")
    var region: String?

    @Option(
        help: ArgumentHelp(
            "Write the verdict of every row to this CSV file (- for standard output).",
            valueName: "file"
        )
    )
    var report: String?

    @OptionGroup var hashing: HashKeyOption

    @OptionGroup var actor: ActorOption

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let upload = try ListUpload(
            path: file,
            to: "/v1/suppressions/import",
            query: [("region", region), ("dry_run", dryRun ? "true" : nil)] + hashing.query,
            headers: try hashing.headers(),
            isQuiet: connection.json
        )
        let answer = try await APIClient.with(connection, by: actor.by) { client in
            guard let report else { return try await upload.send(with: client) }
            return try await upload.send(with: client, verdictsTo: report)
        }
        let view = try answer.decoded(ImportView.self)
        if report != "-" { try answer.show(ImportView.self, connection, show) }
        if view.rejectedRows > 0 { throw ExitCode(ExitStatus.data.rawValue) }
    }

    private func show(_ view: ImportView) {
        if view.dryRun { Terminal.print("dry run: nothing was stored") }
        var table = Table([
            .init("ROWS", .right), .init("SUPPRESSED", .right), .init("WERE ALREADY", .right),
            .init("REJECTED", .right),
        ])
        table.add([
            .number(view.rows), .number(view.added), .number(view.unchanged),
            Table.Cell("\(view.rejectedRows)", view.rejectedRows == 0 ? .plain : .bad),
        ])
        table.show(orElse: "")
        if view.added == 0, view.unchanged > 0 { Terminal.print("nothing is new: all of them were suppressed already") }
        if !view.rejected.isEmpty {
            var rows = Table([.init("LINE", .right), .init("COLUMN"), .init("REASON")])
            rows.wrapsLast = true
            for row in view.rejected.prefix(50) {
                rows.add([.number(row.line), Table.Cell(row.column), Table.Cell(row.reason)])
            }
            Terminal.print("")
            rows.show(orElse: "")
        }
        if !view.warnings.isEmpty {
            var rows = Table([.init("LINE", .right), .init("SUPPRESSED, BUT")])
            rows.wrapsLast = true
            for row in view.warnings.prefix(50) { rows.add([.number(row.line), Table.Cell(row.reason)]) }
            Terminal.print("")
            rows.show(orElse: "")
            let more = view.warned - min(view.warnings.count, 50)
            if more > 0, report == nil { Terminal.print("… and \(more) more: --report FILE writes all of them") }
        }
        let hidden = view.rejectedRows - min(view.rejected.count, 50)
        if hidden > 0, report == nil { Terminal.print("… and \(hidden) more: --report FILE writes all of them") }
        if let report { Terminal.print("the verdict of every row: \(report)") }
    }
}
