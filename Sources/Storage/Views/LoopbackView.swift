public import Campaigns

/// A test message from one of our lines to another, as people and programs see it.
public struct LoopbackView: Hashable, Sendable, Codable {
    public var id: Int64
    /// The id of the first test of those that were begun together.
    public var round: Int64
    public var cause: Loopback.Cause
    public var at: Timestamp
    /// Names of lines; `from` is absent where the number of `to` is not known, so that nobody can write to it.
    public var from: String?
    public var to: String?
    /// Where it came to, if that is another line.
    public var arrivedOn: String?
    /// The outbound message; absent where a technician sent it by a borrowed modem.
    public var message: Int64?
    /// Seconds from the hand-over until the network accepted it.
    public var acceptedAfter: Double?
    /// Seconds from then until it was read and stored.
    public var arrivedAfter: Double?
    /// Absent while it is waited for.
    public var outcome: Loopback.Outcome?
    /// Who is at fault where it did not come back.
    public var blame: Loopback.Blame?
    /// For people.
    public var reason: String?
    /// Nothing more follows from it.
    public var isConcluded: Bool

    init(_ test: Loopback, names: (RouteID) -> String) {
        id = test.id
        round = test.round
        cause = test.cause
        at = test.createdAt
        from = test.sender.map(names)
        to = test.receiver.map(names)
        if let line = test.arrivedOn, line != test.receiver { arrivedOn = names(line) }
        message = test.message
        if let accepted = test.acceptedAt {
            if let handedOver = test.handedOverAt { acceptedAfter = Self.seconds(accepted - handedOver) }
            if let arrived = test.arrivedAt { arrivedAfter = Self.seconds(arrived - accepted) }
        } else if let handedOver = test.handedOverAt, let arrived = test.arrivedAt {
            arrivedAfter = Self.seconds(arrived - handedOver)
        }
        outcome = test.outcome
        blame = test.blame
        reason = test.reason
        isConcluded = test.isConcluded
    }

    private static func seconds(_ duration: Duration) -> Double {
        // It may be stored as arrived before its acceptance is.
        max(0, Double(duration / .milliseconds(1)) / 1000)
    }
}
