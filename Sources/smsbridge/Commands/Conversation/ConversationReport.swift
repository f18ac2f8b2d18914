import Campaigns
import Storage

/// Conversations for people.
enum ConversationReport {
    static func table(_ views: [ConversationView], utc: Bool) -> Table {
        var table = Table([
            .init("NUMBER"), .init("NAME"), .init("OWNER"), .init("SINCE"), .init("LAST REPLY"), .init("TEXT"),
            .init("WHY"),
        ])
        for view in views {
            let why = view.draft.map { "to approve: \($0.text)" } ?? view.escalation?.reason ?? view.reason
            table.add([
                Table.Cell(view.number), Table.Cell(view.name), .state(owner(view)),
                Table.Cell(since(view).map { TimeText.write($0, utc: utc) }),
                Table.Cell(view.lastInboundAt.map { TimeText.write($0, utc: utc) }),
                Table.Cell(view.lastText), Table.Cell(why.map { TimeText.rewriting($0, utc: utc) }),
            ])
        }
        return table
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
            facts.append(("waits", "#\(escalation.id), since \(time(escalation.openedAt)): \(escalation.reason)"))
            facts.append(escalation.dueAt.map { ("service time ends", time($0)) })
            facts.append(escalation.overdueAt.map { ("overdue since", time($0)) })
        }
        if let draft = view.draft {
            facts.append(("to approve", draft.text))
            facts.append(("written by", "agent \(draft.agent): \(draft.why)"))
        }
        return facts.compactMap { $0 }
    }

    static func changes(_ views: [OwnerChangeView], utc: Bool) -> Table {
        var table = Table([.init("TIME"), .init("OWNER"), .init("BY"), .init("WHY")])
        for view in views {
            table.add([
                Table.Cell(TimeText.write(view.at, utc: utc)), Table.Cell("\(view.before) → \(view.owner)"),
                Table.Cell(view.by), Table.Cell(view.reason.map { TimeText.rewriting($0, utc: utc) }),
            ])
        }
        return table
    }

    static func drafts(_ views: [DraftView], utc: Bool) -> Table {
        var table = Table([.init("DRAFT"), .init("STATE"), .init("BY"), .init("TEXT"), .init("WHY")])
        for view in views {
            table.add([
                Table.Cell(TimeText.write(view.createdAt, utc: utc)), .state(view.state), Table.Cell(view.decidedBy),
                Table.Cell(view.text), Table.Cell(view.why),
            ])
        }
        return table
    }
}
