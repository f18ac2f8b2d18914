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
                brief(since(view)), brief(view.lastInboundAt), Table.Cell(text(view, utc: utc)),
            ])
        }
        return table
    }

    private static func text(_ view: ConversationView, utc: Bool) -> String? {
        let why = view.draft.map { "to approve: “\($0.text)”" } ?? view.escalation?.reason ?? view.reason
        let parts = [view.lastText.map { "“\($0)”" }, why.map { TimeText.rewriting($0, utc: utc) }].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " – ")
    }

    /// Such as `human: eva`.
    static func owner(_ view: ConversationView) -> String {
        view.holder.map { "\(view.owner): \($0)" } ?? view.owner
    }

    /// Since when a person is waited for, or has it.
    private static func since(_ view: ConversationView) -> Timestamp? {
        view.draft?.createdAt ?? view.escalation?.claimedAt ?? view.escalation?.openedAt
    }

    static func facts(_ view: ConversationView, utc: Bool) -> [(String, String)] {
        func time(_ time: Timestamp) -> String { TimeText.write(time, utc: utc) }
        var facts: [(String, String)?] = [
            ("number", view.number), view.name.map { ("name", $0) }, ("owner", owner(view)),
            view.reason.map { ("why", TimeText.rewriting($0, utc: utc)) },
            view.mutedUntil.map { ("muted until", time($0)) },
            view.agent.map { ("agent", $0) }, view.campaign.map { ("campaign", $0) },
            view.route.map { ("route", $0) },
        ]
        if let escalation = view.escalation {
            let taken = escalation.claimedAt.map { "taken \(time($0))" } ?? "since \(time(escalation.openedAt))"
            let name = escalation.claimedAt == nil ? "waits" : "waited"
            facts.append((name, "#\(escalation.id), \(taken): \(escalation.reason)"))
            facts.append(escalation.dueAt.map { ("service time ends", time($0)) })
            facts.append(escalation.overdueAt.map { ("overdue since", time($0)) })
        }
        if let draft = view.draft {
            facts.append(("to approve", draft.text))
            facts.append(("written by", "agent \(draft.agent): \(draft.why)"))
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

    static func changes(_ views: [OwnerChangeView], utc: Bool, now: Timestamp) -> Table {
        var table = Table([.init("TIME"), .init("OWNER"), .init("BY"), .init("WHY")])
        table.wrapsLast = true
        for view in views {
            table.add([
                Table.Cell(TimeText.minute(view.at, now: now, utc: utc)), Table.Cell("\(view.before) → \(view.owner)"),
                Table.Cell(view.by), Table.Cell(view.reason.map { TimeText.rewriting($0, utc: utc) }),
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
                Table.Cell(view.decidedBy), Table.Cell("“\(view.text)” – \(view.why)"),
            ])
        }
        return table
    }
}
