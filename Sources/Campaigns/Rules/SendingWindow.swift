/// The days and times at which messages may be sent.
///
/// It is a set of half-open intervals of real time, found by laying the spans on the calendar of a time zone: a start or
/// end that a clock change skips is moved to the first moment after the gap, one that occurs twice counts at its first
/// occurrence. So a window opens once a day at most, also on the days on which the clock is changed.
public struct SendingWindow: Hashable, Sendable {
    public let spans: [WindowSpan]
    /// Days on which it stays closed from midnight to midnight, in order.
    public let exclusions: [CivilDate]
    /// Days of every year on which it stays closed.
    public let holidays: [Holiday]

    /// More spans or exclusions than the bounds make it nil, as does a window without spans, which would never open.
    public init?(spans: [WindowSpan], exclusions: [CivilDate] = [], holidays: [Holiday] = []) {
        guard !spans.isEmpty, spans.count <= Self.maximumSpans,
            exclusions.count + holidays.count <= Self.maximumExclusions
        else { return nil }
        self.spans = spans
        self.exclusions = exclusions.sorted()
        self.holidays = holidays
    }

    private init(always: Void) {
        (spans, exclusions, holidays) = ([.always], [], [])
    }

    /// Open at any time.
    public static let always = SendingWindow(always: ())

    /// Closed on those days, and open at any other time; nil with more of them than the bound.
    public static func except(_ days: [Holiday]) -> SendingWindow? {
        let (dates, others) = Holiday.split(days)
        return SendingWindow(spans: [.always], exclusions: dates, holidays: others)
    }

    /// All days on which it stays closed: dates first, then what comes every year.
    public var closedDays: [Holiday] { exclusions.map(Holiday.once) + holidays }

    public static let maximumSpans = 64
    public static let maximumExclusions = 1000

    /// Whether it is open at that moment, for someone who lives in that zone.
    public func isOpen(at time: Timestamp, zone: ZoneRules) -> Bool {
        isAlwaysOpen || intervals(around: time, days: 1, zone: zone).contains { $0.contains(time) }
    }

    /// Whether it is open at some time of that day. A change of the clock can leave nothing of its hours.
    public func opens(on day: CivilDate, zone: ZoneRules = .utc) -> Bool {
        isAlwaysOpen || !intervals(on: day, zone: zone).isEmpty
    }

    /// The first moment from `time` on at which it is open: `time` itself when it is open then. Nil when it does not
    /// open within ``searchDays`` days.
    public func nextOpening(from time: Timestamp, zone: ZoneRules) -> Timestamp? {
        if isAlwaysOpen { return time }
        var day = zone.civilTime(at: time).date.adding(days: -1)
        for _ in 0...Self.searchDays {
            let next = intervals(on: day, zone: zone).filter { $0.upperBound > time }.map(\.lowerBound).min()
            if let next { return max(next, time) }
            day = day.adding(days: 1)
        }
        return nil
    }

    /// When the interval that is open at `time` closes; spans that touch count as one. Nil when it is closed at `time`,
    /// or never closes. What stays open for longer than ``lookaheadDays`` days is said to close then.
    public func closing(after time: Timestamp, zone: ZoneRules) -> Timestamp? {
        if isAlwaysOpen { return nil }
        let today = zone.civilTime(at: time).date
        var closes: Timestamp?
        for offset in -1...Self.lookaheadDays {
            let day = today.adding(days: offset)
            for piece in intervals(on: day, zone: zone).sorted(by: { $0.lowerBound < $1.lowerBound }) {
                if let end = closes, piece.lowerBound <= end {
                    closes = max(end, piece.upperBound)
                } else if closes == nil, piece.contains(time) {
                    closes = piece.upperBound
                }
            }
            // What the next days have begins at their midnights.
            if let closes, closes < zone.start(of: day.adding(days: 1)) { return closes }
        }
        return closes
    }

    /// How far ahead an opening is looked for, in days.
    public static let searchDays = 400
    /// How far ahead a closing is looked for, in days.
    public static let lookaheadDays = 8

    private var isAlwaysOpen: Bool {
        exclusions.isEmpty && holidays.isEmpty && spans.contains(.always)
    }

    /// The open intervals from the day before `time` to `days` days after it, merged and in order.
    private func intervals(around time: Timestamp, days: Int, zone: ZoneRules) -> [Range<Timestamp>] {
        let today = zone.civilTime(at: time).date
        var merged: [Range<Timestamp>] = []
        let pieces = (-1...days).flatMap { intervals(on: today.adding(days: $0), zone: zone) }
        for piece in pieces.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, piece.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, piece.upperBound)
            } else {
                merged.append(piece)
            }
        }
        return merged
    }

    /// What is open between the day's two midnights.
    private func intervals(on day: CivilDate, zone: ZoneRules) -> [Range<Timestamp>] {
        guard !excludes(day) else { return [] }
        let (today, yesterday) = (day.weekday, day.adding(days: -1).weekday)
        var found: [Range<Timestamp>] = []
        func add(_ start: Int, _ end: Int) {
            let opens = zone.instant(of: CivilTime(date: day, minute: start))
            let closes = zone.instant(of: CivilTime(date: day, minute: end))
            if opens < closes { found.append(opens..<closes) }
        }
        for span in spans {
            if span.weekdays.contains(today) {
                add(span.startMinute, span.crossesMidnight ? 1440 : span.endMinute)
            }
            if span.crossesMidnight, span.weekdays.contains(yesterday) {
                add(0, span.endMinute)
            }
        }
        return found
    }

    /// Whether it stays closed on that day, whatever the hour.
    func excludes(_ day: CivilDate) -> Bool {
        var (low, high) = (0, exclusions.count)
        while low < high {
            let middle = (low + high) / 2
            if exclusions[middle] < day { low = middle + 1 } else { high = middle }
        }
        if low < exclusions.count, exclusions[low] == day { return true }
        return holidays.contains { $0.falls(on: day) }
    }
}

extension Holiday {
    /// Single dates, and what comes every year.
    static func split(_ days: [Holiday]) -> (dates: [CivilDate], others: [Holiday]) {
        var (dates, others): ([CivilDate], [Holiday]) = ([], [])
        for day in days {
            if case .once(let date) = day { dates.append(date) } else { others.append(day) }
        }
        return (dates, others)
    }
}

/// What was stored before windows had holidays has none.
extension SendingWindow: Codable {
    private enum CodingKeys: String, CodingKey { case spans, exclusions, holidays }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        spans = try container.decode([WindowSpan].self, forKey: .spans)
        exclusions = try container.decode([CivilDate].self, forKey: .exclusions)
        holidays = try container.decodeIfPresent([Holiday].self, forKey: .holidays) ?? []
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(spans, forKey: .spans)
        try container.encode(exclusions, forKey: .exclusions)
        if !holidays.isEmpty { try container.encode(holidays, forKey: .holidays) }
    }
}
