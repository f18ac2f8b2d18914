/// How a campaign would go: when which step leaves, by which route, what it costs and when it is through. It is lived on a
/// virtual clock, minute by minute where something happens and in leaps where nothing can. Nobody answers and nothing
/// fails in it, so a campaign is hardly ever slower. The same input gives the same forecast.
public struct CampaignForecast: Hashable, Sendable, Codable {
    /// What leaves on one day of the campaign's calendar.
    public struct Day: Hashable, Sendable, Codable {
        public var date: CivilDate
        public var messages: Int
        public var segments: Int
        /// Segments by route, in the order of ``CampaignForecast/routes``.
        public var byRoute: [Int]
    }

    /// When a step's messages leave.
    public struct Wave: Hashable, Sendable, Codable {
        /// From 0.
        public var step: Int
        public var messages: Int
        public var first: Timestamp?
        public var last: Timestamp?
    }

    public struct Route: Hashable, Sendable, Codable {
        public var name: String
        public var segments: Int
        /// The most on one day.
        public var busiestDay: Int
    }

    /// Why somebody does not get all steps.
    public struct Shortfall: Hashable, Sendable, Codable {
        /// The last day comes before.
        public var lastDay = 0
        /// Steps were late, by `on_late`: contacts who are dropped.
        public var dropped = 0
        /// Steps that are left out since they were late.
        public var skipped = 0
        /// The campaign's own number of segments is used up.
        public var total = 0
        /// Its budget is used up.
        public var budget = 0
        /// They are not through within ``CampaignForecast/longest`` days, or no hour ever suits them.
        public var never = 0

        public init() {}

        /// Contacts that are not through.
        public var contacts: Int { lastDay + dropped + total + budget + never }
    }

    /// What all contacts need, whether or not the campaign may send and spend as much.
    public struct Whole: Hashable, Sendable, Codable {
        public var segments: Int
        /// In thousandths of the currency unit.
        public var cost: Int
        public var finish: Timestamp?

        public init(segments: Int, cost: Int, finish: Timestamp?) {
            self.segments = segments
            self.cost = cost
            self.finish = finish
        }
    }

    public var start: Timestamp
    /// When the last message leaves; nil where none does.
    public var finish: Timestamp?
    public var contacts: Int
    public var messages: Int
    public var segments: Int
    /// In thousandths of the currency unit.
    public var cost: Int
    public var days: [Day]
    public var waves: [Wave]
    public var routes: [Route]
    public var shortfall: Shortfall
    /// Messages that wait since one person gets only so many; nil where none does.
    public var heldForRecipients: Int?
    /// Without the campaign's total and budget, where these end it before all are through.
    public var whole: Whole?
    /// For all contacts.
    public var needed: Whole { whole ?? Whole(segments: segments, cost: cost, finish: finish) }
    /// Whether every contact gets everything.
    public var isWhole: Bool { shortfall.contacts == 0 && shortfall.skipped == 0 }

    /// So far ahead a forecast looks, in days.
    public static let longest = 400
}

/// What a forecast is made from.
public struct ForecastInput: Sendable {
    /// Contacts of whom the same holds.
    public struct Group: Sendable {
        /// Index into ``ForecastInput/clocks``.
        public var clock: Int
        /// Segments of each step; 0 for one that is not sent to them.
        public var segments: [UInt8]
        public var contacts: Int
        /// The step that comes first, from 0.
        public var step: Int
        /// When that is due; nil counts its delay from the start.
        public var dueAt: Timestamp?
        /// What they got lately, in minutes from the start, which are past; the oldest first.
        public var earlier: [Int]

        public init(
            clock: Int,
            segments: [UInt8],
            contacts: Int,
            step: Int = 0,
            dueAt: Timestamp? = nil,
            earlier: [Int] = []
        ) {
            self.clock = clock
            self.segments = segments
            self.contacts = contacts
            self.step = step
            self.dueAt = dueAt
            self.earlier = earlier
        }
    }

    public var definition: CampaignDefinition
    public var start: Timestamp
    /// On whose calendar days are told.
    public var zone: ZoneRules
    public var clocks: [RecipientClock]
    public var groups: [Group]
    public var routes: [ForecastRoute]
    /// What the campaign has handed over already, of its own total; what that cost.
    public var usedSegments: Int
    public var usedBudget: Int
    /// In thousandths; nil is no bound.
    public var budget: Int?

    public init(
        definition: CampaignDefinition,
        start: Timestamp,
        zone: ZoneRules,
        clocks: [RecipientClock],
        groups: [Group],
        routes: [ForecastRoute],
        usedSegments: Int = 0,
        usedBudget: Int = 0,
        budget: Int? = nil
    ) {
        self.definition = definition
        self.start = start
        self.zone = zone
        self.clocks = clocks
        self.groups = groups
        self.routes = routes
        self.usedSegments = usedSegments
        self.usedBudget = usedBudget
        self.budget = budget
    }
}

extension CampaignForecast {
    /// Of nothing.
    public static func empty(at start: Timestamp) -> CampaignForecast {
        CampaignForecast(
            start: start,
            contacts: 0,
            messages: 0,
            segments: 0,
            cost: 0,
            days: [],
            waves: [],
            routes: [],
            shortfall: Shortfall()
        )
    }

    public init(_ input: ForecastInput) {
        self = Self.lived(input)
        guard shortfall.total > 0 || shortfall.budget > 0 else { return }
        var free = input
        (free.definition.totalSegments, free.budget) = (nil, nil)
        let all = Self.lived(free)
        whole = Whole(segments: all.segments, cost: all.cost, finish: all.finish)
    }

    private static func lived(_ input: ForecastInput) -> CampaignForecast {
        var run = ForecastRun(input)
        run.live()
        return run.forecast
    }
}
