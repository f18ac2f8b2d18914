/// What became of the conversations that a campaign began.
public struct EscalationFigures: Hashable, Sendable, Codable {
    public var conversations: Int
    /// An agent that is no person had a turn.
    public var withAgent: Int
    /// Of those, handed to a person.
    public var escalated: Int
    /// Handed to a person without an agent's turn: people answer the campaign, or the inbox decided it.
    public var withoutAgent: Int
    /// Of those with an agent, closed.
    public var closed: Int
    /// Of these, never handed to a person.
    public var contained: Int

    public init(
        conversations: Int,
        withAgent: Int,
        escalated: Int,
        withoutAgent: Int,
        closed: Int = 0,
        contained: Int = 0
    ) {
        self.conversations = conversations
        self.withAgent = withAgent
        self.escalated = escalated
        self.withoutAgent = withoutAgent
        self.closed = closed
        self.contained = contained
    }
}

/// Why conversations were handed to a person.
public struct EscalationReasonFigures: Hashable, Sendable, Codable {
    public var reason: String
    public var conversations: Int

    public init(reason: String, conversations: Int) {
        self.reason = reason
        self.conversations = conversations
    }
}

/// What counts as success, by the campaign's `goal`.
public struct SuccessFigures: Hashable, Sendable, Codable {
    /// Goals, or recipients who answered.
    public var events: Int
    public var recipients: Int
    /// Events without a value of their own, and without one in the campaign file.
    public var unvalued: Int
    /// Nil where no event has one.
    public var value: Amount?

    public init(events: Int, recipients: Int, unvalued: Int, value: Amount?) {
        self.events = events
        self.recipients = recipients
        self.unvalued = unvalued
        self.value = value
    }
}

/// One kind of goal that was recorded.
public struct GoalFigures: Hashable, Sendable, Codable {
    public var name: String
    public var events: Int
    public var recipients: Int
    /// Nil where no event has one.
    public var value: Amount?

    public init(name: String, events: Int, recipients: Int, value: Amount?) {
        self.name = name
        self.events = events
        self.recipients = recipients
        self.value = value
    }
}

/// How quickly replies ended what was running: from the modem's notice, or from reading the message where there was none,
/// until the halt was on the disk.
public struct HaltFigures: Hashable, Sendable, Codable {
    /// Enrollments that a reply ended.
    public var halts: Int
    /// Of those, measured; the daemon ended before the others were noted.
    public var measured: Int
    /// Half of the measured ones took at most so many milliseconds; nil where there is none.
    public var p50Ms: Int?
    public var p99Ms: Int?
    public var maxMs: Int?
    /// Messages of which something had left when the reply came.
    public var raced: Int

    public init(halts: Int, measured: Int, p50Ms: Int?, p99Ms: Int?, maxMs: Int?, raced: Int) {
        self.halts = halts
        self.measured = measured
        self.p50Ms = p50Ms
        self.p99Ms = p99Ms
        self.maxMs = maxMs
        self.raced = raced
    }
}

/// Halts whose latency lies between two bounds.
public struct HaltLatencyFigures: Hashable, Sendable, Codable {
    /// At most so many milliseconds, and more than the bound before it; nil for more than all bounds.
    public var upToMs: Int?
    public var halts: Int

    public init(upToMs: Int?, halts: Int) {
        self.upToMs = upToMs
        self.halts = halts
    }
}
