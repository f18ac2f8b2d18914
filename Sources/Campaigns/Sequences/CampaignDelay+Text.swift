extension CampaignDelay {
    /// Reads `0`, `now`, `30 minutes`, `90m`, `2 hours`, `3 days`, `1 week`, `2 business days`.
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
        case "bd", "businessday", "businessdays", "workingday", "workingdays": delay = .businessDays(count)
        default: return nil
        }
        guard delay.isWithinBounds else { return nil }
        self = delay
    }

    /// Reads a date, `2026-12-01`, or a date with a time of day, `2026-12-01 10:00`.
    public init?(date text: some StringProtocol) {
        let parts = text.trimmingWhitespace().split(omittingEmptySubsequences: true) { $0 == " " || $0 == "T" }
        guard (1...2).contains(parts.count), let date = CivilDate(parts[0]) else { return nil }
        guard parts.count == 2 else {
            self = .date(date, minute: nil)
            return
        }
        let time = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(time.count), time.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isASCIIDigit) }),
            time.count == 2 || time[2] == "00", let hour = Int(time[0]), let minute = Int(time[1]),
            CivilTime(date: date, hour: hour, minute: minute) != nil
        else { return nil }
        self = .date(date, minute: hour * 60 + minute)
    }

    private var isWithinBounds: Bool {
        switch self {
        case .minutes(let count): (0...Self.maximumDays * 1440).contains(count)
        case .days(let count), .businessDays(let count): (0...Self.maximumDays).contains(count)
        case .date: true
        }
    }
}

extension CampaignDelay: CustomStringConvertible {
    /// As in `90 minutes` or `2026-12-01 10:00`, readable by ``init(_:)`` or ``init(date:)``.
    public var description: String {
        switch self {
        case .minutes(let count) where count > 0 && count % 60 == 0: count == 60 ? "1 hour" : "\(count / 60) hours"
        case .minutes(let count): count == 1 ? "1 minute" : "\(count) minutes"
        case .days(let count): count == 1 ? "1 day" : "\(count) days"
        case .businessDays(let count): count == 1 ? "1 business day" : "\(count) business days"
        case .date(let date, nil): date.description
        case .date(let date, let minute?): CivilTime(date: date, minute: minute).description
        }
    }
}

extension CampaignDelay: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let delay = CampaignDelay(text) ?? CampaignDelay(date: text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "expected a delay such as 30 minutes, 2 hours or 3 days, or a date"
            )
        }
        self = delay
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
