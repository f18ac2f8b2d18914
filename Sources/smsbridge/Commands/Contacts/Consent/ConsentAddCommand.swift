import ArgumentParser
import Foundation
import Storage

struct ConsentAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Record that a person agreed to be written to.",
        discussion: """
            Consents are only ever added. One that was given after the person had asked not
            to be written to lifts that with --lifts-opt-out, and needs what proves it.

            EXAMPLES
              smsbridge contacts consent add +4915112345678 --source 'membership form'
              smsbridge contacts consent add +4915112345678 --source 'reception' \\
                --at '2026-11-23 10:30' --evidence 'form 4711' --lifts-opt-out
              smsbridge contacts consent add +4915112345678 --source paper \\
                --purpose appointments --jurisdiction DE --evidence-file form4711.pdf
            """
    )

    private struct Body: Encodable {
        var kind: String?
        var source: String
        var capturedAt: String?
        var expiresAt: String?
        var wording: String?
        var evidence: String?
        var evidenceSha256: String?
        var purpose: String?
        var jurisdiction: String?
        var locale: String?
        var doubleOptIn: String?
        var by: String
        var liftsOptOut: Bool
    }

    @Argument(help: "The phone number.")
    var number: String

    @Option(help: ArgumentHelp("Where it was given: a web form, on paper, at the reception.", valueName: "text"))
    var source: String

    @Option(help: ArgumentHelp("When, in UTC or with a zone (default: now).", valueName: "day or time"))
    var at: String?

    @Option(help: ArgumentHelp("The last day on which it counts.", valueName: "yyyy-mm-dd"))
    var expires: String?

    @Option(help: ArgumentHelp("What the person agreed to, word for word.", valueName: "text"))
    var wording: String?

    @Option(help: ArgumentHelp("What proves it: a form's number, a file's name.", valueName: "text"))
    var evidence: String?

    @Option(
        help: ArgumentHelp("A file that proves it: its name and SHA-256 are kept, not the file.", valueName: "file")
    )
    var evidenceFile: String?

    @Option(
        help: ArgumentHelp("What it is for: categories of campaigns or purposes (default: all).", valueName: "words")
    )
    var purpose: String?

    @Option(help: ArgumentHelp("The country under whose law it was given: DE, US-FL.", valueName: "code"))
    var jurisdiction: String?

    @Option(help: ArgumentHelp("The language of the wording: de, pt-BR.", valueName: "language"))
    var locale: String?

    @Option(help: ArgumentHelp("What proves that the person confirmed it themselves.", valueName: "text"))
    var doubleOptIn: String?

    @Option(help: "express (default), expressWritten, implied, softOptIn or transactional.")
    var kind: String?

    @Option(help: ArgumentHelp("Who records it (default: the user who runs this).", valueName: "name"))
    var by: String?

    @Flag(help: "It was given after an opt-out, and lifts it.")
    var liftsOptOut = false

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        if liftsOptOut, evidence == nil, evidenceFile == nil {
            throw ValidationError("--evidence is missing: a consent that lifts an opt-out needs what proves it")
        }
    }

    func run() async throws {
        let file = try evidenceFile.map { path throws(FileProblems) in try EvidenceFile(path) }
        let body = Body(
            kind: kind,
            source: source,
            capturedAt: at,
            expiresAt: expires,
            wording: wording,
            evidence: evidence ?? file?.name,
            evidenceSha256: file?.sha256,
            purpose: purpose,
            jurisdiction: jurisdiction,
            locale: locale,
            doubleOptIn: doubleOptIn,
            by: by ?? NSUserName(),
            liftsOptOut: liftsOptOut
        )
        let path = "/v1/contacts/\(APIClient.escaped(number))"
        let (answer, story) = try await APIClient.with(connection) { client in
            (try await client.post(path + "/consents", json: body), try await client.get(path))
        }
        try answer.show([ConsentView].self, connection) { views in
            Self.table(views, utc: connection.utc).show(orElse: "no consent is recorded")
        }
        guard let obstacle = try story.decoded(ContactStory.self).contact?.suppression else { return }
        let reason = TimeText.rewriting(obstacle, utc: connection.utc)
        Terminal.print("still nothing is sent to it: \(reason) (see --lifts-opt-out)", to: Terminal.error)
    }

    static func table(_ views: [ConsentView], utc: Bool) -> Table {
        var table = Table([
            .init("GIVEN"), .init("COUNTS"), .init("KIND"), .init("FOR"), .init("SOURCE"), .init("BY"),
            .init("EVIDENCE"),
        ])
        for view in views {
            let state =
                view.counts
                ? view.expiresAt.map { "until \(TimeText.write($0, utc: utc))" } ?? "yes"
                : view.revokedAt == nil ? "ended" : "revoked"
            table.add([
                Table.Cell(TimeText.write(view.capturedAt, utc: utc)),
                Table.Cell(state, view.counts ? .good : .doubtful), Table.Cell(view.kind),
                Table.Cell(view.purpose ?? "all"), Table.Cell(view.source), Table.Cell(view.capturedBy),
                Table.Cell(view.evidence),
            ])
        }
        return table
    }
}
