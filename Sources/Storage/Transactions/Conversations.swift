public import Campaigns
import GRDB

/// A conversation whose agent is to answer.
public struct DueTurn: Hashable, Sendable {
    public var conversation: Int64
    public var version: Int64
    public var number: PhoneNumber
    public var agent: String
    public var text: String
    public var fields: [String: String]
    public var campaign: String?
    /// The newest inbound message that `text` holds.
    public var lastInbound: Int64
}

/// What became of an agent's answer.
public enum TurnOutcome: Hashable, Sendable {
    case replied(message: Int64)
    case escalated
    case silent
    /// Something new came in the meantime; the answer was dropped.
    case stale
}

extension Store {
    /// The conversations whose agents are to answer now, and when the next one is.
    public func dueTurns(at: Timestamp, most: Int = 50) async throws(StorageError) -> (
        turns: [DueTurn], next: Timestamp?
    ) {
        try await read { transaction in
            let rows = try transaction.all(
                """
                SELECT * FROM conversation
                WHERE owner = 'agent' AND answer_due_at IS NOT NULL AND answer_due_at <= ?
                ORDER BY answer_due_at, id LIMIT ?
                """,
                [at.milliseconds, most]
            )
            let next = try transaction.moment(
                """
                SELECT MIN(answer_due_at) FROM conversation
                WHERE owner = 'agent' AND answer_due_at IS NOT NULL AND answer_due_at > ?
                """,
                [at.milliseconds]
            )
            return (try rows.compactMap(transaction.turn), next)
        }
    }

    /// Carries an agent's decision out, unless the conversation moved on since the turn was given.
    public func decide(
        _ decision: AgentDecision,
        in turn: DueTurn,
        at: Timestamp
    ) async throws(StorageError) -> TurnOutcome {
        try await write { transaction in try transaction.carryOut(decision, in: turn, at: at) }
    }
}

extension Transaction {
    fileprivate func turn(_ row: Row) throws -> DueTurn? {
        guard let agent = row["agent"] as String?, let number = PhoneNumber(e164: row["number"]) else { return nil }
        let id: Int64 = row["id"]
        let inbound = try all(
            """
            SELECT id, text FROM inbound
            WHERE conversation_id = ? AND id > ? AND kind IN ('text', 'optIn', 'ask') ORDER BY id LIMIT 20
            """,
            [id, row["answered_inbound"] as Int64]
        )
        guard let last = inbound.last else { return nil }
        let contact = try self.number("SELECT id FROM contact WHERE number = ?", [number.e164])
        let campaign = row["campaign_id"] as Int64?
        return DueTurn(
            conversation: id,
            version: row["version"],
            number: number,
            agent: agent,
            text: inbound.map { $0["text"] as String }.joined(separator: "\n"),
            fields: try contact.map { try templateFields(ofContact: $0) } ?? ["phone": number.e164],
            campaign: try campaign.flatMap { try text("SELECT name FROM campaign WHERE id = ?", [$0]) },
            lastInbound: last["id"]
        )
    }

    fileprivate func carryOut(_ decision: AgentDecision, in turn: DueTurn, at: Timestamp) throws -> TurnOutcome {
        guard let row = try first("SELECT * FROM conversation WHERE id = ?", [turn.conversation]),
            row["version"] == turn.version, row["owner"] == ConversationOwner.agent.rawValue
        else { return .stale }
        try run(
            "UPDATE conversation SET answer_due_at = NULL, answered_inbound = ? WHERE id = ?",
            [turn.lastInbound, turn.conversation]
        )
        if let goal = decision.goal {
            try reach(goal, by: turn.number, of: row["campaign_id"], source: "agent \(turn.agent)", at: at)
        }
        var outcome = TurnOutcome.silent
        func note(_ kind: TurnKind, _ reason: String) throws {
            var answered = false
            if case .replied = outcome { answered = true }
            try took(kind, turn.agent, on: turn.lastInbound, answered: answered, reason: reason, at: at)
        }
        if let text = decision.reply {
            guard try mayAnswer(turn.number, at: at) else {
                let reason = "the agent's budget of answers is used up"
                try setOwner(of: turn.conversation, to: .muted, reason: "too many answers of the agent")
                try decide("muted", reason, number: turn.number.e164, at: at)
                try note(.muted, reason)
                return .escalated
            }
            do {
                let message = try queueAnswer(text, decision.why, in: turn, route: row["route_id"], at: at)
                outcome = .replied(message: message)
            } catch StorageError.conflict(let reason) {
                let reason = "the agent's answer cannot be sent: \(reason)"
                try escalate(turn.conversation, reason: reason)
                try note(.escalated, reason)
                return .escalated
            }
        }
        switch decision.withoutGoal {
        case .reply(_, let why): try note(.replied, why)
        case .silent(let why): try note(.silent, why)
        case .reaching: break
        case .escalate(let reason, _):
            try escalate(turn.conversation, reason: reason)
            try note(.escalated, reason)
            if decision.reply == nil { outcome = .escalated }
        case .close(_, let why):
            try setOwner(of: turn.conversation, to: .closed, reason: nil)
            try note(.closed, why)
        }
        return outcome
    }

    private enum TurnKind: String { case replied, silent, escalated, closed, muted }

    /// Writes down what became of a turn; `agent` is `nil` where none was asked.
    private func took(
        _ kind: TurnKind,
        _ agent: String?,
        on inbound: Int64,
        answered: Bool = false,
        reason: String,
        at: Timestamp
    ) throws {
        try run(
            """
            INSERT INTO turn (at, conversation_id, inbound_id, agent, outcome, answered, reason)
            SELECT ?, conversation_id, id, ?, ?, ?, ? FROM inbound WHERE id = ?
            """,
            [at.milliseconds, agent, kind.rawValue, answered, reason, inbound]
        )
    }

    /// Hands a conversation to a person without asking an agent.
    func escalate(_ conversation: Int64, because inbound: Int64, reason: String, at: Timestamp) throws {
        guard try escalate(conversation, reason: reason) else { return }
        try took(.escalated, nil, on: inbound, reason: reason, at: at)
    }

    private func queueAnswer(
        _ text: String,
        _ why: String,
        in turn: DueTurn,
        route: RouteID?,
        at: Timestamp
    ) throws -> Int64 {
        try queue(
            QueueEntry(
                number: turn.number.e164,
                text: text,
                origin: .agent,
                priority: MessageOrigin.agent.priority,
                dueAt: at,
                conversation: turn.conversation,
                answers: turn.lastInbound,
                wantedRoute: route,
                why: "agent “\(turn.agent)”: \(why)"
            ),
            at: at
        )
    }

    private func mayAnswer(_ number: PhoneNumber, at: Timestamp) throws -> Bool {
        for (seconds, most) in [
            (Int64(3600), context.settings.agentAnswersPerHour), (86_400, context.settings.agentAnswersPerDay),
        ] {
            let count =
                try self.number(
                    "SELECT COUNT(*) FROM message WHERE number = ? AND origin = 'agent' AND created_at > ?",
                    [number.e164, at.milliseconds - seconds * 1000]
                ) ?? 0
            if count >= most { return false }
        }
        return true
    }

    /// The conversation with a sender, begun where there is none.
    func openConversation(
        with sender: SenderAddress,
        campaign: Int64?,
        route: RouteID,
        at: Timestamp
    ) throws -> Int64 {
        let agent = try campaign.map { try definition(of: $0).agent } ?? context.settings.inboundAgent
        if let row = try first("SELECT id, owner, agent FROM conversation WHERE number = ?", [sender.stored]) {
            let id: Int64 = row["id"]
            if row["owner"] == ConversationOwner.closed.rawValue { try setOwner(of: id, to: .agent, reason: nil) }
            if let agent, row["agent"] != agent {
                try run("UPDATE conversation SET agent = ? WHERE id = ?", [agent, id])
            }
            return id
        }
        let owner: ConversationOwner = sender.number == nil ? .muted : .agent
        return try insert(
            "INSERT INTO conversation (number, owner, agent, campaign_id, route_id) VALUES (?, ?, ?, ?, ?)",
            [sender.stored, owner.rawValue, agent, campaign, route]
        )
    }

    /// The conversation with a sender as it stands; where there is none it begins with nobody to answer it.
    func quietConversation(with sender: SenderAddress, route: RouteID) throws -> Int64 {
        if let id = try number("SELECT id FROM conversation WHERE number = ?", [sender.stored]) { return id }
        return try insert(
            "INSERT INTO conversation (number, owner, route_id) VALUES (?, ?, ?)",
            [sender.stored, ConversationOwner.closed.rawValue, route]
        )
    }

    /// Lets the conversation's agent answer after the debounce; without an agent a human has to.
    func turn(to conversation: Int64, because inbound: Int64, at: Timestamp) throws {
        guard let row = try first("SELECT owner, agent FROM conversation WHERE id = ?", [conversation]),
            row["owner"] == ConversationOwner.agent.rawValue
        else { return }
        guard row["agent"] as String? != nil else {
            try escalate(conversation, because: inbound, reason: "no agent is configured", at: at)
            return
        }
        try run(
            "UPDATE conversation SET answer_due_at = ? WHERE id = ?",
            [(at + context.settings.debounce).milliseconds, conversation]
        )
    }

    /// Answers `false` where a person has it already.
    @discardableResult
    private func escalate(_ conversation: Int64, reason: String) throws -> Bool {
        guard
            try text("SELECT owner FROM conversation WHERE id = ?", [conversation]) != ConversationOwner.human.rawValue
        else { return false }
        try setOwner(of: conversation, to: .waitingForHuman, reason: reason)
        return true
    }

    func setOwner(of conversation: Int64, to owner: ConversationOwner, reason: String?) throws {
        try run(
            """
            UPDATE conversation SET owner = ?, reason = ?, version = version + 1,
                answer_due_at = CASE WHEN ? = 'agent' THEN answer_due_at END
            WHERE id = ?
            """,
            [owner.rawValue, reason, owner.rawValue, conversation]
        )
    }
}
