import Campaigns
import Testing

@Suite
struct LineLimitTests {
    static let months: [(Int, String, String, String, String)] = [
        (1, "UTC", "2026-02-10T12:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"),
        (15, "UTC", "2026-02-10T12:00:00Z", "2026-01-15T00:00:00Z", "2026-02-15T00:00:00Z"),
        (15, "UTC", "2026-02-15T00:00:00Z", "2026-02-15T00:00:00Z", "2026-03-15T00:00:00Z"),
        (28, "UTC", "2026-01-05T12:00:00Z", "2025-12-28T00:00:00Z", "2026-01-28T00:00:00Z"),
        (28, "UTC", "2026-12-31T12:00:00Z", "2026-12-28T00:00:00Z", "2027-01-28T00:00:00Z"),
        // By the clock of the operator: it is the first there already.
        (1, "Europe/Paris", "2026-06-30T22:30:00Z", "2026-06-30T22:00:00Z", "2026-07-31T22:00:00Z"),
        // A month in which the clock is changed.
        (1, "Europe/Paris", "2026-03-15T12:00:00Z", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z"),
    ]

    @Test(arguments: months)
    func monthsOfABill(day: Int, zone: String, now: String, begins: String, ends: String) throws {
        let bounds = try #require(BillingMonth(day: day, zone: zone)).bounds(at: instant(now), zone: zones.rules(zone))
        #expect(bounds == (try instant(begins))..<(try instant(ends)))
    }

    @Test
    func everyMonthHasTheDay() {
        #expect(BillingMonth(day: 0) == nil && BillingMonth(day: 29) == nil && BillingMonth(day: 28) != nil)
    }

    @Test
    func aSIMWarmsUpDayByDay() throws {
        let warmUp = WarmUp(start: 20, percent: 150)
        #expect((0...6).map { warmUp.cap(onDay: $0, most: 200) } == [20, 30, 45, 67, 101, 151, 200])
        #expect(warmUp.cap(onDay: 100_000, most: nil) == 1_000_000_000)
        #expect(WarmUp(start: 5, percent: 100).cap(onDay: 1000, most: 200) == 5)
        let first = try instant("2026-06-01T17:30:00Z")
        let day = warmUp.day(at: first + .seconds(86_399), firstUse: first)
        #expect(day.index == 0 && day.next == first + .seconds(86_400))
        #expect(warmUp.day(at: first + .seconds(86_400), firstUse: first).index == 1)
        // A clock that was set back is no day before the first.
        #expect(warmUp.day(at: first - .seconds(99_999), firstUse: first).index == 0)
    }

    static let words: [(SlidingLimit, String)] = [
        (SlidingLimit(count: 6, seconds: 60), "6 a minute"), (SlidingLimit(count: 100, seconds: 3600), "100 an hour"),
        (SlidingLimit(count: 200, seconds: 86_400), "200 a day"), (SlidingLimit(count: 1, seconds: 3), "one in 3 s"),
        (SlidingLimit(count: 5, seconds: 900), "5 in 15 minutes"), (SlidingLimit(count: 10, seconds: 1), "10 a second"),
        (SlidingLimit(count: 3000, seconds: SlidingLimit.month), "3000 in 30 days"),
    ]

    @Test(arguments: words)
    func limitsHaveNames(limit: SlidingLimit, expected: String) { #expect(limit.description == expected) }
}
