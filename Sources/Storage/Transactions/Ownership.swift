import Campaigns
import GRDB

/// Who changes the owner of a conversation, where it is no person or agent by name.
enum Actor {
    /// The other side.
    static let person = "the person"
    static let gateway = "the gateway"
    static let guards = "guard"
    static let clock = "the clock"

    static func agent(_ name: String) -> String { "agent \(name)" }
}

extension Transaction {
    /// Tells a conversation what happened. Where that changes its owner, the change is written down, the version grows,
    /// and what the agent had said and has not left is dropped.
    @discardableResult
    func apply(
        _ event: ConversationEvent,
        to conversation: Int64,
        by actor: String,
        reason: String?,
        at: Timestamp
    ) throws -> ConversationStep {
        guard
            let row = try first(
                "SELECT owner, mute_cause, holder, agent FROM conversation WHERE id = ?",
                [conversation]
            ),
            var machine = ConversationMachine(row)
        else { return .stays }
        let before = machine.owner
        let step = machine.handle(event)
        switch step {
        case .refused: return step
        case .stays:
            // Another person takes it over.
            guard machine.owner == .human, event == .claimed || event == .answeredByHuman,
                row["holder"] as String? != actor
            else { return step }
        case .passes: break
        }
        try dropAnswers(in: conversation, why: "\(actor) made it \(machine.owner.rawValue)", at: at)
        let until = machine.cause == .loop ? at + context.settings.conversations.guards.mute : nil
        try run(
            """
            UPDATE conversation SET owner = ?, mute_cause = ?, muted_until = ?, holder = ?, reason = ?,
                version = version + 1, answer_due_at = NULL, active_at = MAX(active_at, ?)
            WHERE id = ?
            """,
            [
                machine.owner.rawValue, machine.cause?.rawValue, until?.milliseconds,
                machine.owner == .human ? actor : nil, reason, at.milliseconds, conversation,
            ]
        )
        try run(
            """
            INSERT INTO owner_change (conversation_id, at, version, owner_before, owner, actor, reason)
            SELECT id, ?, version, ?, owner, ?, ? FROM conversation WHERE id = ?
            """,
            [at.milliseconds, before.rawValue, actor, reason, conversation]
        )
        switch event {
        // Nobody has looked: it goes on to be told.
        case .serviceTimeEnded: break
        case .closed where (row["agent"] as String?).map(Actor.agent) == actor: break
        case .escalated: try settleOverdue(conversation, machine.owner, by: actor, at: at)
        default: try settleEscalation(of: conversation, machine.owner, by: actor, at: at)
        }
        if let type = ConversationEventType(event, owner: machine.owner) {
            try record(type, of: conversation, by: actor, reason: reason, at: at)
        }
        switch event {
        case .handedBack:
            // Who took it may have called the person; who did not wants the agent to answer.
            if before == .waitingForHuman { try reopenUnanswered(conversation) }
            try turnToUnanswered(conversation, at: at)
        case .serviceTimeEnded, .humanIdled: try turnToUnanswered(conversation, at: at)
        case .answeredByHuman: try markAnswered(conversation)
        default: break
        }
        return step
    }

    /// The same where a person asks for it: what cannot be done is an error.
    func order(
        _ event: ConversationEvent,
        in conversation: Int64,
        by actor: String,
        reason: String?,
        at: Timestamp
    ) throws {
        let step = try apply(event, to: conversation, by: actor, reason: reason, at: at)
        if case .refused(let reason) = step { throw StorageError.conflict(reason) }
    }

    /// Lets the conversation's agent answer after the debounce, or write a draft for the person that has it; without an
    /// agent a human has to.
    func turn(to conversation: Int64, because inbound: Int64, at: Timestamp) throws {
        guard let row = try first("SELECT owner, agent FROM conversation WHERE id = ?", [conversation]) else { return }
        let agent: String? = row["agent"]
        switch ConversationOwner(rawValue: row["owner"]) {
        case .agent: break
        case .human where agent.map(context.settings.conversations.draftsForPeople.holds) == true: break
        default: return
        }
        guard agent != nil else {
            try escalate(conversation, because: inbound, reason: "no agent is configured", by: Actor.gateway, at: at)
            return
        }
        try dropAnswers(in: conversation, why: "the person wrote again", at: at)
        try run(
            "UPDATE conversation SET answer_due_at = ? WHERE id = ?",
            [(at + context.settings.debounce).milliseconds, conversation]
        )
    }

    /// Somebody wants the agent to answer: also what it had handed to people, and nobody has answered since.
    private func reopenUnanswered(_ conversation: Int64) throws {
        try run(
            """
            UPDATE conversation SET answered_inbound = MIN(answered_inbound, COALESCE((
                SELECT MIN(inbound.id) - 1 FROM inbound WHERE conversation_id = ?1 AND kind = 'text' AND NOT EXISTS (
                    SELECT 1 FROM message WHERE conversation_id = ?1 AND origin IN ('agent', 'human')
                        AND state NOT IN ('cancelled', 'suppressed', 'failed', 'expired')
                        AND (inbound_id >= inbound.id OR created_at >= inbound.received_at))
            ), answered_inbound)) WHERE id = ?1
            """,
            [conversation]
        )
    }

    /// The agent has the conversation again: it answers what nobody did.
    private func turnToUnanswered(_ conversation: Int64, at: Timestamp) throws {
        let newest = try number(
            """
            SELECT MAX(inbound.id) FROM inbound JOIN conversation ON conversation.id = inbound.conversation_id
            WHERE conversation.id = ? AND inbound.id > conversation.answered_inbound AND inbound.kind = 'text'
            """,
            [conversation]
        )
        if let newest { try turn(to: conversation, because: newest, at: at) }
    }

    /// What has come so far needs no answer of the agent any more.
    func markAnswered(_ conversation: Int64) throws {
        try run(
            """
            UPDATE conversation SET answered_inbound =
                MAX(answered_inbound, COALESCE((SELECT MAX(id) FROM inbound WHERE conversation_id = ?1), 0))
            WHERE id = ?1
            """,
            [conversation]
        )
    }

    /// A part of a long message came: what the agent is about to say may be wrong by the time the rest is there.
    func moreIsComing(from sender: SenderAddress, at: Timestamp) throws {
        guard let number = sender.number,
            let id = try self.number(
                "SELECT id FROM conversation WHERE number = ? AND owner IN ('agent', 'human')",
                [number.e164]
            )
        else { return }
        let dropped = try dropAnswers(in: id, why: "the person is writing", at: at)
        try run(
            """
            UPDATE conversation SET version = version + 1, answer_due_at = ?2
            WHERE id = ?1 AND (?3 OR answer_due_at IS NOT NULL)
            """,
            [id, (at + context.settings.debounce).milliseconds, dropped]
        )
    }

    /// Drops what the agent has said and what has not left: queued answers and a draft. What they answered is
    /// unanswered again. Answers whether there was any.
    @discardableResult
    func dropAnswers(in conversation: Int64, why: String, at: Timestamp) throws -> Bool {
        guard !context.planted.contains(.talkOver) else { return false }
        let messages = try all(
            """
            SELECT id, answer_after FROM message
            WHERE number = (SELECT number FROM conversation WHERE id = ?1)
                AND state IN ('queued', 'claimed', 'submitting') AND state != 'submitting'
                AND origin = 'agent' AND conversation_id = ?1
                AND NOT EXISTS (SELECT 1 FROM segment WHERE message_id = message.id AND handed_over_at IS NOT NULL)
            ORDER BY id
            """,
            [conversation]
        )
        for row in messages { try end(row["id"], as: .cancelled, reason: why, at: at) }
        let drafts = try all(
            "SELECT id, answer_after FROM draft WHERE conversation_id = ? AND state = 'waiting'",
            [conversation]
        )
        for row in drafts {
            try run(
                "UPDATE draft SET state = 'stale', decided_at = ?, decided_by = ? WHERE id = ?",
                [at.milliseconds, why, row["id"] as Int64]
            )
        }
        for after in (messages + drafts).compactMap({ $0["answer_after"] as Int64? }) {
            try run(
                "UPDATE conversation SET answered_inbound = MIN(answered_inbound, ?) WHERE id = ?",
                [after, conversation]
            )
        }
        return !messages.isEmpty || !drafts.isEmpty
    }
}

extension ConversationMachine {
    init?(_ row: Row) {
        guard let owner = ConversationOwner(rawValue: row["owner"]) else { return nil }
        self.init(owner: owner, cause: (row["mute_cause"] as String?).flatMap(MuteCause.init(rawValue:)))
    }
}
