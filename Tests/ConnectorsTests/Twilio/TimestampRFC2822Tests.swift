import Campaigns
import Testing

@testable import Connectors

@Suite struct TimestampRFC2822Tests {
    @Test(arguments: [
        ("Mon, 23 Nov 2026 16:26:30 +0000", "2026-11-23T16:26:30.000Z"),
        ("23 Nov 2026 16:26:30 GMT", "2026-11-23T16:26:30.000Z"),
        ("Tue, 1 Dec 2026 00:30:00 +0130", "2026-11-30T23:00:00.000Z"),
        ("Tue, 1 Dec 2026 00:30:00 -0800", "2026-12-01T08:30:00.000Z"),
    ])
    func reads(text: String, expected: String) {
        #expect(Timestamp(rfc2822: text)?.description == expected)
    }

    @Test(arguments: [
        "", "2026-11-23T16:26:30Z", "Mon, 31 Feb 2026 16:26:30 +0000", "Mon, 23 Foo 2026 16:26:30 +0000",
        "Mon, 23 Nov 2026 16:26 +0000", "Mon, 23 Nov 2026 16:26:30", "Mon, 23 Nov 2026 25:26:30 +0000",
        "Mon, 23 Nov 26 16:26:30 +0000", "Mon, 23 Nov 2026 16:26:30 EST", "Mon, -3 Nov 2026 16:26:30 +0000",
    ])
    func refuses(text: String) {
        #expect(Timestamp(rfc2822: text) == nil)
    }
}
