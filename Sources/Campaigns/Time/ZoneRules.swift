/// The clock changes of one time zone: what to add to universal time to get the time on the wall, at any moment.
///
/// Read from a TZif file (RFC 8536) of the system's zone data, so that a new law needs no new program. Clock changes
/// after the last one in the file follow the file's POSIX TZ rule.
public struct ZoneRules: Hashable, Sendable {
    /// The name in the zone data, such as `Europe/Berlin`.
    public let identifier: String
    /// In force before the first change, in seconds east of universal time.
    let firstOffset: Int
    /// In order of time.
    let changes: [ZoneChange]
    /// For moments after the last change; nil means that the last offset stays.
    let rule: PosixZoneRule?

    init(identifier: String, firstOffset: Int, changes: [ZoneChange], rule: PosixZoneRule?) {
        self.identifier = identifier
        self.firstOffset = firstOffset
        self.changes = changes
        self.rule = rule
    }

    /// Universal time: no clock changes.
    public static let utc = ZoneRules(identifier: "UTC", firstOffset: 0, changes: [], rule: nil)

    /// Seconds to add to universal time at that moment; positive east of Greenwich.
    public func offset(at time: Timestamp) -> Int {
        offset(atSecond: time.seconds)
    }

    /// What the clock on the wall shows at that moment.
    public func civilTime(at time: Timestamp) -> CivilTime {
        CivilTime(secondsSince1970: time.seconds + Int64(offset(at: time)))
    }

    /// The moment at which the clock on the wall shows that time.
    ///
    /// A time that a clock change skips stands for the first moment after the gap; one that occurs twice for its first
    /// occurrence.
    public func instant(of civil: CivilTime) -> Timestamp {
        let wall = civil.secondsSince1970
        let near = changes(from: wall - Self.reach, through: wall + Self.reach)
        let offsets = [offset(atSecond: wall - Self.reach)] + near.map(\.offset)
        let exact = offsets.map { wall - Int64($0) }.filter { $0 + Int64(offset(atSecond: $0)) == wall }.min()
        if let exact { return Timestamp(seconds: exact) }
        var before = offsets[0]
        for change in near {
            if change.at + Int64(before) <= wall, wall < change.at + Int64(change.offset) {
                return Timestamp(seconds: change.at)
            }
            before = change.offset
        }
        return Timestamp(seconds: wall - Int64(offset(atSecond: wall)))
    }

    /// The first moment of that day.
    public func start(of date: CivilDate) -> Timestamp {
        instant(of: CivilTime(date: date, minute: 0))
    }

    /// The next time at which the clock is changed, after the moment and within two years.
    public func nextChange(after time: Timestamp) -> Timestamp? {
        changes(from: time.seconds + 1, through: time.seconds + 2 * 366 * 86_400).first
            .map { Timestamp(seconds: $0.at) }
    }

    /// No two offsets of a zone are further apart than this, a day that was left out included.
    private static let reach: Int64 = 50 * 3600

    private func offset(atSecond second: Int64) -> Int {
        guard let last = changes.last, second < last.at else {
            return rule?.offset(atSecond: second) ?? changes.last?.offset ?? firstOffset
        }
        let index = firstIndex(after: second)
        return index == 0 ? firstOffset : changes[index - 1].offset
    }

    /// The changes within the closed range, those of the rule included.
    private func changes(from first: Int64, through last: Int64) -> [ZoneChange] {
        var found = Array(changes[firstIndex(after: first - 1)..<firstIndex(after: last)])
        guard let rule else { return found }
        let known = changes.last?.at ?? .min
        if last > known {
            found += rule.changes(from: max(first, known == .min ? first : known + 1), through: last)
        }
        return found
    }

    private func firstIndex(after second: Int64) -> Int {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].at <= second { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// From `at` (seconds since 1970) the offset holds.
struct ZoneChange: Hashable, Sendable {
    var at: Int64
    var offset: Int
}
