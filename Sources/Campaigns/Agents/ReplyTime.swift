/// Bounds of what agents may put off.
public enum ReplyTime {
    /// Longest wait of an answer before it leaves; what asks for more waits so long.
    public static let longestDelay: Duration = .seconds(120)
    /// How far ahead a reply may be scheduled.
    public static let soonest: Duration = .seconds(60)
    public static let latest: Duration = .seconds(7 * 86_400)
}

/// A text that is to leave later, unless the person writes, somebody takes the conversation, or an opt-out comes first.
public struct ScheduledReply: Hashable, Sendable, Codable {
    public var text: String
    public var at: Timestamp

    public init(_ text: String, at: Timestamp) {
        self.text = text
        self.at = at
    }
}
