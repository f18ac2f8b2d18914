import Campaigns
import Storage

/// All that is held about a number, for people.
enum ContactReport {
    static func facts(_ view: ContactView, utc: Bool) -> [(String, String)] {
        let facts: [(String, String)?] = [
            ("number", view.number), view.name.map { ("name", $0) }, view.email.map { ("e-mail", $0) },
            ("time zone", zone(view)),
            ("campaigns", TimeText.rewriting(view.suppression ?? view.consentLack ?? "may write to it", utc: utc)),
        ]
        return facts.compactMap { $0 } + view.fields.sorted { $0.key < $1.key }.map { ("{{\($0.key)}}", $0.value) }
    }

    private static func zone(_ view: ContactView) -> String {
        if let zone = view.timeZone {
            return zone + (view.timeZoneSource == "operator" ? " (set by an operator)" : " (from a list)")
        }
        switch view.candidateZones.count {
        case 0: return "not known"
        case 1: return "\(view.candidateZones[0]) (by the number's prefix)"
        default: return "by the number's prefix one of: " + view.candidateZones.joined(separator: ", ")
        }
    }

    static func show(_ story: ContactStory, utc: Bool) {
        if let contact = story.contact {
            Facts.show(facts(contact, utc: utc))
        } else {
            let erasure = story.receipts.first { $0.kind == .erasure }
            let contact = erasure.map { "erased, see receipt \($0.id)" } ?? "nobody entered this number"
            Facts.show([("number", story.number), ("contact", contact)])
        }
        Terminal.print("")
        for line in lines(ContactChain(story).links, utc: utc) { Terminal.print(line) }
    }

    /// Time and kind in front, the rest beside them in as many lines as it needs.
    private static func lines(_ links: [ContactChain.Link], utc: Bool) -> [String] {
        let width = Terminal.isPerson(Terminal.output) ? Terminal.width(Terminal.output) : nil
        let colours = Terminal.hasColours(Terminal.output)
        let kinds = links.map { TerminalText.width($0.what) }.max() ?? 0
        return links.flatMap { link in
            let time = TimeText.write(link.at, utc: utc)
            let text = TerminalText.plain(TimeText.rewriting(link.detail, utc: utc))
            let margin = TerminalText.width(time) + kinds + 4
            let rows = width.map { TerminalText.wrapped(text, to: max(20, $0 - margin)) } ?? [text]
            let padding = String(repeating: " ", count: kinds - TerminalText.width(link.what))
            let head = time + "  " + link.style.apply(link.what, colours: colours) + padding + "  " + (rows.first ?? "")
            return [head] + rows.dropFirst().map { String(repeating: " ", count: margin) + $0 }
        }
    }
}

/// What happened with a number, in the order in which it happened.
struct ContactChain {
    struct Link {
        var at: Timestamp
        var what: String
        var detail: String
        var style = Style.bold
    }

    private(set) var links: [Link] = []

    init(_ story: ContactStory) {
        for consent in story.consents { links.append(Self.link(consent)) }
        for batch in story.imports {
            let by = batch.by.map { ", by \($0)" } ?? ""
            let warnings = batch.warnings.isEmpty ? "" : " (\(batch.warnings.joined(separator: "; ")))"
            links.append(
                Link(
                    at: batch.at,
                    what: "import",
                    detail:
                        "\(batch.verdict) from \(batch.name), line \(batch.line), import \(batch.import)\(by)\(warnings)"
                )
            )
        }
        for enrollment in story.enrollments {
            links += enrollment.decisions.map {
                Link(at: $0.at, what: "campaign", detail: "“\(enrollment.campaign)”: \($0.kind): \($0.detail)")
            }
        }
        for message in story.messages { links += Self.links(message) }
        for suppression in story.suppressions { links += Self.links(suppression) }
        let told: Set = ["suppressed", "lifted", "consented"]
        links += story.decisions.filter { !told.contains($0.kind) }
            .map { Link(at: $0.at, what: $0.kind, detail: $0.detail, style: .dim) }
        links += story.calls.map {
            Link(at: $0.firstRingAt, what: "call", detail: "rang \($0.route), was not answered")
        }
        links += story.receipts.map {
            Link(at: $0.at, what: $0.kind.rawValue, detail: "receipt \($0.id), by \($0.by)")
        }
        // What happened at the same moment stays as it was told.
        links = links.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    private static func link(_ consent: ConsentView) -> Link {
        var detail = "\(consent.kind), \(consent.source), given \(consent.capturedAt)"
        if let by = consent.capturedBy { detail += ", recorded by \(by)" }
        if let batch = consent.import { detail += ", import \(batch)" + (consent.line.map { " line \($0)" } ?? "") }
        if let wording = consent.wording { detail += ", “\(wording)”" }
        if let evidence = consent.evidence { detail += ", evidence: \(evidence)" }
        if let revoked = consent.revokedAt {
            detail += "; revoked \(revoked)"
        } else if let end = consent.expiresAt {
            detail += consent.counts ? "; counts until \(end)" : "; ended \(end)"
        }
        return Link(
            at: consent.recordedAt,
            what: "consent",
            detail: detail,
            style: consent.counts ? .good : .doubtful
        )
    }

    private static func links(_ story: MessageStory) -> [Link] {
        let view = story.message
        guard view.direction == "out" else {
            let kind = view.reason.map { $0 == "text" ? "" : " (\($0))" } ?? ""
            return [Link(at: view.createdAt, what: "wrote", detail: "“\(view.text)”\(kind)", style: .good)]
        }
        let campaign =
            view.campaign.map { "of “\($0)”" + (view.step.map { " step \($0)" } ?? "") } ?? "by \(view.origin)"
        let route = view.route.map { " by \($0)" } ?? ""
        let why = view.reason.map { ": \($0)" } ?? ""
        let head = Link(
            at: view.createdAt,
            what: "message \(view.id)",
            detail: "\(campaign), \(view.state)\(route)\(why): “\(view.text)”"
        )
        return [head]
            + story.decisions.map {
                Link(at: $0.at, what: "message \(view.id)", detail: "\($0.kind): \($0.detail)", style: .dim)
            }
    }

    private static func links(_ view: SuppressionView) -> [Link] {
        let meaning = SuppressionReason(rawValue: view.reason)?.meaning ?? view.reason
        let note = (view.by.map { ", by \($0)" } ?? "") + (view.note.map { ": \($0)" } ?? "")
        var links = [Link(at: view.at, what: "suppressed", detail: meaning + note, style: .bad)]
        if let lifted = view.liftedAt {
            let what = view.mistaken ? "was a mistake" : "lifted"
            links.append(
                Link(
                    at: lifted,
                    what: what,
                    detail: (view.liftedNote ?? "") + (view.liftedBy.map { ", by \($0)" } ?? ""),
                    style: .good
                )
            )
        }
        return links
    }
}
