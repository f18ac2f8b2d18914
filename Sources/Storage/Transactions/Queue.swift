public import Campaigns
import GRDB
import SMS

/// A message that somebody wants sent.
public struct NewMessage: Hashable, Sendable {
    public var number: PhoneNumber
    public var text: String
    public var origin: MessageOrigin
    public var dueAt: Timestamp
    public var deadline: Timestamp?
    public var validitySeconds: Int?
    /// What it is in the eyes of the law; nil: its sender did not say. Marketing keeps to the policy of its recipient.
    public var category: CampaignCategory?
    /// The same key is one message, however often it is asked for.
    public var idempotencyKey: String?

    public init(
        number: PhoneNumber,
        text: String,
        origin: MessageOrigin,
        dueAt: Timestamp,
        deadline: Timestamp? = nil,
        validitySeconds: Int? = nil,
        category: CampaignCategory? = nil,
        idempotencyKey: String? = nil
    ) {
        self.number = number
        self.text = text
        self.origin = origin
        self.dueAt = dueAt
        self.deadline = deadline
        self.validitySeconds = validitySeconds
        self.category = category
        self.idempotencyKey = idempotencyKey
    }
}

/// What became of a wish to send.
public struct Enqueued: Hashable, Sendable {
    public var id: Int64
    public var segments: Int
    public var state: MessageState
    /// Why it is in its state, where that needs a word.
    public var reason: String?
    /// What keeps it from leaving at whatever time; nil where nothing does.
    public var refusal: SendRefusal?
    /// The idempotency key was known; nothing was queued again.
    public var isDuplicate: Bool
}

extension Store {
    /// Queues messages, all or none. One to a suppressed number is kept, and is `suppressed` from the beginning.
    public func enqueue(_ messages: [NewMessage], at: Timestamp) async throws(StorageError) -> [Enqueued] {
        try await write { transaction in
            try messages.map { try transaction.enqueue($0, at: at) }
        }
    }

    /// Takes a message back that has not left yet. Answers the state that it is in now.
    public func cancel(message id: Int64, at: Timestamp) async throws(StorageError) -> MessageState {
        try await write { transaction in
            guard let state = try transaction.state(of: id) else { throw StorageError.notFound("message \(id)") }
            guard state == .queued || state == .claimed else {
                throw StorageError.conflict("message \(id) is \(state.rawValue) and cannot be taken back")
            }
            let reason = "taken back by a client"
            try transaction.end(id, as: .cancelled, reason: reason, at: at)
            if let row = try transaction.first("SELECT \(JudgedMessage.columns) FROM message WHERE id = ?", [id]),
                let message = JudgedMessage(row)
            {
                try transaction.enrollmentEnds(after: message, as: .cancelled, reason: reason, at: at)
            }
            return .cancelled
        }
    }
}

/// Where a message comes from and how it queues.
struct QueueEntry {
    var number: String
    var text: String
    var origin: MessageOrigin
    var priority: Int
    var dueAt: Timestamp
    var deadline: Timestamp?
    var validitySeconds: Int?
    /// Of a single message.
    var category: CampaignCategory?
    var idempotencyKey: String?
    var campaign: Int64?
    var enrollment: Int64?
    var step: Int?
    /// Of the enrollment.
    var epoch = 0
    /// Of the campaign, by which the text was written.
    var version: Int?
    var conversation: Int64?
    /// The inbound message that it answers.
    var answers: Int64?
    /// Of the conversation, where the message is an agent's answer to it alone.
    var answerVersion: Int64?
    /// The last inbound message that was answered before this answer.
    var answerAfter: Int64?
    /// Until when no window holds it back; `nil`: none does, beside that of its campaign.
    var exemptUntil: Timestamp?
    var isExempt = false
    var wantedRoute: RouteID?
    /// Until when it waits for that route; `nil` counts from its due time.
    var wantedUntil: Timestamp?
    var why: String
}

extension Transaction {
    func enqueue(_ message: NewMessage, at: Timestamp) throws -> Enqueued {
        if let known = try known(message.idempotencyKey, message.number, message.text, at: at) { return known }
        // Of a person who was erased, not even a message that is refused is kept.
        let isErased = try isErased(message.number.e164)
        let id = try queue(
            QueueEntry(
                number: isErased ? hide(message.number.e164) : message.number.e164,
                text: message.text,
                origin: message.origin,
                priority: message.origin.priority,
                dueAt: message.dueAt,
                deadline: message.deadline,
                validitySeconds: message.validitySeconds,
                category: message.category,
                idempotencyKey: message.idempotencyKey,
                answers: message.origin == .human ? try newestInbound(from: message.number.e164) : nil,
                why: "asked for by \(message.origin == .human ? "a person" : "a client")"
            ),
            at: at
        )
        let segments = try number("SELECT segments FROM message WHERE id = ?", [id]) ?? 1
        let refusal = try refusal(ofSingle: message.number, message.category, at: at)
        if let refusal { try end(id, as: refusal.state, reason: refusal.reason, at: at) }
        if isErased { try run("UPDATE message SET text = '' WHERE id = ?", [id]) }
        return Enqueued(
            id: id,
            segments: Int(segments),
            state: refusal?.state ?? .queued,
            reason: refusal?.reason,
            refusal: refusal,
            isDuplicate: false
        )
    }

    /// The message that was asked for under that key before.
    func known(_ key: String?, _ number: PhoneNumber, _ text: String, at: Timestamp) throws -> Enqueued? {
        guard let key,
            let known = try first(
                "SELECT id, segments, state, reason, number, text, category FROM message WHERE idempotency_key = ?",
                [key]
            )
        else { return nil }
        let isHidden = try isErased(number.e164) && known["number"] == hide(number.e164)
        // Words that are older than the retention says are gone.
        let isSame = known["number"] == number.e164 && (known["text"] == text || known["text"] == "")
        guard isHidden || isSame else {
            throw StorageError.conflict("the idempotency key “\(key)” was used for another message")
        }
        let state = MessageState(rawValue: known["state"]) ?? .queued
        let category = (known["category"] as String?).flatMap(CampaignCategory.init(rawValue:))
        let refusal = try refusal(ofSingle: number, category, at: at)
        return Enqueued(
            id: known["id"],
            segments: known["segments"],
            state: state,
            reason: known["reason"],
            refusal: refusal?.state == state ? refusal : nil,
            isDuplicate: true
        )
    }

    /// Puts a message and its segments into the queue.
    @discardableResult
    func queue(_ entry: QueueEntry, at: Timestamp) throws -> Int64 {
        let preview = try checkLength(of: entry.text)
        let patience = entry.isExempt ? context.settings.confirmationPatience : context.settings.stickyPatience
        let id = try insert(
            """
            INSERT INTO message (number, text, encoding, segments, origin, state, campaign_id, enrollment_id, step,
                conversation_id, exempt, stream, wanted_route, wanted_until, priority, due_at, deadline,
                validity_seconds, idempotency_key, created_at, version, inbound_id,
                answer_version, answer_after, exempt_until, category, epoch)
            VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                entry.number, entry.text, preview.encoding.rawValue, preview.segments, entry.origin.rawValue,
                entry.campaign, entry.enrollment, entry.step, entry.conversation, entry.isExempt,
                entry.campaign ?? 0, entry.wantedRoute ?? 0,
                entry.wantedRoute == nil
                    ? nil
                    : (entry.wantedUntil ?? max(entry.dueAt, at) + patience).milliseconds,
                entry.priority, entry.dueAt.milliseconds, entry.deadline?.milliseconds, entry.validitySeconds,
                entry.idempotencyKey, at.milliseconds, entry.version, entry.answers,
                entry.answerVersion, entry.answerAfter, entry.exemptUntil?.milliseconds,
                entry.category?.rawValue, entry.epoch,
            ]
        )
        try run("UPDATE message SET reference = ? WHERE id = ?", [id & 0xFF, id])
        try addSegments(preview.segments, to: id)
        if entry.origin == .human { try noteWork(on: id) }
        try decide(
            "queued",
            entry.dueAt > at ? "\(entry.why); not before \(entry.dueAt)" : entry.why,
            message: id,
            enrollment: entry.enrollment,
            number: entry.number,
            at: at
        )
        return id
    }

    /// What a text costs; throws where it is none, or too long.
    @discardableResult
    func checkLength(of text: String) throws -> SegmentationPreview {
        let preview = Segmentation.preview(text)
        guard !text.isEmpty else { throw StorageError.conflict("a message needs a text") }
        guard preview.segments <= Self.mostSegments else {
            throw StorageError.conflict(
                "the text needs \(preview.segments) segments; at most \(Self.mostSegments) are allowed"
            )
        }
        return preview
    }

    func addSegments(_ count: Int, to message: Int64) throws {
        for sequence in 1...max(1, count) {
            try run("INSERT INTO segment (message_id, sequence, state) VALUES (?, ?, 'pending')", [message, sequence])
        }
    }

    func state(of message: Int64) throws -> MessageState? {
        try text("SELECT state FROM message WHERE id = ?", [message]).flatMap(MessageState.init(rawValue:))
    }

    /// Moves a message to a state that nothing is tried in any more, and takes back what has not left of it.
    func end(_ message: Int64, as next: MessageState, reason: String, at: Timestamp) throws {
        guard let state = try state(of: message), state.canBecome(next) else { return }
        try run(
            "UPDATE segment SET state = 'cancelled' WHERE message_id = ? AND state IN ('pending', 'refused')",
            [message]
        )
        try run(
            "UPDATE message SET state = ?, reason = ?, final_at = ?, claim = claim + 1 WHERE id = ?",
            [next.rawValue, reason, at.milliseconds, message]
        )
        try decide(next.rawValue, reason, message: message, at: at)
        try tell(next, of: message, reason: reason, at: at)
        guard next == .expired || next == .failed,
            let answer = try first(
                "SELECT conversation_id FROM message WHERE id = ? AND origin = 'agent' AND conversation_id IS NOT NULL",
                [message]
            )
        else { return }
        try escalate(answer[0], reason: "the agent's answer was not sent: \(reason)", by: Actor.gateway, at: at)
    }

    /// The most segments that a message may have.
    static let mostSegments = 20
}
