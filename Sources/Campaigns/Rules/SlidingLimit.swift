/// At most so many segments in any stretch of time of that length, wherever it begins.
public struct SlidingLimit: Hashable, Sendable, Codable {
    /// Segments, 1 or more.
    public var count: Int
    public var seconds: Int64

    public init(count: Int, seconds: Int64) {
        self.count = count
        self.seconds = seconds
    }

    /// When the next segment may be handed over, given the time of the `count`-th last hand-over (nil when there were
    /// fewer). At that moment and later, no stretch of `seconds`, both its ends included, holds `count + 1` of them.
    public func nextAllowed(afterCountthLast handOver: Timestamp?, from now: Timestamp) -> Timestamp {
        guard count > 0 else { return Timestamp(milliseconds: .max) }
        guard let handOver else { return now }
        // The extra millisecond keeps a stretch that includes both its ends within the limit.
        let free = Timestamp(milliseconds: handOver.milliseconds + seconds * 1000 + 1)
        return max(now, free)
    }

    /// Whether one more segment may be handed over now.
    public func allows(afterCountthLast handOver: Timestamp?, at now: Timestamp) -> Bool {
        nextAllowed(afterCountthLast: handOver, from: now) <= now
    }
}
