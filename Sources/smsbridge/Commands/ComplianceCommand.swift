import ArgumentParser
import Campaigns
import Gateway
import Storage

struct ComplianceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compliance",
        abstract: "Show who agreed, who opted out, and which rules hold.",
        discussion: """
            For whoever has to answer for it: the policies in force, the contacts with a
            consent that counts, the suppressions by reason, the campaigns that may still
            send and who attested them, what was given out and erased last, and how long
            what is kept is kept.

            EXAMPLES
              smsbridge compliance
              smsbridge compliance --json > compliance-2026-11.json
            """
    )

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/compliance") }
        try answer.show(ComplianceView.self, connection) { view in
            let colours = Terminal.hasColours(Terminal.output)
            for line in ComplianceText(view, utc: connection.utc).lines(colours: colours) { Terminal.print(line) }
        }
    }
}

/// A summary of consent and opt-outs, for a terminal.
struct ComplianceText {
    private let view: ComplianceView
    private let utc: Bool

    init(_ view: ComplianceView, utc: Bool) {
        self.view = view
        self.utc = utc
    }

    func lines(colours: Bool) -> [String] {
        let policies = view.policies.isEmpty ? "none" : view.policies.joined(separator: ", ")
        var lines = wrapped([
            ("as of", time(view.at)), ("signs as", view.senderName ?? "nobody: set sender_name"),
            ("policies", policies), ("consent", consent), ("opt-outs", optOuts),
            ("last export", receipt(view.facts.lastExport)), ("last erasure", receipt(view.facts.lastErasure)),
            ("keeps", kept),
        ])
        var suppressions = Table([.init("SUPPRESSED"), .init("NUMBERS", .right), .init("NEWEST")])
        for row in view.facts.suppressions {
            let meaning = SuppressionReason(rawValue: row.reason)?.meaning ?? row.reason
            suppressions.add([Table.Cell(meaning), .number(row.numbers), Table.Cell(row.newest.map(time) ?? "")])
        }
        if !view.facts.suppressions.isEmpty { lines += [""] + suppressions.lines(width: 80, colours: colours) }
        var campaigns = Table([.init("CAMPAIGN"), .init("STATE"), .init("CATEGORY"), .init("ATTESTED BY")])
        for row in view.facts.campaigns {
            let attested = row.attestedBy.map { "\($0), \(row.attestedAt.map(time) ?? "")" } ?? "nobody"
            campaigns.add([
                Table.Cell(row.name), Table.Cell(row.state), Table.Cell(row.category.rawValue), Table.Cell(attested),
            ])
        }
        if !view.facts.campaigns.isEmpty { lines += [""] + campaigns.lines(width: 80, colours: colours) }
        return lines
    }

    private var consent: String {
        let consent = view.facts.consent
        guard consent.contacts > 0 else { return "there are no contacts" }
        var text = "\(consent.covered) of \(consent.contacts) contacts have one that counts"
        text += ", \(consent.reachable) of them are not suppressed"
        if consent.old > 0 { text += "; \(consent.old) older than 18 months" }
        if let oldest = consent.oldest { text += "; the oldest of \(time(oldest))" }
        return text
    }

    private var kept: String {
        let kept = view.retention
        let ages = [
            ("words of messages", kept.messages), ("decisions", kept.decisions), ("events", kept.events),
            ("verdicts of lists", kept.imports),
        ]
        return ages.map { "\($0.0) \($0.1?.text ?? "for ever")" }.joined(separator: ", ")
            + "; consents and suppressions for ever"
    }

    private var optOuts: String {
        "\(view.facts.optOuts) in the last 30 days"
            + (view.facts.liftedOptOuts > 0 ? ", \(view.facts.liftedOptOuts) lifted since" : "")
    }

    private func receipt(_ receipt: ReceiptView?) -> String {
        receipt.map { "receipt \($0.id), \(time($0.at)), by \($0.by)" } ?? "none"
    }

    private func time(_ time: Timestamp) -> String { TimeText.write(time, utc: utc) }

    private func wrapped(_ facts: [(String, String)]) -> [String] {
        facts.flatMap { name, value in
            let gap = String(repeating: " ", count: 14)
            let parts = TerminalText.wrapped(TerminalText.plain(value), to: 66)
            return parts.enumerated().map { index, part in
                (index == 0 ? name + String(repeating: " ", count: 14 - name.count) : gap) + part
            }
        }
    }
}
