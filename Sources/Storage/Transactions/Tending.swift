import Campaigns
import GRDB

/// What becomes of conversations by the clock alone: service times, the end of a mute, silence.
extension Transaction {
    private static let tendedAtOnce = 100

    /// Does what is due, at most a hundred of each sort. Answers how many conversations it was.
    func tendConversations(at: Timestamp) throws -> Int {
        try endServiceTimes(at: at) + endMutes(at: at) + closeSilent(at: at) + handBackSilent(at: at)
    }

    /// When there is something to do next.
    func nextTending() throws -> Timestamp? {
        let settings = context.settings.conversations
        let due = try moment("SELECT MIN(due_at) FROM escalation WHERE due_at IS NOT NULL")
        let muted = try moment("SELECT MIN(muted_until) FROM conversation WHERE muted_until IS NOT NULL")
        let silent = try settings.closeAfter.flatMap { after in try oldest(.agent).map { $0 + after } }
        let held = try settings.handBackAfter.flatMap { after in try oldest(.human).map { $0 + after } }
        return [due, muted, silent, held].compactMap(\.self).min()
    }

    private func oldest(_ owner: ConversationOwner) throws -> Timestamp? {
        try moment(
            """
            SELECT active_at FROM conversation WHERE owner = ? AND \(Self.isSilent) ORDER BY active_at LIMIT 1
            """,
            [owner.rawValue]
        )
    }

    private func endServiceTimes(at: Timestamp) throws -> Int {
        let late = try all(
            """
            SELECT escalation.id, conversation_id, number, route_id, owner, last_inbound_at FROM escalation
            JOIN conversation ON conversation.id = conversation_id
            WHERE escalation.due_at IS NOT NULL AND escalation.due_at <= ? ORDER BY escalation.due_at LIMIT ?
            """,
            [at.milliseconds, Self.tendedAtOnce]
        )
        for row in late {
            let conversation: Int64 = row["conversation_id"]
            let reason = "nobody took it within the service time"
            try run(
                "UPDATE escalation SET due_at = NULL, overdue_at = ? WHERE id = ?",
                [at.milliseconds, row["id"] as Int64]
            )
            try record(.overdue, of: conversation, by: Actor.clock, reason: reason, at: at)
            // What a guard stopped goes on to be quiet.
            guard row["owner"] == ConversationOwner.waitingForHuman.rawValue else { continue }
            switch context.settings.conversations.fallback {
            case .agent:
                try apply(.serviceTimeEnded, to: conversation, by: Actor.clock, reason: reason, at: at)
            case .text(let text):
                guard try suppressionReason(of: row["number"]) == nil else { continue }
                try queue(
                    QueueEntry(
                        number: row["number"],
                        text: text,
                        origin: .system,
                        priority: MessageOrigin.agent.priority,
                        dueAt: at,
                        conversation: conversation,
                        exemptUntil: exemption(row, at: at),
                        wantedRoute: row["route_id"],
                        why: reason
                    ),
                    at: at
                )
            }
        }
        return late.count
    }

    private func endMutes(at: Timestamp) throws -> Int {
        let over = try all(
            "SELECT id FROM conversation WHERE muted_until IS NOT NULL AND muted_until <= ? ORDER BY muted_until LIMIT ?",
            [at.milliseconds, Self.tendedAtOnce]
        )
        for row in over { try apply(.muteEnded, to: row["id"], by: Actor.clock, reason: nil, at: at) }
        return over.count
    }

    private func closeSilent(at: Timestamp) throws -> Int {
        guard let after = context.settings.conversations.closeAfter else { return 0 }
        let silent = try silent(.agent, since: at - after)
        for id in silent { try apply(.idled, to: id, by: Actor.clock, reason: "nothing was written for long", at: at) }
        return silent.count
    }

    private func handBackSilent(at: Timestamp) throws -> Int {
        guard let after = context.settings.conversations.handBackAfter else { return 0 }
        let silent = try silent(.human, since: at - after)
        for id in silent {
            try apply(.humanIdled, to: id, by: Actor.clock, reason: "nothing was written for long", at: at)
        }
        return silent.count
    }

    /// Where an answer waits for approval, or a person was waited for in vain, the silence is ours.
    private static let isSilent = """
        NOT EXISTS (SELECT 1 FROM draft WHERE conversation_id = conversation.id AND state = 'waiting')
        AND NOT EXISTS (SELECT 1 FROM escalation WHERE conversation_id = conversation.id
            AND resolved_at IS NULL AND claimed_at IS NULL)
        """

    private func silent(_ owner: ConversationOwner, since: Timestamp) throws -> [Int64] {
        try all(
            """
            SELECT id FROM conversation WHERE owner = ? AND active_at <= ? AND \(Self.isSilent)
            ORDER BY active_at LIMIT ?
            """,
            [owner.rawValue, since.milliseconds, Self.tendedAtOnce]
        )
        .map { $0["id"] }
    }
}
