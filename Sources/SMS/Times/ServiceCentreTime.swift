/// A moment as a service centre writes it: local time with its offset from UTC (3GPP TS 23.040 clause 9.2.3.11).
///
/// Years are 1970 to 2069: two digits from 70 on are 19xx.
public struct ServiceCentreTime: Hashable, Sendable {
    /// 1970 to 2069.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int
    /// 0 to 23.
    public let hour: Int
    /// 0 to 59.
    public let minute: Int
    /// 0 to 59.
    public let second: Int
    /// Local time minus UTC in quarters of an hour, -79 to 79.
    public let quarterHours: Int

    /// Local time; `nil` where there is no such day or time, or a value is out of its range.
    public init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, quarterHours: Int) {
        guard 1970...2069 ~= year, 1...12 ~= month, day >= 1, day <= Self.days(inMonth: month, year: year),
            0...23 ~= hour, 0...59 ~= minute, 0...59 ~= second, -79...79 ~= quarterHours
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.quarterHours = quarterHours
    }

    /// A moment of UTC, shown with an offset. The offset is brought to -79 to 79, and a local time outside of 1970 to
    /// 2069 to the nearest one inside.
    public init(unixSeconds: Int64, quarterHours: Int) {
        let quarters = min(79, max(-79, quarterHours))
        let (shifted, overflow) = unixSeconds.addingReportingOverflow(Int64(quarters) * 900)
        let local = overflow ? unixSeconds : shifted
        let bounded = Int(min(Self.lastLocalSecond, max(0, local)))
        var days = bounded / 86_400
        var year = 1970
        while days >= Self.days(inYear: year) {
            days -= Self.days(inYear: year)
            year += 1
        }
        var month = 1
        while days >= Self.days(inMonth: month, year: year) {
            days -= Self.days(inMonth: month, year: year)
            month += 1
        }
        self.year = year
        self.month = month
        day = days + 1
        hour = bounded / 3600 % 24
        minute = bounded / 60 % 60
        second = bounded % 60
        self.quarterHours = quarters
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    public var unixSeconds: Int64 {
        var days = 365 * (year - 1970) + (year - 1969) / 4
        for earlier in 1..<month {
            days += Self.days(inMonth: earlier, year: year)
        }
        days += day - 1
        return Int64(days * 86_400 + hour * 3600 + minute * 60 + second - quarterHours * 900)
    }

    /// 23:59:59 on the last day of 2069, counted from 1970 without an offset.
    private static let lastLocalSecond: Int64 = 3_155_759_999

    /// From 1970 to 2069 each fourth year is a leap year; 2000 was one.
    private static func days(inYear year: Int) -> Int { year % 4 == 0 ? 366 : 365 }

    private static func days(inMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension ServiceCentreTime: CustomStringConvertible {
    /// As `2011-02-28T11:50:50-05:00`.
    public var description: String {
        let offset = abs(quarterHours) * 15
        var text: [UInt8] = []
        text.reserveCapacity(25)
        Self.append(year / 100, to: &text)
        Self.append(year % 100, to: &text)
        for (separator, value) in [("-", month), ("-", day), ("T", hour), (":", minute), (":", second)] {
            text.append(contentsOf: separator.utf8)
            Self.append(value, to: &text)
        }
        text.append(UInt8(ascii: quarterHours < 0 ? "-" : "+"))
        Self.append(offset / 60, to: &text)
        text.append(UInt8(ascii: ":"))
        Self.append(offset % 60, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private static func append(_ value: Int, to text: inout [UInt8]) {
        text.append(UInt8(truncatingIfNeeded: 0x30 + value / 10 % 10))
        text.append(UInt8(truncatingIfNeeded: 0x30 + value % 10))
    }
}
