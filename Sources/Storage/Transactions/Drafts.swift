public import Campaigns
import GRDB

extension Store {
    /// Sends the draft that waits in a conversation, in other words where `text` is given. Answers the message.
    public func approveDraft(
        with number: PhoneNumber,
        text: String? = nil,
        by actor: String,
        takesOver: Bool = false,
        at: Timestamp
    ) async throws(StorageError) -> Int64 {
        try await write { transaction in
            if !takesOver { try transaction.checkHolder(of: number, by: actor) }
            let (conversation, draft) = try transaction.waitingDraft(with: number)
            guard draft["version"] as Int64 == conversation["version"] else {
                throw StorageError.conflict("the conversation went on since the draft was written")
            }
            if let reason = try transaction.suppressionReason(of: number.e164) { throw StorageError.conflict(reason) }
            let isHuman = conversation["owner"] == ConversationOwner.human.rawValue
            let isEdited = text != nil && text != draft["text"] as String
            if isHuman {
                return try transaction.approve(draft, text: text, to: number, isEdited: isEdited, by: actor, at: at)
            }
            let agent: String = draft["agent"]
            let message = try transaction.queue(
                QueueEntry(
                    number: number.e164,
                    text: text ?? draft["text"],
                    origin: .agent,
                    priority: MessageOrigin.agent.priority,
                    dueAt: at,
                    deadline: at + transaction.context.settings.conversations.answerWithin,
                    conversation: conversation["id"],
                    answers: draft["inbound_id"],
                    answerVersion: draft["version"],
                    answerAfter: draft["answer_after"],
                    wantedRoute: conversation["route_id"],
                    why:
                        "agent “\(agent)”, \(isEdited ? "edited and " : "")approved by \(actor): \(draft["why"] as String)"
                ),
                at: at
            )
            try transaction.decideDraft(draft["id"], isEdited ? "edited" : "approved", by: actor, message, at: at)
            if draft["resumes"] {
                try transaction.resumeSequence(
                    of: number,
                    conversation["campaign_id"],
                    read: draft["inbound_id"],
                    by: "agent \(agent), approved by \(actor)",
                    at: at
                )
            }
            try transaction.took(.replied, in: draft, answered: true, reason: "approved by \(actor)", at: at)
            return message
        }
    }

    /// Drops the draft that waits in a conversation. Nothing is sent; a person has to answer, give it back or close it.
    public func discardDraft(with number: PhoneNumber, by actor: String, at: Timestamp) async throws(StorageError) {
        try await write { transaction in
            let (conversation, draft) = try transaction.waitingDraft(with: number)
            try transaction.decideDraft(draft["id"], "discarded", by: actor, nil, at: at)
            try transaction.took(.silent, in: draft, answered: false, reason: "discarded by \(actor)", at: at)
            // What the person wrote is unanswered: somebody has to, or say that nobody need.
            guard conversation["owner"] == ConversationOwner.agent.rawValue else { return }
            let reason = "\(actor) discarded the agent's answer"
            try transaction.escalate(conversation["id"], reason: reason, by: actor, at: at)
        }
    }
}

extension Transaction {
    /// Keeps an agent's answer until a person approves it. There is one of a conversation at a time.
    func draft(_ text: String, _ why: String, in turn: DueTurn, after answered: Int64, at: Timestamp) throws -> Int64 {
        let id = try insert(
            """
            INSERT INTO draft (conversation_id, inbound_id, version, answer_after, agent, text, why, state, created_at)
            SELECT id, ?, version, ?, ?, ?, ?, 'waiting', ? FROM conversation WHERE id = ?
            """,
            [turn.lastInbound, answered, turn.agent, text, why, at.milliseconds, turn.conversation]
        )
        try record(.drafted, of: turn.conversation, by: Actor.agent(turn.agent), reason: why, at: at)
        return id
    }

    /// While a person has the conversation, an agent writes drafts for them and does nothing else; but who wants no more
    /// messages gets none.
    func suggest(_ decision: AgentDecision, in turn: DueTurn, after answered: Int64, at: Timestamp) throws
        -> TurnOutcome
    {
        try run("UPDATE conversation SET answer_due_at = NULL WHERE id = ?", [turn.conversation])
        if case .optOut(let why) = decision.withoutGoal {
            try optOut(asAgentSays: why, in: turn, after: answered, at: at)
            try took(.muted, turn.agent, on: turn.lastInbound, reason: why, at: at)
            return .silent
        }
        guard let text = decision.reply, (try? checkLength(of: text)) != nil,
            try guardTrip(text, in: turn, at: at) == nil
        else {
            try took(.silent, turn.agent, on: turn.lastInbound, reason: decision.why, at: at)
            return .silent
        }
        try run("UPDATE conversation SET answered_inbound = ? WHERE id = ?", [turn.lastInbound, turn.conversation])
        return .drafted(draft: try draft(text, decision.why, in: turn, after: answered, at: at))
    }

    /// What an agent wrote for the person that has the conversation leaves as that person's answer.
    fileprivate func approve(
        _ draft: Row,
        text: String?,
        to number: PhoneNumber,
        isEdited: Bool,
        by actor: String,
        at: Timestamp
    ) throws -> Int64 {
        let state = isEdited ? "edited" : "approved"
        try decideDraft(draft["id"], state, by: actor, nil, at: at)
        let agent: String = draft["agent"]
        let reason: String = draft["why"]
        let why = "\(actor) \(isEdited ? "edited and " : "")approved what agent “\(agent)” wrote: \(reason)"
        let message = try reply(to: number, text: text ?? draft["text"], by: actor, why: why, at: at).id
        try decideDraft(draft["id"], state, by: actor, message, at: at)
        try took(.replied, in: draft, answered: true, reason: "approved by \(actor)", at: at)
        return message
    }

    fileprivate func waitingDraft(with number: PhoneNumber) throws -> (conversation: Row, draft: Row) {
        guard let conversation = try first("SELECT * FROM conversation WHERE number = ?", [number.e164]),
            let draft = try first(
                "SELECT * FROM draft WHERE conversation_id = ? AND state = 'waiting'",
                [conversation["id"] as Int64]
            )
        else { throw StorageError.notFound("answer to approve in the conversation with \(number.masked)") }
        return (conversation, draft)
    }

    /// What an agent wanted to say is known to have been said, or not, when a person has decided.
    fileprivate func took(_ kind: TurnKind, in draft: Row, answered: Bool, reason: String, at: Timestamp) throws {
        try took(kind, draft["agent"], on: draft["inbound_id"], answered: answered, reason: reason, at: at)
    }

    fileprivate func decideDraft(
        _ draft: Int64,
        _ state: String,
        by actor: String,
        _ message: Int64?,
        at: Timestamp
    ) throws {
        try run(
            "UPDATE draft SET state = ?, decided_at = ?, decided_by = ?, message_id = ? WHERE id = ?",
            [state, at.milliseconds, actor, message, draft]
        )
    }
}
