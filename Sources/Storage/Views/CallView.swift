public import Campaigns

/// A call to a line. It was not answered: this is a gateway for messages.
public struct CallView: Hashable, Sendable, Codable {
    public var id: Int64
    /// Name of the line.
    public var route: String
    /// E.164 where it can be, or as the network gave it; `nil` where the caller hides it.
    public var number: String?
    public var firstRingAt: Timestamp
    public var lastRingAt: Timestamp
    public var rings: Int
}
