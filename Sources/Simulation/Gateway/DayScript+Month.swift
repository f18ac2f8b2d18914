import Campaigns

extension DayScript {
    /// Thirty days from Monday, 2026-03-16, 06:00 in Berlin, with the change of the clocks on the 29th.
    static let month = DayScript(
        start: Timestamp(seconds: 1_773_637_200),
        length: .seconds(30 * 86_400),
        lineLimits: RateLimits(perMinute: 6, perHour: 100, perDay: 300, spacing: 3, jitterPercent: 40),
        campaigns: [
            Campaign(
                name: "course",
                share: 3.0 / 7,
                startsAt: .zero,
                zone: .named(berlin),
                limits: RateLimits(perMinute: 20, perHour: 400),
                steps: [
                    Step(
                        delay: .none,
                        text: "{{name}}, please remember your appointment.",
                        marks: ["remember your appointment"]
                    ),
                    Step(
                        delay: .days(4),
                        text: "{{name}}, this is the second message. " + String(repeating: long, count: 3),
                        marks: ["second message", "letter of your doctor"]
                    ),
                    Step(
                        delay: .days(5),
                        text: "{{name}}, this is the third and last message.",
                        marks: ["third and last"]
                    ),
                ]
            ),
            Campaign(
                name: "notice",
                share: 1,
                startsAt: .seconds(3 * 86_400 + 7200),
                zone: .recipient(fallback: berlin),
                limits: RateLimits(perMinute: 20, perHour: 400),
                shunned: 3,
                steps: [notice]
            ),
        ],
        clientMessages: 300,
        clientMessagesToPeople: 150,
        renamings: 4,
        pauses: 2,
        busy: .seconds(2 * 3600)...(.seconds(13 * 3600)),
        commits: 50...60_000,
        poll: .seconds(1800),
        survey: .seconds(7200),
        loopbacks: .seconds(86_400)
    )
}
