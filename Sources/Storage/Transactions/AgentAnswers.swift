import Campaigns
import GRDB
import SMS

extension Transaction {
    /// Carries an agent's decision out: asked in the transaction that would queue its answer.
    func carryOut(_ decision: AgentDecision, in turn: DueTurn, at: Timestamp) throws -> TurnOutcome {
        guard let row = try first("SELECT * FROM conversation WHERE id = ?", [turn.conversation]),
            row["version"] == turn.version, row["owner"] == turn.owner.rawValue
        else { return .stale }
        let answered: Int64 = row["answered_inbound"]
        if turn.owner == .human { return try suggest(decision, in: turn, after: answered, at: at) }
        try run(
            "UPDATE conversation SET answer_due_at = NULL, answered_inbound = ? WHERE id = ?",
            [turn.lastInbound, turn.conversation]
        )
        if !decision.fields.isEmpty {
            try setFields(decision.fields, of: turn.number, by: "agent \(turn.agent)", at: at)
        }
        if let goal = decision.goal {
            try reach(goal, by: turn.number, of: row["campaign_id"], source: "agent \(turn.agent)", at: at)
        }
        if let orders = decision.orders { try obey(orders, in: turn, at: at) }
        let texts = [decision.reply, decision.scheduled?.text].compactMap(\.self)
        if let trip = try texts.lazy.compactMap({ try guardTrip($0, in: turn, at: at) }).first {
            try stop(turn.conversation, for: trip, at: at)
            // It is still to be answered: by a person, or by the agent when it is told to go on.
            try run(
                "UPDATE conversation SET answered_inbound = ? WHERE id = ?",
                [answered, turn.conversation]
            )
            try took(trip.mutes ? .muted : .escalated, turn.agent, on: turn.lastInbound, reason: trip.why, at: at)
            return .escalated
        }
        if decision.orders?.sequence == .resume {
            return try carryOutResuming(decision, in: turn, row, after: answered, at: at)
        }
        return try carryOutLater(decision, in: turn, row, after: answered, at: at)
    }

    /// An answer, what is done beside it, and what is said later.
    func carryOutLater(
        _ decision: AgentDecision,
        in turn: DueTurn,
        _ row: Row,
        after answered: Int64,
        at: Timestamp
    ) throws -> TurnOutcome {
        if let scheduled = decision.scheduled {
            return try carryOut(scheduled, beside: decision, in: turn, row, after: answered, at: at)
        }
        return try carryOut(decision, in: turn, row, after: answered, at: at)
    }

    /// An answer, and what is done beside it.
    func carryOut(
        _ decision: AgentDecision,
        in turn: DueTurn,
        _ row: Row,
        after answered: Int64,
        at: Timestamp
    ) throws -> TurnOutcome {
        var kind = decision.reply == nil ? TurnKind.silent : .replied
        switch decision.withoutGoal {
        case .reply, .silent, .reaching, .setting, .delayed, .scheduling, .directing:
            break
        case .optOut(let why):
            try optOut(asAgentSays: why, in: turn, after: answered, at: at)
            kind = .muted
        case .escalate(let reason, _):
            try escalate(turn.conversation, reason: reason, by: Actor.agent(turn.agent), at: at)
            kind = .escalated
        case .close(_, let why):
            try apply(.closed, to: turn.conversation, by: Actor.agent(turn.agent), reason: why, at: at)
            kind = .closed
        }
        func note(_ kind: TurnKind, answered: Bool, _ why: String) throws {
            try took(kind, turn.agent, on: turn.lastInbound, answered: answered, reason: why, at: at)
        }
        guard let text = decision.reply else {
            try note(kind, answered: false, decision.why)
            return kind == .escalated ? .escalated : .silent
        }
        if context.settings.conversations.approval.holds(turn.agent) {
            // What becomes of the answer is written down when a person has decided.
            if kind != .replied { try note(kind, answered: false, decision.why) }
            return .drafted(draft: try draft(text, decision.why, in: turn, after: answered, at: at))
        }
        do {
            // A change of owner takes the last word of an agent back by itself, a new message does not.
            let isLast = decision.endsTurns
            let due = at + (decision.delay ?? .zero)
            let message = try queue(
                QueueEntry(
                    number: turn.number.e164,
                    text: text,
                    origin: .agent,
                    priority: MessageOrigin.agent.priority,
                    dueAt: due,
                    deadline: due + context.settings.conversations.answerWithin,
                    conversation: turn.conversation,
                    answers: turn.lastInbound,
                    answerVersion: isLast ? nil : turn.version,
                    answerAfter: answered,
                    exemptUntil: exemption(row, at: at),
                    wantedRoute: row["route_id"],
                    why: "agent “\(turn.agent)”: \(decision.why)"
                ),
                at: at
            )
            try run(
                "UPDATE conversation SET active_at = MAX(active_at, ?) WHERE id = ?",
                [at.milliseconds, turn.conversation]
            )
            try note(kind, answered: true, decision.why)
            return .replied(message: message)
        } catch StorageError.conflict(let reason) {
            let reason = "the agent's answer cannot be sent: \(reason)"
            try escalate(turn.conversation, reason: reason, by: Actor.gateway, at: at)
            try note(.escalated, answered: false, reason)
            return .escalated
        }
    }

    /// Until when an answer in a conversation may leave at any hour.
    func exemption(_ conversation: Row, at: Timestamp) -> Timestamp {
        (conversation.moment("last_inbound_at") ?? at) + context.settings.conversations.exemptAfterReply
    }

    /// What a tripped guard does: a person gets the conversation, and where it is a loop the agent is kept quiet.
    private func stop(_ conversation: Int64, for trip: GuardTrip, at: Timestamp) throws {
        let reason = "guard: \(trip.why)"
        guard trip.mutes else {
            try escalate(conversation, reason: reason, by: Actor.guards, at: at)
            return
        }
        try apply(.guardTripped, to: conversation, by: Actor.guards, reason: reason, at: at)
        try openEscalation(of: conversation, reason: reason, by: Actor.guards, at: at)
    }

    func guardTrip(_ answer: String, in turn: DueTurn, at: Timestamp) throws -> GuardTrip? {
        AnswerGuard(context.settings.conversations.guards).trip(
            answer: answer,
            segments: (try? checkLength(of: answer).segments) ?? 0,
            after: try answerHistory(of: turn, at: at),
            at: at
        )
    }

    private func answerHistory(of turn: DueTurn, at: Timestamp) throws -> AnswerHistory {
        let day = (at - .seconds(86_400)).milliseconds
        // Who gives it back has seen what was said before: only the budgets go on counting it.
        let since = max(day, try handedBackAt(turn.conversation)?.milliseconds ?? day)
        let answers = try all(
            """
            SELECT text, COALESCE(sent_at, created_at) AS at FROM message
            WHERE number = ? AND origin = 'agent' AND state != 'cancelled' AND created_at > ? ORDER BY id DESC LIMIT ?
            """,
            [turn.number.e164, since, AnswerHistory.depth]
        )
        let received = try all(
            """
            SELECT text, received_at AS at FROM inbound
            WHERE conversation_id = ? AND kind = 'text' AND received_at > ? ORDER BY id DESC LIMIT ?
            """,
            [turn.conversation, since, AnswerHistory.depth]
        )
        return AnswerHistory(
            answers: answers.map(Self.entry),
            received: received.map(Self.entry),
            lastHour: try self.answers(to: turn.number, since: at - .seconds(3600)),
            lastDay: try self.answers(to: turn.number, since: at - .seconds(86_400))
        )
    }

    /// When a person gave the conversation to its agent last.
    private func handedBackAt(_ conversation: Int64) throws -> Timestamp? {
        try moment(
            """
            SELECT MAX(at) FROM owner_change WHERE conversation_id = ? AND owner = 'agent'
                AND owner_before IN ('muted', 'waitingForHuman', 'human') AND actor NOT IN (?, ?)
            """,
            [conversation, Actor.clock, Actor.person]
        )
    }

    private static func entry(_ row: Row) -> AnswerHistory.Entry {
        AnswerHistory.Entry(text: row["text"], at: Timestamp(milliseconds: row["at"]))
    }
}
