public import Campaigns
public import Storage

extension Control {
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
