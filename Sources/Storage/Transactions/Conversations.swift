public import Campaigns
import GRDB

/// A conversation whose agent is to answer.
public struct DueTurn: Hashable, Sendable {
    public var conversation: Int64
    public var version: Int64
    /// Where a person has it, the agent's answer is a draft for them.
    public var owner: ConversationOwner
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
    /// The answer waits for a person's approval.
    case drafted(draft: Int64)
    /// A person has to look, or a guard keeps the agent quiet.
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
                WHERE owner IN ('agent', 'human') AND answer_due_at IS NOT NULL AND answer_due_at <= ?
                ORDER BY answer_due_at, id LIMIT ?
                """,
                [at.milliseconds, most]
            )
            let next = try transaction.moment(
                """
                SELECT MIN(answer_due_at) FROM conversation
                WHERE owner IN ('agent', 'human') AND answer_due_at IS NOT NULL AND answer_due_at > ?
                """,
                [at.milliseconds]
            )
            return (try rows.compactMap(transaction.turn), next)
        }
    }

    /// Carries an agent's decision out, unless the conversation moved on since the turn was given. `notes`: what came up
    /// while the agent was asked.
    public func decide(
        _ decision: AgentDecision,
        notes: AgentNotes.Contents = AgentNotes.Contents(),
        in turn: DueTurn,
        at: Timestamp
    ) async throws(StorageError) -> TurnOutcome {
        try await write { transaction in
            let outcome = try transaction.carryOut(decision, in: turn, at: at)
            try transaction.note(notes.tokens, of: turn, at: at)
            try transaction.tell(notes.errors, in: turn, outcome, at: at)
            return outcome
        }
    }
}

extension Transaction {
    fileprivate func turn(_ row: Row) throws -> DueTurn? {
        guard let agent = row["agent"] as String?, let number = PhoneNumber(e164: row["number"]),
            let owner = ConversationOwner(rawValue: row["owner"])
        else { return nil }
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
            owner: owner,
            number: number,
            agent: agent,
            text: inbound.map { $0["text"] as String }.joined(separator: "\n"),
            fields: try contact.map { try templateFields(ofContact: $0) } ?? ["phone": number.e164],
            campaign: try campaign.flatMap { try text("SELECT name FROM campaign WHERE id = ?", [$0]) },
            lastInbound: last["id"]
        )
    }

    /// The conversation with a sender, begun where there is none.
    func openConversation(
        with sender: SenderAddress,
        campaign: Int64?,
        route: RouteID,
        at: Timestamp
    ) throws -> Int64 {
        let agent = try campaign.map { try definition(of: $0).agent } ?? context.settings.inboundAgent
        if let row = try first("SELECT id, agent FROM conversation WHERE number = ?", [sender.stored]) {
            let id: Int64 = row["id"]
            try apply(.wrote, to: id, by: Actor.person, reason: nil, at: at)
            if let agent, row["agent"] as String? != agent {
                try run("UPDATE conversation SET agent = ? WHERE id = ?", [agent, id])
            }
            return id
        }
        let owner: ConversationOwner = sender.number == nil ? .muted : .agent
        return try insert(
            """
            INSERT INTO conversation (number, owner, mute_cause, agent, campaign_id, route_id, active_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                sender.stored, owner.rawValue, owner == .muted ? MuteCause.service.rawValue : nil, agent, campaign,
                route, at.milliseconds,
            ]
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
}
