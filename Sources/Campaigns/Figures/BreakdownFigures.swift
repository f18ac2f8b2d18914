/// What became of messages that were attempted, in one step or by one route. Replies count with the message to which they
/// are credited.
public struct MessageFigures: Hashable, Sendable, Codable {
    public var attempted: Int
    public var accepted: Int
    public var delivered: Int
    public var assumed: Int
    public var unknown: Int
    public var undelivered: Int
    public var uncertain: Int
    public var failed: Int
    /// Of all that did not arrive: for good, and for now.
    public var permanent: Int
    public var temporary: Int
    public var reached: Int
    public var replied: Int
    public var optedOut: Int
    /// After which the recipient reached what counts as success.
    public var succeeded: Int
    public var raced: Int
    public var segments: Int
    /// Nil where no price is known, or prices are in several currencies.
    public var cost: Amount?

    public init(
        attempted: Int,
        accepted: Int,
        delivered: Int,
        assumed: Int,
        unknown: Int,
        undelivered: Int,
        uncertain: Int,
        failed: Int,
        permanent: Int = 0,
        temporary: Int = 0,
        reached: Int,
        replied: Int,
        optedOut: Int,
        succeeded: Int = 0,
        raced: Int,
        segments: Int,
        cost: Amount?
    ) {
        self.attempted = attempted
        self.accepted = accepted
        self.delivered = delivered
        self.assumed = assumed
        self.unknown = unknown
        self.undelivered = undelivered
        self.uncertain = uncertain
        self.failed = failed
        self.permanent = permanent
        self.temporary = temporary
        self.reached = reached
        self.replied = replied
        self.optedOut = optedOut
        self.succeeded = succeeded
        self.raced = raced
        self.segments = segments
        self.cost = cost
    }

    /// The rates of one step or route. Keys of JSON beside the counts.
    public struct Rates: Hashable, Sendable, Codable {
        /// Confirmed, of what routes accepted that report.
        public var delivery: Rate
        public var response: Rate
        public var optOut: Rate
        public var success: Rate
        /// Of those attempted.
        public var permanentFailure: Rate
        public var temporaryFailure: Rate
    }

    public var rates: Rates {
        Rates(
            delivery: Rate(delivered, of: delivered + unknown + undelivered),
            response: Rate(replied, of: reached),
            optOut: Rate(optedOut, of: reached),
            success: Rate(succeeded, of: reached),
            permanentFailure: Rate(permanent, of: attempted),
            temporaryFailure: Rate(temporary, of: attempted)
        )
    }
}

/// In JSON the step stands beside its counts, and `rates` with them.
public struct StepFigures: Hashable, Sendable {
    /// From 1.
    public var step: Int
    public var messages: MessageFigures

    public init(step: Int, messages: MessageFigures) {
        self.step = step
        self.messages = messages
    }
}

/// In JSON the line stands beside its counts, and `rates` with them.
public struct LineFigures: Hashable, Sendable {
    /// The name of the line or provider.
    public var line: String
    /// `line` or `provider`.
    public var kind: String
    public var messages: MessageFigures

    public init(line: String, kind: String, messages: MessageFigures) {
        self.line = line
        self.kind = kind
        self.messages = messages
    }
}

extension StepFigures: Codable {
    private enum Key: String, CodingKey { case step, rates }

    public init(from decoder: any Decoder) throws {
        step = try decoder.container(keyedBy: Key.self).decode(Int.self, forKey: .step)
        messages = try MessageFigures(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try messages.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(step, forKey: .step)
        try container.encode(messages.rates, forKey: .rates)
    }
}

/// In JSON the version stands beside its counts, and `rates` with them.
public struct VersionFigures: Hashable, Sendable {
    /// Of the campaign, from 1, by which the messages were written.
    public var version: Int
    public var messages: MessageFigures

    public init(version: Int, messages: MessageFigures) {
        self.version = version
        self.messages = messages
    }
}

extension VersionFigures: Codable {
    private enum Key: String, CodingKey { case version, rates }

    public init(from decoder: any Decoder) throws {
        version = try decoder.container(keyedBy: Key.self).decode(Int.self, forKey: .version)
        messages = try MessageFigures(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try messages.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(version, forKey: .version)
        try container.encode(messages.rates, forKey: .rates)
    }
}

extension LineFigures: Codable {
    private enum Key: String, CodingKey { case line, kind, rates }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        line = try container.decode(String.self, forKey: .line)
        kind = try container.decode(String.self, forKey: .kind)
        messages = try MessageFigures(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try messages.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(line, forKey: .line)
        try container.encode(kind, forKey: .kind)
        try container.encode(messages.rates, forKey: .rates)
    }
}

/// What one agent did with the people who replied.
public struct AgentFigures: Hashable, Sendable, Codable {
    /// Nil: no agent was asked, the inbox handed over to a person itself.
    public var agent: String?
    public var conversations: Int
    public var turns: Int
    /// Turns with an answer.
    public var answers: Int
    /// Recipients who replied in them.
    public var replied: Int
    /// Conversations handed to a person.
    public var escalated: Int
    /// Conversations closed.
    public var closed: Int
    /// Goals that it recorded.
    public var goals: Int
    /// Of its answers, and what they cost.
    public var segments: Int
    public var cost: Amount?
    /// That its models took, and what they cost.
    public var tokensIn: Int
    public var tokensOut: Int
    public var tokenCost: Amount?

    public init(
        agent: String?,
        conversations: Int,
        turns: Int,
        answers: Int,
        replied: Int,
        escalated: Int,
        closed: Int,
        goals: Int = 0,
        segments: Int = 0,
        cost: Amount? = nil,
        tokensIn: Int = 0,
        tokensOut: Int = 0,
        tokenCost: Amount? = nil
    ) {
        self.agent = agent
        self.conversations = conversations
        self.turns = turns
        self.answers = answers
        self.replied = replied
        self.escalated = escalated
        self.closed = closed
        self.goals = goals
        self.segments = segments
        self.cost = cost
        self.tokensIn = tokensIn
        self.tokensOut = tokensOut
        self.tokenCost = tokenCost
    }

    public var escalation: Rate { Rate(escalated, of: conversations) }

    /// What its answers and its models cost; nil where neither has a price.
    public var whole: Amount? {
        guard cost != nil || tokenCost != nil else { return nil }
        return (cost ?? .zero) + (tokenCost ?? .zero)
    }
}

/// One day by the campaign's clock.
public struct DayFigures: Hashable, Sendable, Codable {
    /// Such as `2026-06-01`.
    public var day: String
    /// Messages of which the first segment was handed over that day.
    public var messages: Int
    public var segments: Int
    /// Recipients who replied that day for the first time.
    public var replied: Int
    public var optedOut: Int
    /// Goals recorded.
    public var goals: Int
    public var cost: Amount?

    public init(day: String, messages: Int, segments: Int, replied: Int, optedOut: Int, goals: Int, cost: Amount?) {
        self.day = day
        self.messages = messages
        self.segments = segments
        self.replied = replied
        self.optedOut = optedOut
        self.goals = goals
        self.cost = cost
    }
}
