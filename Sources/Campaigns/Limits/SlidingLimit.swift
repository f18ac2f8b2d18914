/// At most so many in any stretch of time of that length, wherever it begins.
public struct SlidingLimit: Hashable, Sendable, Codable {
    /// Segments, or messages; 1 or more.
    public var count: Int
    public var seconds: Int64

    public init(count: Int, seconds: Int64) {
        self.count = count
        self.seconds = seconds
    }

    /// Seconds of a day, and of the 30 days that a month is.
    public static let day: Int64 = 86_400
    public static let month: Int64 = 30 * 86_400

    /// When the next one may be handed over, given the time of the `count`-th last hand-over (nil when there were
    /// fewer). At that moment and later, no stretch of `seconds`, both its ends included, holds `count + 1` of them.
    public func nextAllowed(afterCountthLast handOver: Timestamp?, from now: Timestamp) -> Timestamp {
        guard count > 0 else { return Timestamp(milliseconds: .max) }
        guard let handOver else { return now }
        // The extra millisecond keeps a stretch that includes both its ends within the limit.
        let free = Timestamp(milliseconds: handOver.milliseconds + seconds * 1000 + 1)
        return max(now, free)
    }

    /// Whether one more may be handed over now.
    public func allows(afterCountthLast handOver: Timestamp?, at now: Timestamp) -> Bool {
        nextAllowed(afterCountthLast: handOver, from: now) <= now
    }
}

extension SlidingLimit: CustomStringConvertible {
    /// For people: `200 a day`, `5 in 15 minutes`, `one in 3 s`.
    public var description: String {
        switch seconds {
        case 1: "\(count) a second"
        case 60: "\(count) a minute"
        case 3600: "\(count) an hour"
        case Self.day: "\(count) a day"
        default: (count == 1 ? "one" : "\(count)") + " in " + stretch
        }
    }

    private var stretch: String {
        for (size, name) in [(Self.day, "days"), (3600, "hours"), (60, "minutes")] where seconds % size == 0 {
            return "\(seconds / size) \(name)"
        }
        return "\(seconds) s"
    }
}
