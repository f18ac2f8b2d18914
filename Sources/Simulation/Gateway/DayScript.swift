import Campaigns

/// What is the same in every run of one span: when it begins and ends, who may send how much, and what is sent.
struct DayScript: Sendable {
    struct Step: Sendable {
        var delay: CampaignDelay
        /// With the field `name` alone.
        var text: String
        /// One of these stands in each segment of this step, and in nothing else that is sent.
        var marks: [String]
    }

    struct Campaign: Sendable {
        var name: String
        /// The part of the contacts that it is for, from the first one on.
        var share: Double
        /// When a client starts it.
        var startsAt: Duration
        var days = "mon-fri"
        var hours = "09:00-18:00"
        /// Whose clock the window is read on.
        var zone: CampaignWindow.Zone
        var limits: RateLimits
        var steps: [Step]

        var window: SendingWindow? { try? SendingWindow(days: days, hours: hours) }
    }

    /// A step of a campaign, both counted from 0.
    struct Place: Hashable, Sendable {
        var campaign: Int
        var step: Int
    }

    var start: Timestamp
    var length: Duration
    var lineLimits: RateLimits
    var campaigns: [Campaign]
    /// Messages that clients of the API want sent, and how many of them to people who may have opted out.
    var clientMessages: Int
    var clientMessagesToPeople: Int
    /// Changes of contacts while campaigns run.
    var renamings: Int
    /// Operators pause a campaign and resume it.
    var pauses: Int
    /// The hours of a day in which something strikes, since the start and each 24 h after it.
    var busy: ClosedRange<Duration>
    /// The commits after which a kill is drawn.
    var commits: ClosedRange<Int>
    /// How often an idle modem is read and called, and its signal asked. True intervals would be all that a long run is;
    /// rarer ones find the same things later.
    var poll: Duration
    var survey: Duration

    /// The step that a segment's text belongs to; nil where no campaign sends it.
    func place(of text: String) -> Place? {
        for (campaign, script) in campaigns.enumerated() {
            for (step, words) in script.steps.enumerated() where words.marks.contains(where: text.contains) {
                return Place(campaign: campaign, step: step)
            }
        }
        return nil
    }

    static func of(_ span: DayPlan.Span) -> DayScript {
        switch span {
        case .day: day
        case .month: month
        }
    }

    private static let long = "Bring your card and the letter of your doctor. "
    private static let berlin = "Europe/Berlin"

    /// 25 hours from a Friday, 07:30 in Berlin, which changes its clocks two days later.
    private static let day = DayScript(
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

    /// Thirty days from Monday, 2026-03-16, 06:00 in Berlin, with the change of the clocks on the 29th.
    private static let month = DayScript(
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
        survey: .seconds(7200)
    )

    private static let notice = Step(
        delay: .none,
        text: "{{name}}, the office is closed on Monday.",
        marks: ["closed on Monday"]
    )
}
