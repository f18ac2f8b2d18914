public import Campaigns

/// A test message from one of our lines to another, or to itself, as it is stored.
public struct Loopback: Hashable, Sendable {
    public enum Cause: String, Hashable, Sendable, Codable, CaseIterable {
        case schedule
        /// A line came after the last round.
        case newcomer
        case command
        /// Decides whether a line that is out of rotation returns.
        case `return`
        /// A technician sends it by a borrowed modem, past the queue.
        case diagnosis
    }

    public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        case arrived
        /// It left and did not come in its time.
        case lost
        case refused
        /// It never left.
        case unsent
        /// Nobody was there to receive it.
        case unclear
    }

    public enum Blame: String, Hashable, Sendable, Codable, CaseIterable {
        case sender, receiver, either, nobody
    }

    public var id: Int64
    /// The id of the first test of those that were begun together.
    public var round: Int64
    public var cause: Cause
    /// Sent since another one of its round did not come back.
    public var isFollowUp: Bool
    /// `nil`: nobody writes, since the receiver's number is not known.
    public var sender: RouteID?
    public var receiver: RouteID?
    public var createdAt: Timestamp
    public var message: Int64?
    /// How the message stands, and why.
    public var state: MessageState?
    public var stateReason: String?
    /// When it must have left.
    public var deadline: Timestamp?
    public var handedOverAt: Timestamp?
    public var acceptedAt: Timestamp?
    public var arrivedAt: Timestamp?
    public var arrivedOn: RouteID?
    /// `nil` while it is waited for.
    public var outcome: Outcome?
    public var reason: String?
    public var blame: Blame?
    /// More than one message says so.
    public var isProven: Bool
    /// What follows from it has been done.
    public var isConcluded: Bool
}

/// A test that is to be sent.
public struct NewLoopback: Hashable, Sendable {
    public var token: String
    public var sender: RouteID
    public var receiver: RouteID
    /// The receiver's own.
    public var number: PhoneNumber

    public init(token: String, sender: RouteID, receiver: RouteID, number: PhoneNumber) {
        self.token = token
        self.sender = sender
        self.receiver = receiver
        self.number = number
    }
}

/// What a test is found to show.
public struct LoopbackFinding: Hashable, Sendable {
    public var id: Int64
    public var outcome: Loopback.Outcome
    public var reason: String?
    public var blame: Loopback.Blame?
    public var isProven: Bool

    public init(
        id: Int64,
        outcome: Loopback.Outcome,
        reason: String? = nil,
        blame: Loopback.Blame? = nil,
        isProven: Bool = false
    ) {
        self.id = id
        self.outcome = outcome
        self.reason = reason
        self.blame = blame
        self.isProven = isProven
    }
}

/// How a line stood when a test last told something of it.
public struct LoopbackStanding: Hashable, Sendable {
    /// The last test that it sent, and the last that was for it.
    public var sent: Loopback?
    public var received: Loopback?
}
