/// What a preflight needs to know beside the rows: the lines, the agent, the house.
public struct PreflightSurroundings: Sendable {
    /// A line or a provider.
    public struct Route: Sendable {
        public var name: String
        public var isProvider: Bool
        /// Why nothing of campaigns leaves by it now; nil where it may.
        public var obstacle: String?
        public var limits: RateLimits
        /// Of a segment.
        public var price: Amount
        public var forecast: ForecastRoute
        /// Whether it tells what became of messages; nil where that is not known yet.
        public var reports: Bool?

        public init(
            name: String,
            isProvider: Bool,
            obstacle: String?,
            limits: RateLimits,
            price: Amount,
            forecast: ForecastRoute,
            reports: Bool? = nil
        ) {
            self.name = name
            self.isProvider = isProvider
            self.obstacle = obstacle
            self.limits = limits
            self.price = price
            self.forecast = forecast
            self.reports = reports
        }
    }

    /// Who answers the replies.
    public struct Agent: Hashable, Sendable {
        public struct Test: Hashable, Sendable {
            public var at: Timestamp
            public var passed: Bool
            public var scenarios: Int
            public var failed: Int

            public init(at: Timestamp, passed: Bool, scenarios: Int, failed: Int) {
                self.at = at
                self.passed = passed
                self.scenarios = scenarios
                self.failed = failed
            }
        }

        public var name: String
        /// Whether there is one of that name.
        public var isKnown: Bool
        /// People answer.
        public var isPerson: Bool
        /// Of its rules; nil where it has none that could be told apart.
        public var hash: ContentHash?
        /// The newest test of these very rules.
        public var test: Test?

        public init(name: String, isKnown: Bool, isPerson: Bool, hash: ContentHash?, test: Test? = nil) {
            self.name = name
            self.isKnown = isKnown
            self.isPerson = isPerson
            self.hash = hash
            self.test = test
        }
    }

    public var now: Timestamp
    /// On whose calendar the campaign's days are told.
    public var zone: ZoneRules
    /// By which the campaign may go.
    public var routes: [Route]
    /// Names that the campaign gives, of routes that there are not.
    public var unknownRoutes: [String]
    public var agent: Agent
    /// By which people opt out.
    public var words: OptOutWords
    /// Who signs confirmations; nil where nobody was named.
    public var senderName: String?
    /// Of all amounts; nil where none was named.
    public var currency: String?
    /// Names of other campaigns that send now.
    public var otherCampaigns: [String]
    /// A policy that the campaign names and that there is not.
    public var missingPolicy: String?
    /// Steps, from the first, that have been sent to somebody.
    public var sentSteps: Int
    public var isStarted: Bool

    public init(
        now: Timestamp,
        zone: ZoneRules,
        routes: [Route],
        unknownRoutes: [String] = [],
        agent: Agent,
        words: OptOutWords = OptOutWords(),
        senderName: String? = nil,
        currency: String? = nil,
        otherCampaigns: [String] = [],
        missingPolicy: String? = nil,
        sentSteps: Int = 0,
        isStarted: Bool = false
    ) {
        self.now = now
        self.zone = zone
        self.routes = routes
        self.unknownRoutes = unknownRoutes
        self.agent = agent
        self.words = words
        self.senderName = senderName
        self.currency = currency
        self.otherCampaigns = otherCampaigns
        self.missingPolicy = missingPolicy
        self.sentSteps = sentSteps
        self.isStarted = isStarted
    }

    /// For so long the test of an agent counts.
    public static let testLife: Duration = .seconds(30 * 86_400)
}
