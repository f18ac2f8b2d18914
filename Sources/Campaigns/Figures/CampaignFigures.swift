/// How a campaign went: every figure of its report. What each means, and the query that gives it, stands in
/// Documentation/figures.md.
public struct CampaignFigures: Hashable, Sendable, Codable {
    public var id: Int64
    public var name: String
    /// A ``CampaignState``.
    public var state: String
    public var startedAt: Timestamp?
    public var endedAt: Timestamp?
    /// When the figures were taken.
    public var madeAt: Timestamp
    /// What is added to UTC for the days: the offset of the campaign's clock at its start.
    public var offsetSeconds: Int
    public var funnel: FunnelFigures
    public var exclusions: [ExclusionFigures]
    public var failures: FailureFigures
    public var escalation: EscalationFigures
    public var escalationReasons: [EscalationReasonFigures]
    /// What the campaign counts as success, as its file says now; nil: any goal.
    public var goal: CampaignGoal?
    public var goals: [GoalFigures]
    public var success: SuccessFigures
    public var holdout: HoldoutFigures
    /// What the campaign brought beyond what came by itself; nil without a holdout, or where it is too small.
    public var incremental: IncrementalFigures?
    public var cost: [CostFigures]
    public var work: [WorkFigures]
    public var tokens: [TokenFigures]
    public var halts: HaltFigures
    public var haltLatency: [HaltLatencyFigures]
    public var rates: CampaignRates
    public var money: CampaignMoney
    /// The breakdowns that were asked for.
    public var steps: [StepFigures]?
    public var variants: [VariantFigures]?
    public var lines: [LineFigures]?
    public var versions: [VersionFigures]?
    public var agents: [AgentFigures]?
    public var days: [DayFigures]?
    public var hours: [HourFigures]?

    public init(
        id: Int64,
        name: String,
        state: String,
        startedAt: Timestamp?,
        endedAt: Timestamp?,
        madeAt: Timestamp,
        offsetSeconds: Int,
        funnel: FunnelFigures,
        exclusions: [ExclusionFigures],
        failures: FailureFigures,
        escalation: EscalationFigures,
        escalationReasons: [EscalationReasonFigures],
        goal: CampaignGoal?,
        goals: [GoalFigures],
        success: SuccessFigures,
        holdout: HoldoutFigures,
        cost: [CostFigures],
        work: [WorkFigures],
        tokens: [TokenFigures] = [],
        halts: HaltFigures,
        haltLatency: [HaltLatencyFigures]
    ) {
        self.id = id
        self.name = name
        self.state = state
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.madeAt = madeAt
        self.offsetSeconds = offsetSeconds
        self.funnel = funnel
        self.exclusions = exclusions
        self.failures = failures
        self.escalation = escalation
        self.escalationReasons = escalationReasons
        self.goal = goal
        self.goals = goals
        self.success = success
        self.holdout = holdout
        self.cost = cost
        self.work = work
        self.tokens = tokens
        self.halts = halts
        self.haltLatency = haltLatency
        rates = CampaignRates(funnel: funnel, failures: failures, escalation: escalation)
        money = CampaignMoney(
            costs: cost,
            work: work,
            tokens: tokens,
            value: success.value,
            replied: funnel.replied,
            succeeded: funnel.succeeded
        )
        incremental = IncrementalFigures(holdout, cost: money.cost)
    }
}

/// What a campaign's figures can be split by.
public enum FigureBreakdown: String, Hashable, Sendable, Codable, CaseIterable {
    case step, variant, line, version, agent, day, hour
}
