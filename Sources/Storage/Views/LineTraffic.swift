public import Campaigns

/// What passed over one line since a moment, out of the ledger.
public struct LineTraffic: Hashable, Sendable {
    /// A segment that the network or the modem did not take.
    public struct Refusal: Hashable, Sendable {
        public var at: Timestamp
        /// As the modem gave it, such as `+CMS ERROR 21: …`.
        public var reason: String
    }

    /// Segments that the network took.
    public var accepted = 0
    /// Segments that were handed over and never answered.
    public var uncertain = 0
    /// How often a segment was refused.
    public var refused = 0
    /// The last of the refusals, at most 50, the oldest first.
    public var refusals: [Refusal] = []
    /// Refusals since the last acceptance.
    public var refusedInARow = 0
    /// Accepted segments for which a status report came.
    public var reports = 0
    /// The same, and those that are so old that one should have come.
    public var reportsExpected = 0
    /// Parts that were received.
    public var received = 0
    /// When the last part was received, also before that moment.
    public var lastReceived: Timestamp?

    public init() {}
}
