import Campaigns
import GRDB

extension Transaction {
    /// Has a conversation wait for a person, unless one has it. `inbound`: what it is about, where no agent was asked.
    func escalate(
        _ conversation: Int64,
        because inbound: Int64? = nil,
        reason: String,
        by actor: String,
        at: Timestamp
    ) throws {
        try apply(.escalated, to: conversation, by: actor, reason: reason, at: at)
        let owner = try text("SELECT owner FROM conversation WHERE id = ?", [conversation])
        guard owner == ConversationOwner.waitingForHuman.rawValue else { return }
        try openEscalation(of: conversation, reason: reason, by: actor, at: at)
        if let inbound { try took(.escalated, nil, on: inbound, reason: reason, at: at) }
    }

    /// Writes down that a person is waited for. What waits already goes on to.
    func openEscalation(of conversation: Int64, reason: String, by actor: String, at: Timestamp) throws {
        let due = context.settings.conversations.serviceTime.map { at + $0 }
        let added = try run(
            """
            INSERT INTO escalation (conversation_id, reason, opened_at, opened_by, due_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            [conversation, reason, at.milliseconds, actor, due?.milliseconds]
        )
        guard added > 0 else { return }
        let reference = database.lastInsertedRowID
        try record(.escalated, of: conversation, by: actor, reason: reason, at: at)
        try relayEscalation(reference, of: conversation, reason: reason, at: at)
    }

    /// Ends what nobody took within the service time, and the agent went on with. Answers whether there was any.
    @discardableResult
    func settleOverdue(_ conversation: Int64, _ owner: ConversationOwner, by actor: String, at: Timestamp) throws
        -> Bool
    {
        try run(
            """
            UPDATE escalation SET resolved_at = ?, resolved_by = ?, outcome = ?
            WHERE conversation_id = ? AND resolved_at IS NULL AND claimed_at IS NULL AND overdue_at IS NOT NULL
            """,
            [at.milliseconds, actor, owner.rawValue, conversation]
        ) > 0
    }

    /// Whether it is already as a person orders, since the agent went on where nobody came: then somebody has looked now.
    func isSeen(_ conversation: Int64, _ order: ConversationOrder, by actor: String, at: Timestamp) throws -> Bool {
        let owner = try text("SELECT owner FROM conversation WHERE id = ?", [conversation])
        switch (order, owner.flatMap(ConversationOwner.init(rawValue:))) {
        case (.handBack, .agent): return try settleOverdue(conversation, .agent, by: actor, at: at)
        case (.close, .closed), (.handBack, .closed):
            return try settleOverdue(conversation, .closed, by: actor, at: at)
        default: return false
        }
    }

    /// What becomes of the open escalation when the conversation gets another owner.
    func settleEscalation(of conversation: Int64, _ owner: ConversationOwner, by actor: String, at: Timestamp) throws {
        switch owner {
        case .waitingForHuman: break
        case .human:
            try run(
                """
                UPDATE escalation SET claimed_at = COALESCE(claimed_at, ?), claimed_by = ?, due_at = NULL
                WHERE conversation_id = ? AND resolved_at IS NULL
                """,
                [at.milliseconds, actor, conversation]
            )
        case .agent, .muted, .closed:
            try run(
                """
                UPDATE escalation SET resolved_at = ?, resolved_by = ?, outcome = ?, due_at = NULL
                WHERE conversation_id = ? AND resolved_at IS NULL
                """,
                [at.milliseconds, actor, owner.rawValue, conversation]
            )
        }
    }
}
