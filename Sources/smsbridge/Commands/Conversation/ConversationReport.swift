import Campaigns
import Storage

/// Conversations for people.
enum ConversationReport {
    /// What was written, and why somebody has to look, go on below on a narrow terminal, where long names are cut.
    static func table(_ views: [ConversationView], utc: Bool, now: Timestamp, isNarrow: Bool) -> Table {
        var table = Table([
            .init("NUMBER"), .init("NAME"), .init("OWNER"), .init("SINCE"), .init("REPLY"), .init("TEXT"),
        ])
        table.wrapsLast = true
        func brief(_ time: Timestamp?) -> Table.Cell {
            Table.Cell(time.map { TimeText.brief($0, now: now, utc: utc) })
        }
        func short(_ text: String, _ most: Int) -> String { isNarrow ? TerminalText.shortened(text, to: most) : text }
        for view in views {
            table.add([
                Table.Cell(view.number), Table.Cell(view.name.map { short($0, 14) }),
                Table.Cell(short(owner(view), 18), Style.of(state: view.owner)),
                brief(since(view)), brief(view.lastInboundAt), Table.Cell(text(view, utc: utc, now: now)),
            ])
        }
        return table
    }

    private static func text(_ view: ConversationView, utc: Bool, now: Timestamp) -> String? {
        let draft = view.draft.map { "to approve: “\(TerminalText.shortened($0.text, to: mostOfText))”" }
        let why =
            draft
            ?? (view.escalation?.reason ?? view.reason).map {
                TerminalText.shortened(reason($0, utc: utc, now: now), to: mostOfText)
            }
        let overdue = view.escalation.flatMap { $0.claimedAt == nil ? $0.overdueAt : nil }.map {
            "overdue since \(TimeText.brief($0, now: now, utc: utc))"
        }
        let last = view.lastText.map { "“\(TerminalText.shortened($0, to: mostOfText))”" }
        let parts = [overdue, last, why].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " – ")
    }

    /// Columns of a text or a reason in a list, and of a reason elsewhere: --json has the whole.
    private static let mostOfText = 80
    private static let mostOfReason = 140

    /// With its times as the rest has them.
    private static func reason(_ text: String, utc: Bool, now: Timestamp) -> String {
        let text = TimeText.rewriting(text) { TimeText.minute($0, now: now, utc: utc) }
        return TerminalText.shortened(text, to: mostOfReason)
    }

    /// Such as `human: eva`.
    static func owner(_ view: ConversationView) -> String {
        view.holder.map { "\(view.owner): \($0)" } ?? view.owner
    }

    /// Since when a person is waited for, or has it.
    private static func since(_ view: ConversationView) -> Timestamp? {
        view.draft?.createdAt ?? view.escalation?.claimedAt ?? view.escalation?.openedAt
    }

    /// A reason stands there once, though several things have it.
    static func facts(_ view: ConversationView, utc: Bool, now: Timestamp) -> [(String, String)] {
        func time(_ time: Timestamp) -> String { TimeText.minute(time, now: now, utc: utc) }
        let why = view.reason == view.escalation?.reason ? nil : view.reason
        var facts: [(String, String)?] = [
            ("number", view.number), view.name.map { ("name", $0) }, ("owner", owner(view)),
            why.map { ("why", reason($0, utc: utc, now: now)) },
            view.mutedUntil.map { ("muted until", time($0)) },
            view.agent.map { ("agent", $0) }, view.campaign.map { ("campaign", $0) },
            view.route.map { ("route", $0) },
        ]
        if let escalation = view.escalation {
            let taken = escalation.claimedAt.map { "taken \(time($0))" } ?? "since \(time(escalation.openedAt))"
            let name = escalation.claimedAt == nil ? "waits" : "waited"
            facts.append((name, "#\(escalation.id), \(taken): \(reason(escalation.reason, utc: utc, now: now))"))
            facts.append(escalation.dueAt.map { ("service time ends", time($0)) })
            facts.append(escalation.overdueAt.map { ("overdue since", time($0)) })
        }
        if let draft = view.draft {
            facts.append(("to approve", draft.text))
            facts.append(("written by", "agent \(draft.agent): \(reason(draft.why, utc: utc, now: now))"))
        }
        return facts.compactMap { $0 }
    }

    /// What was written both ways. `message show` tells the rest about one that was sent.
    static func messages(_ views: [MessageView], utc: Bool, now: Timestamp) -> Table {
        var table = Table([.init("ID", .right), .init("TIME"), .init("FROM"), .init("STATE"), .init("TEXT")])
        table.wrapsLast = true
        for view in views {
            let isReceived = view.direction == "in"
            table.add([
                // What came in has numbers of its own, which 'message show' does not take.
                Table.Cell(isReceived ? nil : "\(view.id)"),
                Table.Cell(TimeText.minute(view.sentAt ?? view.createdAt, now: now, utc: utc)),
                Table.Cell((isReceived ? "← " : "→ ") + MessageReport.author(view)), .state(view.state),
                Table.Cell(view.text),
            ])
        }
        return table
    }

    /// Every change of owner. A reason that stands `above`, or came before, is not told again.
    static func changes(_ views: [OwnerChangeView], above: [String], utc: Bool, now: Timestamp) -> Table {
        var seen = Set(above)
        var table = Table([.init("TIME"), .init("OWNER"), .init("BY"), .init("WHY")])
        table.wrapsLast = true
        for view in views {
            table.add([
                Table.Cell(TimeText.minute(view.at, now: now, utc: utc)), Table.Cell("\(view.before) → \(view.owner)"),
                Table.Cell(view.by),
                Table.Cell(
                    view.reason.map { text in
                        seen.insert(text).inserted ? reason(text, utc: utc, now: now) : "as above"
                    }
                ),
            ])
        }
        return table
    }

    static func drafts(_ views: [DraftView], utc: Bool, now: Timestamp) -> Table {
        var table = Table([.init("DRAFT"), .init("STATE"), .init("BY"), .init("TEXT")])
        table.wrapsLast = true
        for view in views {
            table.add([
                Table.Cell(TimeText.minute(view.createdAt, now: now, utc: utc)), .state(view.state),
                Table.Cell(view.decidedBy), Table.Cell("“\(view.text)” – \(reason(view.why, utc: utc, now: now))"),
            ])
        }
        return table
    }
}
