/// How old something may be, as in `18 months`.
public struct AgeLimit: Hashable, Sendable, Codable {
    public let days: Int
    /// As it was written.
    public let text: String

    /// Of consents, where no policy says anything else: numbers change hands.
    public static let standard = AgeLimit(days: 548, text: "18 months")
    /// At most twenty years.
    public static let mostDays = 7305

    private init(days: Int, text: String) {
        self.days = days
        self.text = text
    }

    /// Reads `540 days`, `18 months` or `2 years`; a month has 30.4375 days.
    public init?(_ text: String) {
        let parts = text.lowercased().split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, let count = Int(parts[0]), (1...Self.mostDays).contains(count) else { return nil }
        let days: Int
        switch parts[1] {
        case "day", "days": days = count
        case "month", "months": days = (count * 487 + 8) / 16
        case "year", "years": days = (count * 1461 + 2) / 4
        default: return nil
        }
        guard days <= Self.mostDays else { return nil }
        self.init(days: days, text: parts.joined(separator: " "))
    }

    public var duration: Duration { .seconds(86_400 * Int64(days)) }
}
