/// A new SIM that sends hundreds of messages on its first day looks like fraud to its operator: so it begins with few and
/// sends more every day.
public struct WarmUp: Hashable, Sendable, Codable {
    /// Segments on the first day, 1 or more.
    public var start: Int
    /// Each day has so many times as many as the day before, in hundredths: 150 is half as many again; 100 to 1000.
    public var percent: Int

    public init(start: Int = 20, percent: Int = 150) {
        self.start = start
        self.percent = percent
    }

    /// What may be sent within 24 hours on a day; 0 is the day that began with the SIM's first segment.
    public func cap(onDay day: Int, most: Int?) -> Int {
        let most = most ?? Self.plenty
        var cap = Double(max(start, 1))
        for _ in 0..<min(max(day, 0), Self.longest) where cap < Double(most) { cap *= Double(max(percent, 100)) / 100 }
        return min(most, Int(min(cap, Double(Self.plenty))))
    }

    /// The day of the warm-up, from 0, and when the next one begins.
    public func day(at now: Timestamp, firstUse: Timestamp) -> (index: Int, next: Timestamp) {
        let length = SlidingLimit.day * 1000
        let index = max(0, now.milliseconds - firstUse.milliseconds) / length
        return (Int(index), Timestamp(milliseconds: firstUse.milliseconds + (index + 1) * length))
    }

    private static let plenty = 1_000_000_000
    /// Days after which nothing grows any more.
    private static let longest = 3660
}
