public import Campaigns
public import Storage

extension Control {
    /// Numbers that must not be written to, newest first.
    public func suppressions(includingLifted: Bool) async throws(ControlProblem) -> [SuppressionView] {
        try await stored { () async throws(StorageError) in
            try await core.store.suppressions(includingLifted: includingLifted)
        }
    }

    /// Suppresses a number by hand.
    public func suppress(_ number: PhoneNumber, note: String?) async throws(ControlProblem) -> SuppressionView {
        _ = try await stored { () async throws(StorageError) in
            try await core.store.suppress(number, reason: .byHand, note: note, at: now)
        }
        core.bells.plan.ring()
        return try await stored { () async throws(StorageError) in try await core.store.suppression(of: number) }
    }

    /// Lifts a suppression. `note` says which documented consent allows it.
    public func liftSuppression(of number: PhoneNumber, note: String) async throws(ControlProblem) -> SuppressionView {
        guard note.contains(where: { !$0.isWhitespace }) else {
            throw .invalid(field: "note", reason: "say when and how the person agreed to be written to again")
        }
        try await stored { () async throws(StorageError) in try await core.store.lift(number, note: note, at: now) }
        return try await stored { () async throws(StorageError) in try await core.store.suppression(of: number) }
    }

    /// Conversations, those that wait for a human first.
    public func conversations(owner: String?, limit: Int) async throws(ControlProblem) -> [ConversationView] {
        if let owner, ConversationOwner(rawValue: owner) == nil {
            let known = ConversationOwner.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid(field: "owner", reason: "“\(owner)” is none of \(known)")
        }
        return try await stored { () async throws(StorageError) in
            try await core.store.conversations(owner: owner, limit: min(max(limit, 1), 1000))
        }
    }

    /// All messages with one number, oldest first.
    public func conversation(with number: PhoneNumber) async throws(ControlProblem) -> ConversationStory {
        try await stored { () async throws(StorageError) in try await core.store.conversation(with: number.e164) }
    }
}
