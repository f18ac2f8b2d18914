/// When a step is due: so long after the step before it (or, for the starter, after the start), or at a date.
public enum CampaignDelay: Hashable, Sendable {
    /// Real time: 60 minutes are an hour also when the clock is changed in between.
    case minutes(Int)
    /// Days of the calendar in the recipient's time zone: the same time of day, so many days later.
    case days(Int)
    /// The same, counting Monday to Friday without the window's excluded days.
    case businessDays(Int)
    /// A moment by the window's clock. `minute` counts from midnight; without it, the first open moment of that day.
    case date(CivilDate, minute: Int?)

    /// The longest delay, in days.
    public static let maximumDays = 366

    public static let none = CampaignDelay.minutes(0)

    /// When the step is due, after `start`. A time of day that the clock change of that day skips is moved to the first
    /// moment after it. `window` is the step's, `zone` the one on whose clock it is read. A date may lie before `start`.
    public func due(after start: Timestamp, zone: ZoneRules, window: SendingWindow = .always) -> Timestamp {
        switch self {
        case .minutes(let count): return start + .seconds(60 * count)
        case .days(0), .businessDays(0): return start
        case .days(let count): return move(start, in: zone) { $0.adding(days: count) }
        case .businessDays(let count): return move(start, in: zone) { window.businessDay(count, after: $0) }
        case .date(let date, let minute?): return zone.instant(of: CivilTime(date: date, minute: minute))
        case .date(let date, nil):
            let midnight = zone.start(of: date)
            return window.nextOpening(from: midnight, zone: zone) ?? midnight
        }
    }

    /// The same time of day on another day.
    private func move(_ start: Timestamp, in zone: ZoneRules, _ change: (CivilDate) -> CivilDate) -> Timestamp {
        var civil = zone.civilTime(at: start)
        civil.date = change(civil.date)
        return zone.instant(of: civil)
    }

    /// Whether it names a date, and no time after something else.
    public var isDate: Bool {
        if case .date = self { true } else { false }
    }
}

extension SendingWindow {
    /// The `count`-th business day after a day: Monday to Friday, excluded days left out.
    func businessDay(_ count: Int, after day: CivilDate) -> CivilDate {
        var day = day
        var left = count
        // Each excluded day costs a look, and so do the weekends between.
        for _ in 0..<2 * (CampaignDelay.maximumDays + Self.maximumExclusions) where left > 0 {
            day = day.adding(days: 1)
            if Weekdays.mondayToFriday.contains(day.weekday), !excludes(day) { left -= 1 }
        }
        return day
    }
}
