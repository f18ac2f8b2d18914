/// The yearly clock changes of a POSIX TZ string such as `CET-1CEST,M3.5.0,M10.5.0/3` (POSIX.1, 8.3, with the wider
/// times of RFC 8536, 3.3.1).
struct PosixZoneRule: Hashable, Sendable {
    /// A day of the year on which the clock is changed.
    enum Day: Hashable, Sendable {
        /// 1 to 365; 29 February is never counted.
        case julian(Int)
        /// 0 to 365; 29 February is counted.
        case zeroBased(Int)
        /// Month, week (5 is the last one) and day of the week (0 is Sunday).
        case monthly(month: Int, week: Int, day: Int)
    }

    struct Change: Hashable, Sendable {
        var day: Day
        /// Seconds after the day's midnight by the clock that is in force before the change; may be negative.
        var time: Int
    }

    struct Summer: Hashable, Sendable {
        var offset: Int
        var start: Change
        var end: Change
    }

    /// Seconds east of universal time.
    let standardOffset: Int
    let summer: Summer?

    init?(_ text: String) {
        var reader = PosixZoneReader(text)
        guard let standard = reader.nameAndOffset() else { return nil }
        standardOffset = standard
        guard !reader.isAtEnd else {
            summer = nil
            return
        }
        guard reader.name() else { return nil }
        let offset = reader.offset() ?? standard + 3600
        guard reader.take(","), let start = reader.change(), reader.take(","), let end = reader.change(), reader.isAtEnd
        else { return nil }
        summer = Summer(offset: offset, start: start, end: end)
    }

    func offset(atSecond second: Int64) -> Int {
        guard summer != nil else { return standardOffset }
        let year = CivilTime(secondsSince1970: second + Int64(standardOffset)).date.year
        let last = changes(years: year - 1...year + 1).last { $0.at <= second }
        return last?.offset ?? standardOffset
    }

    func changes(from first: Int64, through last: Int64) -> [ZoneChange] {
        guard summer != nil, first <= last else { return [] }
        let years =
            CivilTime(secondsSince1970: first).date.year - 1...CivilTime(secondsSince1970: last).date.year + 1
        return changes(years: years).filter { $0.at >= first && $0.at <= last }
    }

    /// In order of time.
    private func changes(years: ClosedRange<Int>) -> [ZoneChange] {
        guard let summer else { return [] }
        var found: [ZoneChange] = []
        for year in years {
            guard let start = summer.start.second(in: year), let end = summer.end.second(in: year) else { continue }
            found.append(ZoneChange(at: start - Int64(standardOffset), offset: summer.offset))
            found.append(ZoneChange(at: end - Int64(summer.offset), offset: standardOffset))
        }
        return found.sorted { $0.at < $1.at }
    }
}

extension PosixZoneRule.Change {
    /// The moment of the change on the wall, in seconds since 1970.
    func second(in year: Int) -> Int64? {
        guard let newYear = CivilDate(year: year, month: 1, day: 1)?.daysSince1970 else { return nil }
        let number: Int
        switch day {
        case .julian(let count):
            number = newYear + count - 1 + (CivilDate.isLeap(year) && count >= 60 ? 1 : 0)
        case .zeroBased(let count):
            number = newYear + count
        case .monthly(let month, let week, let weekday):
            guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
            // 0 is Sunday here, and Monday in `Weekday`.
            let toFirst = (weekday + 6 - first.weekday.index) % 7
            let wanted = toFirst + (week - 1) * 7
            let length = CivilDate.length(ofMonth: month, year: year)
            number = first.daysSince1970 + (wanted < length ? wanted : wanted - 7)
        }
        return Int64(number) * 86_400 + Int64(time)
    }
}

private struct PosixZoneReader {
    private var rest: Substring

    init(_ text: String) {
        rest = text[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func nameAndOffset() -> Int? {
        guard name() else { return nil }
        return offset()
    }

    /// Three letters or more, or anything between `<` and `>`.
    mutating func name() -> Bool {
        if take("<") {
            guard let end = rest.firstIndex(of: ">") else { return false }
            rest = rest[rest.index(after: end)...]
            return true
        }
        let letters = rest.prefix { $0.isASCII && $0.isLetter }
        rest = rest.dropFirst(letters.count)
        return letters.count >= 3
    }

    /// POSIX counts west of Greenwich as positive; this returns seconds east.
    mutating func offset() -> Int? {
        time(hours: 24).map { -$0 }
    }

    mutating func change() -> PosixZoneRule.Change? {
        let day: PosixZoneRule.Day
        if take("J") {
            guard let count = number(1...365) else { return nil }
            day = .julian(count)
        } else if take("M") {
            guard let month = number(1...12), take("."), let week = number(1...5), take("."),
                let weekday = number(0...6)
            else { return nil }
            day = .monthly(month: month, week: week, day: weekday)
        } else {
            guard let count = number(0...365) else { return nil }
            day = .zeroBased(count)
        }
        guard take("/") else { return PosixZoneRule.Change(day: day, time: 2 * 3600) }
        guard let time = time(hours: 167) else { return nil }
        return PosixZoneRule.Change(day: day, time: time)
    }

    mutating func take(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func time(hours limit: Int) -> Int? {
        let sign = take("-") ? -1 : 1
        if sign == 1 { _ = take("+") }
        guard let hours = number(0...limit) else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] where take(":") {
            guard let value = number(0...59) else { return nil }
            seconds += value * unit
        }
        return sign * seconds
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { $0.isASCIIDigit }
        guard (1...3).contains(digits.count), let value = Int(digits), range.contains(value) else { return nil }
        rest = rest.dropFirst(digits.count)
        return value
    }
}
