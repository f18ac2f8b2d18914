public import Campaigns

/// A campaign and its figures.
public struct CampaignView: Hashable, Sendable, Codable {
    public var id: Int64
    public var name: String
    /// A ``CampaignState``.
    public var state: String
    /// What it is doing now, for people: `sending`, `waiting for its window until …`, `throttled until …`, `no route`.
    public var activity: String
    /// The same for programs.
    public var activityKind: CampaignActivity.Kind
    /// When that may change by itself.
    public var activityUntil: Timestamp?
    /// Which limit, which line, which reason.
    public var activityDetail: String?
    /// Of one that is paused: a ``PauseReason/Kind``.
    public var pauseKind: String?
    /// The version that counts, from 1.
    public var version: Int
    /// A later version that waits for its preflight.
    public var waitingVersion: Int?
    public var steps: Int
    public var agent: String?
    public var createdAt: Timestamp
    public var startedAt: Timestamp?
    /// How many contacts it is for: as the contacts are now, before the start; who took part, after it.
    public var audience: Int
    /// How many of them are left out because no consent is recorded.
    public var audienceWithoutConsent: Int
    /// How many of them are left out because their number is suppressed.
    public var audienceSuppressed: Int
    /// How many of them are left out at the start for another reason: a campaign was busy with them, or somebody took them
    /// out.
    public var audienceOtherwiseOut: Int
    /// Enrollments by ``EnrollmentState``.
    public var enrollments: [String: Int]
    /// Messages by ``MessageState``.
    public var messages: [String: Int]
    public var segmentsSent: Int
    /// What its segments have cost, in units of the currency, as far as prices are configured.
    public var spent: Amount
    /// What they may cost at most.
    public var budget: Amount?
    /// Of what is spent, where the configuration says it; the last one.
    public var currency: String?
    public var replies: Int
    /// Who wrote STOP after one of its messages, and whose way an opt-out ended.
    public var optOuts: Int
    /// Contacts that reached a goal, by its name.
    public var goals: [String: Int]
    /// Of one that is started: what is not any more as its preflight saw it, and what to do; nil where all is.
    public var warnings: [String]?

    public init(
        id: Int64,
        name: String,
        state: String,
        activity: String,
        activityKind: CampaignActivity.Kind,
        activityUntil: Timestamp? = nil,
        activityDetail: String? = nil,
        pauseKind: String? = nil,
        version: Int,
        waitingVersion: Int?,
        steps: Int,
        agent: String?,
        createdAt: Timestamp,
        startedAt: Timestamp?,
        audience: Int,
        audienceWithoutConsent: Int,
        audienceSuppressed: Int,
        audienceOtherwiseOut: Int,
        enrollments: [String: Int],
        messages: [String: Int],
        segmentsSent: Int,
        spent: Amount = .zero,
        budget: Amount? = nil,
        replies: Int,
        optOuts: Int,
        goals: [String: Int] = [:]
    ) {
        self.id = id
        self.name = name
        self.state = state
        self.activity = activity
        self.activityKind = activityKind
        self.activityUntil = activityUntil
        self.activityDetail = activityDetail
        self.pauseKind = pauseKind
        self.version = version
        self.waitingVersion = waitingVersion
        self.steps = steps
        self.agent = agent
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.audience = audience
        self.audienceWithoutConsent = audienceWithoutConsent
        self.audienceSuppressed = audienceSuppressed
        self.audienceOtherwiseOut = audienceOtherwiseOut
        self.enrollments = enrollments
        self.messages = messages
        self.segmentsSent = segmentsSent
        self.spent = spent
        self.budget = budget
        self.replies = replies
        self.optOuts = optOuts
        self.goals = goals
    }
}

/// One contact's way through a campaign.
public struct EnrollmentView: Hashable, Sendable, Codable {
    public var number: String
    public var name: String?
    /// An ``EnrollmentState``.
    public var state: String
    /// Steps sent so far.
    public var stepsSent: Int
    public var nextDueAt: Timestamp?
    public var endedAt: Timestamp?
    public var reason: String?

    public init(
        number: String,
        name: String?,
        state: String,
        stepsSent: Int,
        nextDueAt: Timestamp?,
        endedAt: Timestamp?,
        reason: String?
    ) {
        self.number = number
        self.name = name
        self.state = state
        self.stepsSent = stepsSent
        self.nextDueAt = nextDueAt
        self.endedAt = endedAt
        self.reason = reason
    }
}
