/// Who answers a conversation, and what changes that.
///
/// The owner alone may answer. Who was opted out is answered by nobody until they opt in again.
public struct ConversationMachine: Hashable, Sendable {
    public private(set) var owner: ConversationOwner
    /// Set where `owner` is muted.
    public private(set) var cause: MuteCause?

    public init(owner: ConversationOwner, cause: MuteCause? = nil) {
        self.owner = owner
        self.cause = owner == .muted ? cause ?? .optOut : nil
    }

    public mutating func handle(_ event: ConversationEvent) -> ConversationStep {
        if let refusal = refusal(of: event) { return .refused(refusal) }
        guard let next = next(after: event), next.owner != owner || next.cause != cause else { return .stays }
        self = next
        return .passes(to: next.owner)
    }

    /// What people are told that cannot be done.
    private func refusal(of event: ConversationEvent) -> String? {
        switch (event, cause) {
        case (.closed, .optOut):
            return "the person opted out: it is over as it is, and opens again when they write START"
        case (.claimed, .optOut), (.answeredByHuman, .optOut), (.handedBack, .optOut):
            return "the person opted out; nothing may be sent to them until they write START"
        case (.claimed, .service), (.answeredByHuman, .service), (.handedBack, .service):
            return "the other side is a service, not a person; it cannot be answered"
        default: break
        }
        switch (event, owner) {
        case (.handedBack, .agent): return "the agent has it already"
        case (.handedBack, .closed): return "it is closed; it opens again when the person writes"
        case (.closed, .closed): return "it is closed already"
        default: return nil
        }
    }

    /// `nil`: nothing changes.
    private func next(after event: ConversationEvent) -> ConversationMachine? {
        switch event {
        case .optedOut: cause == .service ? nil : .init(owner: .muted, cause: .optOut)
        case .optedIn: cause == .optOut || owner == .closed ? .init(owner: .agent) : nil
        case .wrote: owner == .closed ? .init(owner: .agent) : nil
        case .escalated: owner == .agent || owner == .closed ? .init(owner: .waitingForHuman) : nil
        case .claimed, .answeredByHuman: .init(owner: .human)
        case .handedBack: .init(owner: .agent)
        case .serviceTimeEnded: owner == .waitingForHuman ? .init(owner: .agent) : nil
        case .guardTripped: owner == .agent ? .init(owner: .muted, cause: .loop) : nil
        // It was stopped for a reason, and nobody has looked since.
        case .muteEnded: cause == .loop ? .init(owner: .waitingForHuman) : nil
        case .idled: owner == .agent ? .init(owner: .closed) : nil
        case .humanIdled: owner == .human ? .init(owner: .agent) : nil
        case .closed: .init(owner: .closed)
        }
    }
}
