/// What a clock on the wall shows: a day and a time of day, without a time zone.
public struct CivilTime: Hashable, Comparable, Sendable {
    public var date: CivilDate
    /// Seconds since the day's midnight, 0 to 86,399.
    public let secondOfDay: Int

    /// Nil when there is no such time of day. `24:00` is written as `00:00` of the next day.
    public init?(date: CivilDate, hour: Int, minute: Int, second: Int = 0) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        self.date = date
        secondOfDay = hour * 3600 + minute * 60 + second
    }

    /// Minutes may be 1440 and more: the day is moved on accordingly.
    public init(date: CivilDate, minute: Int) {
        self.init(secondsSince1970: Int64(date.daysSince1970) * 86_400 + Int64(minute) * 60)
    }

    /// Seconds since 1970-01-01T00:00:00 on that clock.
    init(secondsSince1970 seconds: Int64) {
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        date = CivilDate(daysSince1970: Int(days))
        secondOfDay = Int(seconds - days * 86_400)
    }

    /// Seconds since 1970-01-01T00:00:00 on that clock.
    var secondsSince1970: Int64 {
        Int64(date.daysSince1970) * 86_400 + Int64(secondOfDay)
    }

    public var hour: Int { secondOfDay / 3600 }
    public var minute: Int { secondOfDay / 60 % 60 }
    public var second: Int { secondOfDay % 60 }
    /// Minutes since the day's midnight.
    public var minuteOfDay: Int { secondOfDay / 60 }

    public static func < (left: CivilTime, right: CivilTime) -> Bool {
        (left.date, left.secondOfDay) < (right.date, right.secondOfDay)
    }
}

extension CivilTime: CustomStringConvertible {
    /// As in `2026-12-24 09:30`, with seconds where there are any.
    public var description: String {
        let time = "\(date) \(padded(hour, to: 2)):\(padded(minute, to: 2))"
        return second == 0 ? time : time + ":" + padded(second, to: 2)
    }
}
