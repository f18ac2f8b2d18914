/// How long after the step before it (or, for the starter, after the start) a step is due.
public enum CampaignDelay: Hashable, Sendable {
    /// Real time: 60 minutes are an hour also when the clock is changed in between.
    case minutes(Int)
    /// Days of the calendar in the recipient's time zone: the same time of day, so many days later.
    case days(Int)

    /// The longest delay, in days.
    public static let maximumDays = 366

    public static let none = CampaignDelay.minutes(0)

    /// Reads `0`, `now`, `30 minutes`, `90m`, `2 hours`, `3 days`, `1 week`.
    public init?(_ text: some StringProtocol) {
        let text = String(text.filter { !$0.isWhitespace }).lowercased()
        if text == "0" || text == "now" {
            self = .none
            return
        }
        let digits = text.prefix { $0.isASCIIDigit }
        guard (1...6).contains(digits.count), let count = Int(digits) else { return nil }
        let delay: CampaignDelay
        switch text.dropFirst(digits.count) {
        case "m", "min", "minute", "minutes": delay = .minutes(count)
        case "h", "hour", "hours": delay = .minutes(count * 60)
        case "d", "day", "days": delay = .days(count)
        case "w", "week", "weeks": delay = .days(count * 7)
        default: return nil
        }
        guard delay.isWithinBounds else { return nil }
        self = delay
    }

    private var isWithinBounds: Bool {
        switch self {
        case .minutes(let count): (0...Self.maximumDays * 1440).contains(count)
        case .days(let count): (0...Self.maximumDays).contains(count)
        }
    }

    /// When the step is due. A time of day that the clock change of that day skips is moved to the first moment after it.
    public func due(after start: Timestamp, zone: ZoneRules) -> Timestamp {
        switch self {
        case .minutes(let count): return start + .seconds(60 * count)
        case .days(0): return start
        case .days(let count):
            var civil = zone.civilTime(at: start)
            civil.date = civil.date.adding(days: count)
            return zone.instant(of: civil)
        }
    }
}

extension CampaignDelay: CustomStringConvertible {
    /// As in `90 minutes`, readable by ``init(_:)``.
    public var description: String {
        switch self {
        case .minutes(let count) where count > 0 && count % 60 == 0: count == 60 ? "1 hour" : "\(count / 60) hours"
        case .minutes(let count): count == 1 ? "1 minute" : "\(count) minutes"
        case .days(let count): count == 1 ? "1 day" : "\(count) days"
        }
    }
}

extension CampaignDelay: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let delay = CampaignDelay(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "expected a delay such as 30 minutes, 2 hours or 3 days"
            )
        }
        self = delay
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
