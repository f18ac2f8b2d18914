import Campaigns
import Storage

/// What happened with a number, in the order in which it happened.
struct ContactChain {
    struct Link {
        var at: Timestamp
        var what: String
        var detail: String
        var style = Style.bold
        /// Among what happened at the same moment: what came from outside first, then the decisions as they were made.
        var place = Place(group: .cause)
    }

    struct Place: Comparable {
        enum Group: Int { case cause, decision, record }

        var group: Group
        var decision: Int64 = 0

        static func < (left: Place, right: Place) -> Bool {
            (left.group.rawValue, left.decision) < (right.group.rawValue, right.decision)
        }

        /// Where a decision stands, or what begins with it.
        static func of(_ decision: DecisionView?) -> Place {
            decision?.id.map { Place(group: .decision, decision: $0) } ?? Place(group: .cause)
        }
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
                Link(
                    at: $0.at,
                    what: "campaign",
                    detail: "“\(enrollment.campaign)”: \($0.kind): \($0.detail)",
                    place: .of($0)
                )
            }
        }
        for message in story.messages { links += Self.links(message) }
        links += story.ownerChanges.map { change in
            let why = change.reason.map { ": \($0)" } ?? ""
            return Link(
                at: change.at,
                what: "conversation",
                detail: "\(change.before) → \(change.owner), by \(change.by)\(why)"
            )
        }
        for suppression in story.suppressions { links += Self.links(suppression, story.decisions) }
        let told: Set = ["suppressed", "lifted", "consented"]
        links += story.decisions.filter { !told.contains($0.kind) }
            .map { Link(at: $0.at, what: $0.kind, detail: $0.detail, style: .dim, place: .of($0)) }
        links += story.calls.map {
            Link(at: $0.firstRingAt, what: "call", detail: "rang \($0.route), was not answered")
        }
        links += story.receipts.map {
            Link(
                at: $0.at,
                what: $0.kind.rawValue,
                detail: "receipt \($0.id), by \($0.by)",
                place: Place(group: .record)
            )
        }
        links = links.enumerated()
            .sorted {
                ($0.element.at, $0.element.place, $0.offset) < ($1.element.at, $1.element.place, $1.offset)
            }
            .map(\.element)
    }

    private static func link(_ consent: ConsentView) -> Link {
        var detail = "\(consent.kind), \(consent.source), given \(consent.capturedAt)"
        if let purpose = consent.purpose {
            detail += ", for \(purpose.split(separator: ",").joined(separator: ", "))"
        }
        if let place = consent.jurisdiction { detail += ", under the law of \(place)" }
        if let by = consent.capturedBy { detail += ", recorded by \(by)" }
        if let batch = consent.import { detail += ", import \(batch)" + (consent.line.map { " line \($0)" } ?? "") }
        if let wording = consent.wording { detail += ", “\(wording)”" + (consent.locale.map { " (\($0))" } ?? "") }
        if let evidence = consent.evidence { detail += ", evidence: \(evidence)" }
        if let hash = consent.evidenceSha256 { detail += " (SHA-256 \(hash.prefix(12))…)" }
        if let proof = consent.doubleOptIn { detail += ", confirmed by the person: \(proof)" }
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
            detail: "\(campaign), \(view.state)\(route)\(why): “\(view.text)”",
            place: .of(story.decisions.first)
        )
        return [head]
            + story.decisions.map {
                Link(
                    at: $0.at,
                    what: "message \(view.id)",
                    detail: "\($0.kind): \($0.detail)",
                    style: .dim,
                    place: .of($0)
                )
            }
    }

    private static func links(_ view: SuppressionView, _ decisions: [DecisionView]) -> [Link] {
        func place(_ kind: String, _ at: Timestamp) -> Place {
            .of(decisions.first { $0.kind == kind && $0.at == at })
        }
        let kind = view.category.map { "for \($0) messages: " } ?? ""
        let meaning = kind + (SuppressionReason(rawValue: view.reason)?.meaning ?? view.reason)
        let note = (view.by.map { ", by \($0)" } ?? "") + (view.note.map { ": \($0)" } ?? "")
        var links = [
            Link(
                at: view.at,
                what: "suppressed",
                detail: meaning + note,
                style: .bad,
                place: place("suppressed", view.at)
            )
        ]
        if let lifted = view.liftedAt {
            let what = view.mistaken ? "was a mistake" : "lifted"
            links.append(
                Link(
                    at: lifted,
                    what: what,
                    detail: (view.liftedNote ?? "") + (view.liftedBy.map { ", by \($0)" } ?? ""),
                    style: .good,
                    place: place("lifted", lifted)
                )
            )
        }
        return links
    }
}
