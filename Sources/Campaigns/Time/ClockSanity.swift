/// Whether the wall clock can be believed. While it cannot, campaigns hold.
///
/// It cannot be believed when it shows a time before this program was written (a box without a battery starts in 1970),
/// for a while after it jumped against the monotonic clock, and when the system has said for long that no time server
/// keeps it.
public struct ClockSanity: Hashable, Sendable {
    public enum Verdict: Hashable, Sendable {
        case sane
        /// The wall clock was never set.
        case neverSet
        /// It jumped by so much, and has not been steady for long enough since. Positive is forwards.
        case jumped(Duration)
        /// No time server has kept it for so long.
        case unsynchronised(for: Duration)

        public var isSane: Bool { self == .sane }
    }

    /// No honest clock shows a time before this one: 2026-01-01T00:00:00Z.
    public static let earliest = Timestamp(seconds: 1_767_225_600)

    /// A change of more than this is a jump.
    public var tolerance: Duration
    /// How long the clock has to be steady after a jump.
    public var settling: Duration
    /// For so long a clock is believed that no time server keeps; `nil`: for ever.
    public var unkept: Duration?

    private var last: (wall: Timestamp, monotonic: Duration)?
    private var jump: Duration?
    private var steadySince: Duration = .zero
    private var unkeptSince: Duration?

    public init(
        tolerance: Duration = .seconds(60),
        settling: Duration = .seconds(300),
        unkept: Duration? = nil
    ) {
        self.tolerance = tolerance
        self.settling = settling
        self.unkept = unkept
    }

    /// Takes both clocks at one moment: `monotonic` counts from any fixed start, time spent asleep included. `isKept` is
    /// whether the system says that a time server keeps the clock; `nil` where it says nothing.
    public mutating func observe(wall: Timestamp, monotonic: Duration, isKept: Bool? = nil) -> Verdict {
        if let last {
            let difference = (wall - last.wall) - (monotonic - last.monotonic)
            if difference > tolerance || difference < .zero - tolerance {
                jump = difference
                steadySince = monotonic
            }
        }
        last = (wall, monotonic)
        unkeptSince = isKept == false ? unkeptSince ?? monotonic : nil
        if let jump {
            guard monotonic - steadySince >= settling else { return wall < Self.earliest ? .neverSet : .jumped(jump) }
            self.jump = nil
        }
        if wall < Self.earliest { return .neverSet }
        if let unkept, let unkeptSince, monotonic - unkeptSince >= unkept {
            return .unsynchronised(for: monotonic - unkeptSince)
        }
        return .sane
    }

    /// A person has looked at the clock and says that it is right.
    public mutating func acknowledge() {
        jump = nil
    }

    public static func == (left: ClockSanity, right: ClockSanity) -> Bool {
        left.tolerance == right.tolerance && left.settling == right.settling && left.unkept == right.unkept
            && left.jump == right.jump && left.steadySince == right.steadySince && left.unkeptSince == right.unkeptSince
            && left.last?.wall == right.last?.wall && left.last?.monotonic == right.last?.monotonic
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(tolerance)
        hasher.combine(settling)
        hasher.combine(jump)
        hasher.combine(last?.wall)
    }
}

extension ClockSanity.Verdict {
    /// Such as `3 days`, or `-2 hours` where it was set back.
    private static func words(_ time: Duration) -> String {
        let seconds = time.components.seconds
        let units: [(Int64, String)] = [(86_400, "day"), (3600, "hour"), (60, "minute")]
        for (size, name) in units where abs(seconds) >= 2 * size { return "\(seconds / size) \(name)s" }
        return "\(seconds) seconds"
    }

    /// What is wrong and what to do, for people; nil where the clock can be believed.
    public var problem: String? {
        switch self {
        case .sane: nil
        case .neverSet:
            "the clock was never set: set it with `timedatectl set-time`, or connect a time server"
        case .jumped(let by):
            "the clock jumped by \(Self.words(by)): campaigns wait until it has been steady for five minutes"
        case .unsynchronised(let time):
            "no time server has kept the clock for \(time.components.seconds / 3600) hours: see `timedatectl`, or say "
                + "`clock_sync: never` under timing where there is none"
        }
    }
}
