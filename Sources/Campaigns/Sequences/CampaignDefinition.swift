/// What a campaign is: everything that its file says, checked.
public struct CampaignDefinition: Hashable, Sendable {
    public var name: String
    public var category: CampaignCategory
    /// What it is for, in a word that consents name, beside its category; nil: its category says it.
    public var purpose: String?
    public var channel: CampaignChannel
    /// The agent that answers replies, by its name in the configuration.
    public var agent: String
    /// At least one; the first is the starter.
    public var steps: [CampaignStep]
    public var window: CampaignWindow
    /// The names of the lines and providers by which it may go; none where it may go by any.
    public var routes: [String]
    /// How much of the lines it gets beside other campaigns: twice the weight, twice the segments.
    public var weight: Int
    /// In segments, over all recipients.
    public var limits: RateLimits
    /// So many segments at most in the whole campaign.
    public var totalSegments: Int?
    /// What the whole campaign may cost at most.
    public var budget: Amount?
    /// The policy that holds for all its recipients; nil: the one of each recipient's country.
    public var policy: String?
    /// When it is paused by itself.
    public var breakers: BreakerSettings
    /// The last day on which it sends, by the window's clock.
    public var lastDay: CivilDate?
    /// Whether a step that fails for good ends the sequence. A reply and an opt-out always do.
    public var endsOnFailure: Bool
    /// Stands in for fields that a contact lacks. Keys as ``MessageTemplate/fieldName(_:)`` makes them.
    public var defaults: [String: String]
    /// What becomes of a contact of whom a text needs a field that it lacks.
    public var missing: MissingFieldPolicy
    /// What ends a message that has to say how to opt out, where its text does not.
    public var optOutText: String?
    /// The letters in which its texts are written.
    public var alphabet: TextAlphabet
    public var onLate: LatePolicy
    /// A step that is due for longer than so many seconds is late.
    public var lateAfterSeconds: Int64
    /// For how many seconds after the hand-over the network may keep trying; the window's end may shorten it.
    public var validitySeconds: Int64
    /// What becomes of contacts that another campaign is busy with at the start.
    public var contactPolicy: ContactPolicy
    /// What becomes of contacts that are imported after the start.
    public var audience: AudiencePolicy
    /// What counts as success; nil: any goal that is recorded.
    public var goal: CampaignGoal?
    /// How many contacts get nothing, to tell the effect of the rest.
    public var holdout: Holdout?
    /// What becomes of a contact whose phone or mailbox answered by itself.
    public var onAutomatic: AutomaticPolicy
    /// Whether an agent may let the campaign go on for somebody who wrote back.
    public var agentMayResume: Bool

    public init(
        name: String,
        category: CampaignCategory = .informational,
        purpose: String? = nil,
        channel: CampaignChannel = .sms,
        agent: String,
        steps: [CampaignStep],
        window: CampaignWindow = .always,
        routes: [String] = [],
        weight: Int = 1,
        limits: RateLimits = .unlimited,
        totalSegments: Int? = nil,
        budget: Amount? = nil,
        policy: String? = nil,
        breakers: BreakerSettings = .standard,
        lastDay: CivilDate? = nil,
        endsOnFailure: Bool = true,
        defaults: [String: String] = [:],
        missing: MissingFieldPolicy = .block,
        optOutText: String? = nil,
        alphabet: TextAlphabet = .any,
        onLate: LatePolicy = .send,
        lateAfterSeconds: Int64 = 86_400,
        validitySeconds: Int64 = 86_400,
        contactPolicy: ContactPolicy = .exclusive,
        audience: AudiencePolicy = .frozen,
        goal: CampaignGoal? = nil,
        holdout: Holdout? = nil,
        onAutomatic: AutomaticPolicy = .halt,
        agentMayResume: Bool = false
    ) {
        self.name = name
        self.category = category
        self.purpose = purpose
        self.channel = channel
        self.agent = agent
        self.steps = steps
        self.window = window
        self.routes = routes
        self.weight = weight
        self.limits = limits
        self.totalSegments = totalSegments
        self.budget = budget
        self.policy = policy
        self.breakers = breakers
        self.lastDay = lastDay
        self.endsOnFailure = endsOnFailure
        self.defaults = defaults
        self.missing = missing
        self.optOutText = optOutText
        self.alphabet = alphabet
        self.onLate = onLate
        self.lateAfterSeconds = lateAfterSeconds
        self.validitySeconds = validitySeconds
        self.contactPolicy = contactPolicy
        self.audience = audience
        self.goal = goal
        self.holdout = holdout
        self.onAutomatic = onAutomatic
        self.agentMayResume = agentMayResume
    }

    public static let maximumSteps = 20
    public static let maximumRoutes = 100
    public static let weights = 1...10

    /// Whether it may go by the line or provider of that name.
    public func goes(by route: String) -> Bool { routes.isEmpty || routes.contains(route) }

    /// The hash of all that it says.
    public func contentHash() throws -> ContentHash {
        try CanonicalJSON.hash(of: self)
    }

    /// The window of a step: its own, or the campaign's.
    public func window(ofStep index: Int) -> CampaignWindow {
        guard steps.indices.contains(index) else { return window }
        return steps[index].window ?? window
    }

    /// The first moment after the last day, by the clock that counts for the recipient; nil without a last day.
    public func end(zone: ZoneRules) -> Timestamp? {
        lastDay.map { zone.start(of: $0.adding(days: 1)) }
    }
}

/// One message of a sequence.
public struct CampaignStep: Hashable, Sendable {
    /// After the step before it, or after the start; or at a date.
    public var delay: CampaignDelay
    /// Where it has variants, that of the first.
    public var text: MessageTemplate
    /// In place of the campaign's window.
    public var window: CampaignWindow?
    /// 2 to 4 texts, of which each contact gets one; empty: all get the same.
    public var variants: [CampaignVariant]
    /// It is due only once the message before it was reported as delivered; its delay counts from that.
    public var requiresDelivery: Bool

    public init(
        delay: CampaignDelay = .none,
        text: MessageTemplate,
        window: CampaignWindow? = nil,
        variants: [CampaignVariant] = [],
        requiresDelivery: Bool = false
    ) {
        self.delay = delay
        self.text = text
        self.window = window
        self.variants = variants
        self.requiresDelivery = requiresDelivery
    }
}

/// What a campaign's messages are, in the eyes of the law.
public enum CampaignCategory: String, Sendable, Codable, CaseIterable {
    case transactional, informational, marketing
}

/// What happens to a step that could not be sent around the time at which it was due.
public enum LatePolicy: String, Sendable, Codable, CaseIterable {
    /// It is sent as soon as the window allows.
    case send
    /// It is left out; the step after it counts from now.
    case skip
    /// It ends the contact's way through the campaign.
    case drop
}

/// What becomes of a contact whose reply turns out to be an automatic one, such as "out of office". Any reply halts first.
public enum AutomaticPolicy: String, Sendable, Codable, CaseIterable {
    /// Its way stays ended.
    case halt
    /// It goes on with the next step, whose delay counts anew.
    case resume
}
