/// Messages that were handed over in one hour of the week, by the campaign's clock, and what came of them.
public struct HourFigures: Hashable, Sendable {
    /// 1 for Monday to 7 for Sunday (ISO 8601).
    public var weekday: Int
    /// From 0 to 23.
    public var hour: Int
    public var attempted: Int
    public var reached: Int
    public var replied: Int
    public var optedOut: Int
    public var succeeded: Int

    public init(
        weekday: Int,
        hour: Int,
        attempted: Int,
        reached: Int,
        replied: Int,
        optedOut: Int,
        succeeded: Int
    ) {
        self.weekday = weekday
        self.hour = hour
        self.attempted = attempted
        self.reached = reached
        self.replied = replied
        self.optedOut = optedOut
        self.succeeded = succeeded
    }

    /// Keys of JSON beside the counts.
    public struct Rates: Hashable, Sendable, Codable {
        public var response: Rate
        public var optOut: Rate
        public var success: Rate
    }

    public var rates: Rates {
        Rates(
            response: Rate(replied, of: reached),
            optOut: Rate(optedOut, of: reached),
            success: Rate(succeeded, of: reached)
        )
    }
}

extension HourFigures: Codable {
    private enum Key: String, CodingKey {
        case weekday, hour, attempted, reached, replied, optedOut, succeeded, rates
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func count(_ key: Key) throws -> Int { try container.decode(Int.self, forKey: key) }
        self.init(
            weekday: try count(.weekday),
            hour: try count(.hour),
            attempted: try count(.attempted),
            reached: try count(.reached),
            replied: try count(.replied),
            optedOut: try count(.optedOut),
            succeeded: try count(.succeeded)
        )
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(weekday, forKey: .weekday)
        try container.encode(hour, forKey: .hour)
        try container.encode(attempted, forKey: .attempted)
        try container.encode(reached, forKey: .reached)
        try container.encode(replied, forKey: .replied)
        try container.encode(optedOut, forKey: .optedOut)
        try container.encode(succeeded, forKey: .succeeded)
        try container.encode(rates, forKey: .rates)
    }
}
