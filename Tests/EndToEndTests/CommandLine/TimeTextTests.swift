import Campaigns
import Testing

@testable import smsbridge

@Suite("Times for people")
struct TimeTextTests {
    @Test(
        "the times in the daemon's texts are shown as clocks do, with what stands around them",
        arguments: [
            ("waiting until 2026-11-24T01:00:00Z: the window", "waiting until 2026-11-24 01:00:00 UTC: the window"),
            ("its deadline 2026-11-24T01:00:00.250Z passed", "its deadline 2026-11-24 01:00:00 UTC passed"),
            ("(2026-11-24T02:00:00+01:00)", "(2026-11-24 01:00:00 UTC)"),
            ("sending", "sending"),
            ("12 of 200,  +49", "12 of 200,  +49"),
            ("", ""),
        ]
    )
    func rewriting(text: String, expected: String) {
        #expect(TimeText.rewriting(text, utc: true) == expected)
    }

    @Test("without --utc the machine's own zone is named")
    func local() {
        let time = Timestamp(seconds: 1_795_000_000)
        #expect(TimeText.rewriting("at \(time)", utc: false) == "at \(TimeText.write(time))")
    }

    @Test(
        "narrow tables have the time of day, or the day",
        arguments: [(0, "12:26"), (-1, "11-17"), (-330, "2025-12"), (-2, "11-16")]
    )
    func brief(days: Int64, expected: String) {
        let now = Timestamp(seconds: 1_795_004_799)
        #expect(TimeText.brief(now + .seconds(days * 86_400), now: now, utc: true) == expected)
    }
}
