/// A day on which nothing of campaigns leaves: once, every year, or counted from Easter.
public enum Holiday: Hashable, Sendable {
    case once(CivilDate)
    case yearly(month: Int, day: Int)
    /// Days after Easter Sunday of the Gregorian calendar; negative before it.
    case easter(Int)

    /// Reads `2026-12-24`, `12-25`, `easter`, `easter+1` and `easter-2`.
    public init?(_ text: some StringProtocol) {
        let text = String(text.filter { !$0.isWhitespace }).lowercased()
        if text.hasPrefix("easter") {
            let rest = text.dropFirst("easter".count)
            guard let days = rest.isEmpty ? 0 : Int(rest), rest.isEmpty || "+-".contains(rest.first ?? " "),
                (-100...100).contains(days)
            else { return nil }
            self = .easter(days)
        } else if let date = CivilDate(text) {
            self = .once(date)
        } else if text.utf8.count == 5, let date = CivilDate("2024-" + text) {
            // A leap year knows every day.
            self = .yearly(month: date.month, day: date.day)
        } else {
            return nil
        }
    }

    /// Whether it is that day.
    public func falls(on date: CivilDate) -> Bool {
        switch self {
        case .once(let day): day == date
        case .yearly(let month, let day): (date.month, date.day) == (month, day)
        // A hundred days before Easter may be in the year before.
        case .easter: dates(in: max(1, date.year)...min(9999, date.year + 1)).contains(date)
        }
    }

    /// Its days in those years.
    public func dates(in years: ClosedRange<Int>) -> [CivilDate] {
        switch self {
        case .once(let date): [date]
        case .yearly(let month, let day): years.compactMap { CivilDate(year: $0, month: month, day: day) }
        case .easter(let days): years.compactMap { Self.easterSunday(of: $0)?.adding(days: days) }
        }
    }

    /// By the method that J.-M. Oudin published in 1940.
    static func easterSunday(of year: Int) -> CivilDate? {
        let century = year / 100
        let golden = year % 19
        let correction = (century - 17) / 25
        var epact = (century - century / 4 - (century - correction) / 3 + 19 * golden + 15) % 30
        epact -= (epact / 28) * (1 - (29 / (epact + 1)) * ((21 - golden) / 11))
        let weekday = (year + year / 4 + epact + 2 - century + century / 4) % 7
        let offset = epact - weekday
        let month = 3 + (offset + 40) / 44
        return CivilDate(year: year, month: month, day: offset + 28 - 31 * (month / 4))
    }
}

extension Holiday: CustomStringConvertible {
    /// As ``init(_:)`` reads it.
    public var description: String {
        switch self {
        case .once(let date): date.description
        case .yearly(let month, let day):
            String(CivilDate(year: 2024, month: month, day: day)?.description.dropFirst(5) ?? "")
        case .easter(0): "easter"
        case .easter(let days): days > 0 ? "easter+\(days)" : "easter\(days)"
        }
    }
}

extension Holiday: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = Holiday(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a day such as 12-25")
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
