/// The month of a SIM's bill: it begins at midnight of one day of the month, by the clock of one time zone.
public struct BillingMonth: Hashable, Sendable, Codable {
    /// 1 to 28, so that every month has it.
    public let day: Int
    /// A name of the zone data.
    public let zone: String

    /// Nil for another day.
    public init?(day: Int, zone: String = "UTC") {
        guard Self.days.contains(day) else { return nil }
        self.day = day
        self.zone = zone
    }

    public static let days = 1...28

    /// The month that holds the moment: its first moment, and the first one after it.
    public func bounds(at time: Timestamp, zone: ZoneRules) -> Range<Timestamp> {
        let today = zone.civilTime(at: time).date
        var first = CivilDate(year: today.year, month: today.month, day: day) ?? today
        if first > today { first = Self.month(before: first) }
        return zone.start(of: first)..<zone.start(of: Self.month(after: first))
    }

    private static func month(after date: CivilDate) -> CivilDate {
        CivilDate(year: date.month == 12 ? date.year + 1 : date.year, month: date.month % 12 + 1, day: date.day) ?? date
    }

    private static func month(before date: CivilDate) -> CivilDate {
        CivilDate(year: date.month == 1 ? date.year - 1 : date.year, month: (date.month + 10) % 12 + 1, day: date.day)
            ?? date
    }
}
