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
        /// The line that it does not go by; nil goes by any.
        var shunned: Int?
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
    /// How often the lines write to each other.
    var loopbacks: Duration = .seconds(5 * 3600)

    /// Many times what busy days take: a gateway that needs more jobs goes round in a loop.
    var mostJobs: Int { 3_000_000 * max(Int(length.components.seconds / 86_400), 1) }

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
}
