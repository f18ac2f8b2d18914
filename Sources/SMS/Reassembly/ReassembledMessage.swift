/// A long message that is handed on, with the parts that are there.
public struct ReassembledMessage<ID: Hashable & Sendable>: Hashable, Sendable {
    /// Why it is handed on.
    public enum Reason: Hashable, Sendable {
        /// All its parts are there.
        case complete
        /// Its next part did not come in time.
        case expired
        /// Its sender uses the reference for another message.
        case superseded
        /// Too many messages wait.
        case crowded
    }

    public var key: PartKey
    /// The parts that are there, each sequence number once, in the order of arrival.
    public var parts: [MessagePart]
    /// What the caller knows the parts by, doubles among them, in the order of arrival.
    public var ids: [ID]
    public var reason: Reason

    public init(key: PartKey, parts: [MessagePart], ids: [ID], reason: Reason) {
        self.key = key
        self.parts = parts
        self.ids = ids
        self.reason = reason
    }

    /// Whether no part is missing.
    public var isComplete: Bool { reason == .complete }

    /// What stands for a run of missing parts, unless the caller has another.
    public static var gap: String { "[…]" }

    /// The text or data; `marker` stands for each run of missing parts.
    public func joined(marker: String = Self.gap) -> JoinedMessage {
        Reassembly.join(parts, total: key.total, marker: marker)
    }
}
