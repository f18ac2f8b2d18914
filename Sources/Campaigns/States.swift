/// Where a message is on its way. From `sent` on a state never goes back to an earlier one; before that, a message that
/// certainly did not leave may return to `queued`.
public enum MessageState: String, Sendable, Codable, CaseIterable {
    /// Waits for a route that may send it.
    case queued
    /// A route owns it; no octet has left, so it can still be taken back.
    case claimed
    /// At least one segment has been handed over and not all are answered.
    case submitting
    /// The network or the provider accepted every segment.
    case sent
    /// A final report says that it arrived.
    case delivered
    /// A final report says that it did not arrive.
    case undelivered
    /// Handed over, and nobody can tell whether it left: never sent again by itself.
    case uncertain
    /// Given up; no segment, or not every segment, left.
    case failed
    /// The number is suppressed; nothing left after that was known.
    case suppressed
    /// Taken back before it left: a reply, an operator, or a client asked for it.
    case cancelled
    /// Its deadline passed before it could leave.
    case expired

    /// Whether nothing more will be tried for the message. A report may still move it on, see ``canBecome(_:)``.
    public var isFinal: Bool {
        switch self {
        case .queued, .claimed, .submitting: false
        case .sent, .uncertain, .delivered, .undelivered, .failed, .suppressed, .cancelled, .expired: true
        }
    }

    /// Whether a message may go from this state to the other one.
    public func canBecome(_ next: MessageState) -> Bool {
        switch self {
        case .queued: next != .queued
        case .claimed: next != .claimed
        case .submitting: next == .queued || next.isFinal
        case .sent, .uncertain: next == .delivered || next == .undelivered || (self == .uncertain && next == .sent)
        case .delivered, .undelivered, .failed, .suppressed, .cancelled, .expired: false
        }
    }
}

/// Where one contact is on its way through one campaign.
public enum EnrollmentState: String, Sendable, Codable, CaseIterable {
    case pending, active, held
    case replied, optedOut, completed, failed, cancelled, excluded

    /// Whether the campaign will send this contact nothing more.
    public var isFinal: Bool {
        switch self {
        case .pending, .active, .held: false
        case .replied, .optedOut, .completed, .failed, .cancelled, .excluded: true
        }
    }
}

/// The stored state of a campaign. What it is doing at the moment is computed, not stored.
public enum CampaignState: String, Sendable, Codable, CaseIterable {
    case draft, ready, running, paused, completed, cancelled
}

/// Who answers a conversation.
public enum ConversationOwner: String, Sendable, Codable, CaseIterable {
    case agent, waitingForHuman, human, muted, closed
}

/// Who caused a message, in the order in which routes serve them.
public enum MessageOrigin: String, Sendable, Codable, CaseIterable {
    /// A confirmation of an opt-out or opt-in.
    case system
    case human
    case agent
    /// A client of the HTTP API or `message send`.
    case api
    /// From one of our lines to another, to prove both: a loopback.
    case test
    /// A step of a campaign.
    case campaign

    /// Lower is served first.
    public var priority: Int {
        switch self {
        case .system: 0
        case .human: 1
        case .agent: 2
        case .api, .test: 3
        case .campaign: 4
        }
    }
}
