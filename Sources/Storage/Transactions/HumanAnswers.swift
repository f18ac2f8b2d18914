public import Campaigns
import GRDB
import SMS

/// What a person does to a conversation.
public enum ConversationOrder: String, Hashable, Sendable, CaseIterable {
    /// Takes it; the agent is quiet.
    case claim
    /// Gives it back to the agent.
    case handBack
    /// Ends it, until the other side writes again.
    case close

    var event: ConversationEvent {
        switch self {
        case .claim: .claimed
        case .handBack: .handedBack
        case .close: .closed
        }
    }
}

extension Store {
    /// Sends a person's answer by the line that the other side knows. The conversation is that person's from then on;
    /// where there is none it begins. What another person has is refused, unless it is taken over.
    public func reply(
        to number: PhoneNumber,
        text: String,
        by actor: String,
        takesOver: Bool = false,
        idempotencyKey: String? = nil,
        at: Timestamp
    ) async throws(StorageError) -> Enqueued {
        try await write { transaction in
            if let known = try transaction.known(idempotencyKey, number, text, at: at) { return known }
            if !takesOver { try transaction.checkHolder(of: number, by: actor) }
            return try transaction.reply(to: number, text: text, by: actor, idempotencyKey: idempotencyKey, at: at)
        }
    }

    /// Carries out what a person wants done with a conversation. What another person has is claimed only by taking it over.
    public func order(
        _ order: ConversationOrder,
        with number: PhoneNumber,
        by actor: String,
        takesOver: Bool = false,
        reason: String? = nil,
        at: Timestamp
    ) async throws(StorageError) {
        try await write { transaction in
            guard let id = try transaction.conversation(with: number, for: order, at: at) else {
                throw StorageError.notFound("conversation with \(number.masked)")
            }
            if order == .claim, !takesOver { try transaction.checkHolder(of: number, by: actor) }
            if try transaction.isSeen(id, order, by: actor, at: at) { return }
            if order == .handBack { try transaction.checkAnswerable(id, number) }
            try transaction.order(order.event, in: id, by: actor, reason: reason, at: at)
        }
    }
}

extension Transaction {
    /// Refuses to give an agent a conversation in which it could say nothing. What has ended tells so itself.
    fileprivate func checkAnswerable(_ conversation: Int64, _ number: PhoneNumber) throws {
        guard let reason = try suppressionReason(of: number.e164),
            try exists(
                "SELECT 1 FROM conversation WHERE id = ? AND owner != ? AND mute_cause IS NOT ?",
                [conversation, ConversationOwner.closed.rawValue, MuteCause.optOut.rawValue]
            )
        else { return }
        throw StorageError.conflict("\(reason): its agent could answer nothing; close it")
    }

    /// Refuses what somebody wants of a conversation that another person has.
    func checkHolder(of number: PhoneNumber, by actor: String) throws {
        let row = try first(
            "SELECT holder FROM conversation WHERE number = ? AND owner = ? AND holder != ?",
            [number.e164, ConversationOwner.human.rawValue, actor]
        )
        guard let holder = row?["holder"] as String? else { return }
        throw StorageError.conflict(
            "\(holder) has the conversation; to take it over: --take (by the API: \"take\": true)"
        )
    }

    func reply(
        to number: PhoneNumber,
        text: String,
        by actor: String,
        idempotencyKey: String? = nil,
        why: String? = nil,
        at: Timestamp
    ) throws -> Enqueued {
        if let known = try known(idempotencyKey, number, text, at: at) { return known }
        let segments = try checkLength(of: text).segments
        if let reason = try suppressionReason(of: number.e164) { throw StorageError.conflict(reason) }
        let conversation = try conversation(with: number, at: at)
        try order(.answeredByHuman, in: conversation, by: actor, reason: nil, at: at)
        try dropAnswers(in: conversation, why: "\(actor) answered", at: at)
        try markAnswered(conversation)
        try run(
            """
            UPDATE conversation SET active_at = MAX(active_at, ?), version = version + 1, answer_due_at = NULL WHERE id = ?
            """,
            [at.milliseconds, conversation]
        )
        let route = try self.number("SELECT route_id FROM conversation WHERE id = ?", [conversation])
        let id = try queue(
            QueueEntry(
                number: number.e164,
                text: text,
                origin: .human,
                priority: MessageOrigin.human.priority,
                dueAt: at,
                idempotencyKey: idempotencyKey,
                conversation: conversation,
                answers: try newestInbound(of: conversation),
                wantedRoute: route,
                why: why ?? "\(actor) answers"
            ),
            at: at
        )
        return Enqueued(id: id, segments: segments, state: .queued, reason: nil, isDuplicate: false)
    }

    /// The newest message of a conversation that a person wrote.
    func newestInbound(of conversation: Int64) throws -> Int64? {
        try number("SELECT MAX(id) FROM inbound WHERE conversation_id = ?", [conversation])
    }

    /// The conversation that an order is about. Who was written to can be claimed before they write.
    func conversation(with number: PhoneNumber, for order: ConversationOrder, at: Timestamp) throws -> Int64? {
        if let id = try self.number("SELECT id FROM conversation WHERE number = ?", [number.e164]) { return id }
        guard order == .claim,
            try self.number("SELECT id FROM message WHERE number = ? LIMIT 1", [number.e164]) != nil
        else { return nil }
        return try conversation(with: number, at: at)
    }

    /// The conversation with a number; where there is none it begins with the route that wrote to it last.
    private func conversation(with number: PhoneNumber, at: Timestamp) throws -> Int64 {
        if let id = try self.number("SELECT id FROM conversation WHERE number = ?", [number.e164]) { return id }
        let route = try self.number(
            """
            SELECT message.route_id FROM message JOIN route ON route.id = message.route_id
            WHERE number = ? AND sent_at IS NOT NULL ORDER BY message.id DESC LIMIT 1
            """,
            [number.e164]
        )
        return try insert(
            "INSERT INTO conversation (number, owner, agent, route_id, active_at) VALUES (?, ?, ?, ?, ?)",
            [
                number.e164, ConversationOwner.closed.rawValue, context.settings.inboundAgent, route, at.milliseconds,
            ]
        )
    }
}
