public import Campaigns

/// Takes events that the gateway tells the outside, such as an inbound message.
public protocol EventSink: Sendable {
    /// Whether it asks for events of that type.
    func wants(_ type: String) -> Bool

    /// Delivers one event. Throws when the other side did not confirm it; the event is then tried again later with the
    /// same id.
    func deliver(_ event: GatewayEvent) async throws(EventProblem)
}

extension EventSink {
    public func wants(_ type: String) -> Bool { true }
}

/// One event for the outside, kept until it is delivered or given up.
public struct GatewayEvent: Hashable, Sendable {
    /// Never used twice; stays the same when delivery is tried again.
    public var id: Int64
    /// Such as `message.received`.
    public var type: String
    /// A JSON object.
    public var payload: String
    public var at: Timestamp

    public init(id: Int64, type: String, payload: String, at: Timestamp) {
        self.id = id
        self.type = type
        self.payload = payload
        self.at = at
    }
}

public struct EventProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public var reason: String
    /// The other side says that it wants no more events (HTTP 410).
    public var isFinal: Bool

    public init(reason: String, isFinal: Bool = false) {
        self.reason = reason
        self.isFinal = isFinal
    }

    public var description: String { reason }
}
