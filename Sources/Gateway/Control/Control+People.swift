public import Campaigns
import SMS
public import Storage

extension Control {
    /// Conversations, those that wait for a human first; none but those with `waiting`.
    public func conversations(
        owner: String?,
        waiting: Bool = false,
        limit: Int
    ) async throws(ControlProblem) -> [ConversationView] {
        if let owner, ConversationOwner(rawValue: owner) == nil {
            let known = ConversationOwner.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid(field: "owner", reason: "“\(owner)” is none of \(known)")
        }
        return try await stored { () async throws(StorageError) in
            try await core.store.conversations(owner: owner, waiting: waiting, limit: min(max(limit, 1), 1000))
        }
    }

    /// Tells the list of conversations, and tells it again whenever it changes, until the task is cancelled.
    public func watchConversations(
        owner: String?,
        waiting: Bool,
        limit: Int,
        _ tell: ([ConversationView]) async throws -> Void
    ) async throws {
        var last: [ConversationView]?
        while !Task.isCancelled {
            let seen = core.bells.turns.count
            let views = try await conversations(owner: owner, waiting: waiting, limit: limit)
            if views != last { try await tell(views) }
            last = views
            await core.bells.turns.wait(since: seen)
            try await core.surroundings.clock.sleep(for: .milliseconds(500))
        }
    }

    /// All messages with one number, oldest first.
    public func conversation(with number: PhoneNumber) async throws(ControlProblem) -> ConversationStory {
        try await stored { () async throws(StorageError) in try await core.store.conversation(with: number.e164) }
    }

    /// All messages with a service, which has a name or a short number in the place of a phone number; `nil` where none
    /// of that name has written.
    public func conversation(withService name: String) async throws(ControlProblem) -> ConversationStory? {
        try await stored { () async throws(StorageError) in try await core.store.conversation(withService: name) }
    }

    /// Sends a person's answer; the conversation is theirs from then on. What another person has is refused, unless
    /// `takesOver`.
    public func reply(
        to number: PhoneNumber,
        text: String,
        by actor: String,
        takesOver: Bool = false,
        idempotencyKey: String? = nil
    ) async throws(ControlProblem) -> SendReceipt {
        try check(text: text, by: actor)
        if let key = idempotencyKey, !(1...200).contains(key.count) {
            throw .invalid(field: "idempotency_key", reason: "must have 1 to 200 characters")
        }
        let queued = try await stored { () async throws(StorageError) in
            try await core.store.reply(
                to: number,
                text: text,
                by: actor,
                takesOver: takesOver,
                idempotencyKey: idempotencyKey,
                at: now
            )
        }
        ringAll()
        return SendReceipt(
            id: queued.id,
            number: number.e164,
            segments: queued.segments,
            state: queued.state.rawValue,
            reason: queued.reason,
            remedy: nil,
            duplicate: queued.isDuplicate
        )
    }

    /// Carries out what a person wants done with a conversation.
    public func order(
        _ order: ConversationOrder,
        with number: PhoneNumber,
        by actor: String,
        takesOver: Bool = false,
        reason: String?
    ) async throws(ControlProblem) -> ConversationView {
        try check(by: actor)
        try await stored { () async throws(StorageError) in
            try await core.store.order(order, with: number, by: actor, takesOver: takesOver, reason: reason, at: now)
        }
        ringAll()
        return try await conversation(with: number).conversation
    }

    /// Sends the agent's answer that waits for approval, in other words where `text` is given.
    public func approveDraft(
        with number: PhoneNumber,
        text: String?,
        by actor: String,
        takesOver: Bool = false
    ) async throws(ControlProblem) -> MessageView {
        try check(text: text, by: actor)
        let id = try await stored { () async throws(StorageError) in
            try await core.store.approveDraft(with: number, text: text, by: actor, takesOver: takesOver, at: now)
        }
        ringAll()
        return try await message(id).message
    }

    /// Drops the agent's answer that waits for approval.
    public func discardDraft(
        with number: PhoneNumber,
        by actor: String
    ) async throws(ControlProblem) -> ConversationView {
        try check(by: actor)
        try await stored { () async throws(StorageError) in
            try await core.store.discardDraft(with: number, by: actor, at: now)
        }
        ringAll()
        return try await conversation(with: number).conversation
    }

    private func ringAll() {
        core.bells.queue.ring()
        core.bells.plan.ring()
        core.bells.turns.ring()
        core.bells.events.ring()
    }

    private func check(text: String? = nil, by actor: String) throws(ControlProblem) {
        guard actor.contains(where: { !$0.isWhitespace }), actor.count <= 100 else {
            throw .invalid(field: "by", reason: "say who does it, in at most 100 characters")
        }
        guard let text else { return }
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw .invalid(field: "text", reason: "a message needs a text")
        }
        let segments = Segmentation.preview(text).segments
        guard segments <= 20 else {
            throw .invalid(field: "text", reason: "needs \(segments) segments; at most 20 are allowed")
        }
    }
}
