/// Whether the wall clock can be believed. While it cannot, campaigns hold.
///
/// It cannot be believed when it shows a time before this program was written (a box without a battery starts in 1970),
/// and for a while after it jumped against the monotonic clock.
public struct ClockSanity: Hashable, Sendable {
    public enum Verdict: Hashable, Sendable {
        case sane
        /// The wall clock was never set.
        case neverSet
        /// It jumped by so much, and has not been steady for long enough since. Positive is forwards.
        case jumped(Duration)

        public var isSane: Bool { self == .sane }
    }

    /// No honest clock shows a time before this one: 2026-01-01T00:00:00Z.
    public static let earliest = Timestamp(seconds: 1_767_225_600)

    /// A change of more than this is a jump.
    public var tolerance: Duration
    /// How long the clock has to be steady after a jump.
    public var settling: Duration

    private var last: (wall: Timestamp, monotonic: Duration)?
    private var jump: Duration?
    private var steadySince: Duration = .zero

    public init(tolerance: Duration = .seconds(60), settling: Duration = .seconds(300)) {
        self.tolerance = tolerance
        self.settling = settling
    }

    /// Takes both clocks at one moment: `monotonic` counts from any fixed start, time spent asleep included.
    public mutating func observe(wall: Timestamp, monotonic: Duration) -> Verdict {
        if let last {
            let difference = (wall - last.wall) - (monotonic - last.monotonic)
            if difference > tolerance || difference < .zero - tolerance {
                jump = difference
                steadySince = monotonic
            }
        }
        last = (wall, monotonic)
        if let jump {
            guard monotonic - steadySince >= settling else { return wall < Self.earliest ? .neverSet : .jumped(jump) }
            self.jump = nil
        }
        return wall < Self.earliest ? .neverSet : .sane
    }

    /// A person has looked at the clock and says that it is right.
    public mutating func acknowledge() {
        jump = nil
    }

    public static func == (left: ClockSanity, right: ClockSanity) -> Bool {
        left.tolerance == right.tolerance && left.settling == right.settling && left.jump == right.jump
            && left.steadySince == right.steadySince && left.last?.wall == right.last?.wall
            && left.last?.monotonic == right.last?.monotonic
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(tolerance)
        hasher.combine(settling)
        hasher.combine(jump)
        hasher.combine(last?.wall)
    }
}
