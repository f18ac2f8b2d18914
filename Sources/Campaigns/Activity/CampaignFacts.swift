/// What is known of a campaign and of the routes at one moment: what its activity is computed from.
public struct CampaignFacts: Hashable, Sendable {
    /// A line or a provider, as far as this campaign is concerned.
    public struct Route: Hashable, Sendable {
        public var name: String
        /// Why it sends nothing of campaigns: not registered, lent, in a foreign network.
        public var obstacle: String?
        /// The campaign names it, and there is none of that name.
        public var isAbsent: Bool
        /// Which of its limits keeps it.
        public var throttle: Throttle?

        public init(name: String, obstacle: String? = nil, isAbsent: Bool = false, throttle: Throttle? = nil) {
            self.name = name
            self.obstacle = obstacle
            self.isAbsent = isAbsent
            self.throttle = throttle
        }
    }

    /// The message that comes next, and why it waits.
    public struct Next: Hashable, Sendable {
        public var dueAt: Timestamp
        /// Its hours are closed, in these words.
        public var closed: String?
        /// When they open; `nil` where that is not known.
        public var opens: Timestamp?
        /// A limit of its recipient.
        public var throttle: Throttle?

        public init(dueAt: Timestamp, closed: String? = nil, opens: Timestamp? = nil, throttle: Throttle? = nil) {
            self.dueAt = dueAt
            self.closed = closed
            self.opens = opens
            self.throttle = throttle
        }
    }

    public var state: CampaignState
    public var pauseReason: String?
    /// How many contacts are written down, while they are.
    public var enrolled: Int?
    /// Why the clock cannot be believed, and what to do.
    public var clockProblem: String?
    /// Whose inbox is not read yet.
    public var unreadInbox: String?
    public var routes: [Route]
    /// A limit of the campaign keeps it.
    public var throttle: Throttle?
    /// A route has a message of it.
    public var isInFlight: Bool
    /// The first in its queue.
    public var next: Next?
    /// When the next step of somebody is due.
    public var nextStep: Timestamp?
    /// Contacts whose next step waits until the message before it is delivered.
    public var awaitingDelivery: Int
    /// Whether it takes in who is imported later.
    public var isLive: Bool

    public init(
        state: CampaignState,
        pauseReason: String? = nil,
        enrolled: Int? = nil,
        clockProblem: String? = nil,
        unreadInbox: String? = nil,
        routes: [Route] = [],
        throttle: Throttle? = nil,
        isInFlight: Bool = false,
        next: Next? = nil,
        nextStep: Timestamp? = nil,
        awaitingDelivery: Int = 0,
        isLive: Bool = false
    ) {
        self.state = state
        self.pauseReason = pauseReason
        self.enrolled = enrolled
        self.clockProblem = clockProblem
        self.unreadInbox = unreadInbox
        self.routes = routes
        self.throttle = throttle
        self.isInFlight = isInFlight
        self.next = next
        self.nextStep = nextStep
        self.awaitingDelivery = awaitingDelivery
        self.isLive = isLive
    }

    /// What the campaign is doing now.
    public func activity(at now: Timestamp) -> CampaignActivity {
        switch state {
        case .draft: return CampaignActivity(.draft)
        case .ready: return CampaignActivity(.ready)
        case .completed: return CampaignActivity(.completed)
        case .cancelled: return CampaignActivity(.cancelled)
        case .paused: return CampaignActivity(.paused, detail: pauseReason)
        case .running: break
        }
        if let enrolled { return CampaignActivity(.enrolling, detail: "\(enrolled) so far") }
        if let clockProblem { return CampaignActivity(.clockNotSane, detail: clockProblem) }
        if isInFlight { return CampaignActivity(.sending) }
        guard let next else {
            guard let nextStep else {
                guard awaitingDelivery > 0 else { return CampaignActivity(isLive ? .waitingForContacts : .finishing) }
                let count = awaitingDelivery == 1 ? "1 contact" : "\(awaitingDelivery) contacts"
                return CampaignActivity(.waitingForDelivery, detail: count)
            }
            guard nextStep <= now else { return CampaignActivity(.waitingForStep, until: nextStep) }
            return openRoutes.isEmpty
                ? CampaignActivity(.noRoute, detail: missingRoutes) : CampaignActivity(.sending)
        }
        if let closed = next.closed {
            return CampaignActivity(.waitingForWindow, until: next.opens ?? next.dueAt, detail: closed)
        }
        if let unreadInbox { return CampaignActivity(.inboxUnread, detail: unreadInbox) }
        let open = openRoutes
        if open.isEmpty { return CampaignActivity(.noRoute, detail: missingRoutes) }
        if let throttle = kept(by: next.throttle, open) {
            return CampaignActivity(.throttled, until: throttle.until, detail: throttle.bucket)
        }
        return next.dueAt <= now ? CampaignActivity(.sending) : CampaignActivity(.waitingForStep, until: next.dueAt)
    }

    /// The limit that ends last of those that all have to end; of the routes the first one that is free is enough.
    private func kept(by recipient: Throttle?, _ open: [Route]) -> Throttle? {
        var route: Throttle?
        if open.allSatisfy({ $0.throttle != nil }) {
            route = open.compactMap(\.throttle).min { $0.until < $1.until }
        }
        return .later(.later(recipient, throttle), route)
    }

    private var openRoutes: [Route] { routes.filter { $0.obstacle == nil && !$0.isAbsent } }

    private var missingRoutes: String {
        if routes.isEmpty { return "no modem is there, and no provider may take over" }
        return routes.map { $0.isAbsent ? "\($0.name) is not there" : "\($0.name): \($0.obstacle ?? "")" }
            .joined(separator: "; ")
    }
}
