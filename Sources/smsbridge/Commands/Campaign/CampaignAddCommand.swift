import ArgumentParser
import Storage

struct CampaignAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add contacts to a campaign that runs or is paused.",
        discussion: """
            Each is judged as at the start: consent, suppression, other campaigns, the
            holdout; and its texts are filled in as by a preflight. Who fails is left out
            and told. The others get the first step, its delay counted from now.

            Without --attest nothing is added: it tells what would become of them. With
            it, the named person answers for the consent and the texts of the new ones.
            A list is imported first, as by 'contacts import'.

            Somebody is taken out with 'smsbridge campaign stop NAME NUMBER'.

            EXAMPLES
              smsbridge campaign add 'Appointment reminder' --contacts new.csv
              smsbridge campaign add 'Appointment reminder' --import 12 \\
                --attest 'A. Brandt'
              smsbridge campaign add 'Appointment reminder' --number +491511234009 \\
                --attest 'A. Brandt'
            """
    )

    @Argument(help: "The campaign's name.")
    var name: String

    @Option(help: ArgumentHelp("Import this list and add its contacts.", valueName: "csv"))
    var contacts: String?

    @Option(name: .customLong("import"), help: ArgumentHelp("Add the contacts of an earlier import.", valueName: "id"))
    var batch: Int64?

    @Option(
        name: .customLong("number"),
        parsing: .upToNextOption,
        help: ArgumentHelp("Add contacts by number, or by a name that only one has.", valueName: "number")
    )
    var numbers: [String] = []

    @Option(help: ArgumentHelp("Who attests them; without it, nothing is added.", valueName: "name"))
    var attest: String?

    @Option(help: "The country of numbers without a prefix, such as DE (default: the daemon's).")
    var region: String?

    @OptionGroup var consent: ConsentOptions

    @OptionGroup var actor: ActorOption

    @OptionGroup var connection: ConnectionOptions

    private struct Request: Encodable {
        var `import`: Int64?
        var numbers: [String]?
        var attest: String?
    }

    func validate() throws {
        let ways = [contacts != nil, batch != nil, !numbers.isEmpty].count { $0 }
        guard ways == 1 else { throw ValidationError("Say whom to add: one of --contacts, --import and --number.") }
    }

    func run() async throws {
        let upload = try contacts.map { path in
            try ContactList.upload(path, region: region, consent: consent, by: actor.by, isQuiet: connection.json)
        }
        let path = "/v1/campaigns/\(APIClient.escaped(name))"
        let refused = try await APIClient.with(connection, by: actor.by) { client in
            // A campaign that there is not is told before the list goes in.
            _ = try await client.get(path).decoded(CampaignView.self)
            var list: ImportView?
            if let upload {
                let view = try await upload.send(with: client).decoded(ImportView.self)
                if !connection.json { ImportReport(view).show() }
                list = view
            }
            let request = Request(
                import: list?.id ?? batch,
                numbers: numbers.isEmpty ? nil : numbers,
                attest: attest
            )
            let answer = try await client.post("\(path)/contacts", json: request)
            try answer.show(CampaignAddition.self, connection) { show($0, import: request.import) }
            return (list?.rejectedRows ?? 0) + (try answer.decoded(CampaignAddition.self).leftOut)
        }
        if refused > 0 { throw ExitCode(ExitStatus.data.rawValue) }
    }

    private func show(_ view: CampaignAddition, import batch: Int64?) {
        let campaign = TerminalText.plain(view.campaign)
        let count = CampaignReport.contacts(view.added)
        if let name = view.attestedBy {
            Terminal.print("added \(count) to \(campaign), attested by \(TerminalText.plain(name))")
        } else {
            Terminal.print("\(count) can be added to \(campaign); nothing was added yet")
        }
        let others: [(Int, String)] = [
            (view.waiting, "wait until another campaign is through with them"), (view.heldOut, "held out by the draw"),
            (view.alreadyIn, "in the campaign already"), (view.leftOut, "left out"),
        ]
        for (count, words) in others where count > 0 { Terminal.print("\(count) \(words)") }
        var table = Table([.init("LINE", .right), .init("NUMBER"), .init("REASON")])
        table.wrapsLast = true
        let shown = view.problems.prefix(Self.shownRows)
        for row in shown {
            table.add([Table.Cell(row.line.map { "\($0)" }), Table.Cell(row.number), Table.Cell(row.reason)])
        }
        if !shown.isEmpty { table.show(orElse: "") }
        let rest = view.leftOut + view.alreadyIn - shown.count
        if rest > 0 { Terminal.print("and \(rest) more; --json tells the first \(CampaignAddition.most)") }
        guard view.attestedBy == nil, view.added + view.waiting + view.heldOut > 0 else { return }
        let whom = batch.map { "--import \($0)" } ?? "--number " + numbers.map(Shell.quoted).joined(separator: " ")
        Terminal.print("to add them:")
        Terminal.print("  smsbridge campaign add \(Shell.quoted(view.campaign)) \(whom) --attest NAME")
    }

    /// More rows than these are only counted on the terminal.
    private static let shownRows = 50
}
