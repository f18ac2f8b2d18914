import Campaigns

extension DayScript {
    static let long = "Bring your card and the letter of your doctor. "
    static let berlin = "Europe/Berlin"

    static let notice = Step(
        delay: .none,
        text: "{{name}}, the office is closed on Monday.",
        marks: ["closed on Monday"]
    )

    /// 25 hours from a Friday, 07:30 in Berlin, which changes its clocks two days later.
    static let day = DayScript(
        start: Timestamp(seconds: 1_774_593_000),
        length: .seconds(25 * 3600),
        lineLimits: RateLimits(perMinute: 6, perHour: 40, perDay: 52, spacing: 3),
        campaigns: [
            Campaign(
                name: "reminder",
                share: 0.5,
                startsAt: .zero,
                zone: .named(berlin),
                limits: RateLimits(perMinute: 12, perHour: 300),
                // That line is left for the starters of the other campaign, which else wait behind the later steps of this one.
                shunned: 3,
                steps: [
                    Step(
                        delay: .none,
                        text: "{{name}}, please remember your appointment.",
                        marks: ["remember your appointment"]
                    ),
                    Step(
                        delay: .minutes(90),
                        text: "{{name}}, this is the second message. " + String(repeating: long, count: 4),
                        marks: ["second message", "letter of your doctor"]
                    ),
                    Step(
                        delay: .minutes(120),
                        text: "{{name}}, this is the third and last message.",
                        marks: ["third and last"]
                    ),
                ]
            ),
            Campaign(
                name: "notice",
                share: 1,
                startsAt: .seconds(5 * 3600),
                zone: .named(berlin),
                limits: RateLimits(perMinute: 12, perHour: 300),
                steps: [notice]
            ),
        ],
        clientMessages: 20,
        clientMessagesToPeople: 12,
        renamings: 1,
        pauses: 0,
        busy: .seconds(30)...(.seconds(38_000)),
        commits: 5...2500,
        poll: .seconds(1800),
        survey: .seconds(7200)
    )
}
