import Campaigns
import Testing

@Suite
struct SlidingLimitTests {
    /// No stretch of time, wherever it begins, holds more than the limit, however the wishes to send fall.
    @Test(arguments: 0..<40)
    func noStretchHoldsMoreThanTheLimit(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let limits = RateLimits(
            perMinute: Int.random(in: 1...8, using: &generator),
            perHour: Int.random(in: 5...60, using: &generator),
            perDay: Int.random(in: 20...200, using: &generator),
            spacing: Int.random(in: 0...5, using: &generator)
        )
        var sent: [Timestamp] = []
        var now = Timestamp(seconds: 1_790_000_000)
        for _ in 0..<600 {
            now += .milliseconds(
                Int64.random(in: 0...(Bool.random(using: &generator) ? 500 : 120_000), using: &generator)
            )
            let next = limits.nextAllowed(from: now) { sent.count >= $0 ? sent[sent.count - $0] : nil }
            if next <= now {
                sent.append(now)
            } else if Int.random(in: 0..<4, using: &generator) == 0 {
                now = next
                sent.append(now)
            }
        }
        for limit in limits.sliding {
            for index in sent.indices.dropFirst(limit.count) {
                let stretch = sent[index] - sent[index - limit.count]
                #expect(stretch > .seconds(limit.seconds), "seed \(seed): \(limit.count + 1) within \(stretch)")
            }
        }
        #expect(sent.count > 20, "seed \(seed): hardly anything was sent")
    }

    @Test
    func theLimitIsUsedUp() {
        let limit = SlidingLimit(count: 3, seconds: 60)
        let start = Timestamp(seconds: 1000)
        #expect(limit.nextAllowed(afterCountthLast: nil, from: start) == start)
        #expect(limit.nextAllowed(afterCountthLast: start, from: start) == Timestamp(milliseconds: 1_060_001))
        #expect(!limit.allows(afterCountthLast: start, at: Timestamp(seconds: 1060)))
        #expect(limit.allows(afterCountthLast: start, at: Timestamp(milliseconds: 1_060_001)))
        #expect(!SlidingLimit(count: 0, seconds: 60).allows(afterCountthLast: nil, at: start))
    }

    @Test
    func jitterOnlyMakesWaitsLonger() {
        var generator = SeededGenerator(seed: 3)
        var seen: [Duration] = []
        for _ in 0..<200 { seen.append(RateLimits.line.jittered(.seconds(10), using: &generator)) }
        #expect(seen.allSatisfy { $0 >= .seconds(10) && $0 <= .seconds(14) })
        #expect(seen.contains { $0 > .seconds(13) })
        #expect(RateLimits.unlimited.jittered(.seconds(10), using: &generator) == .seconds(10))
    }
}
