/// What an agent wants done about an inbound message.
public indirect enum AgentDecision: Hashable, Sendable {
    case reply(String, why: String)
    /// Hand the conversation to a person, after an answer that says so where there is one.
    case escalate(reason: String, reply: String?)
    /// End the conversation, after a last answer where there is one.
    case close(reply: String?, why: String)
    /// Nothing at all.
    case silent(why: String)
    /// The person wants no more messages, and gets the one confirmation.
    case optOut(why: String)
    /// The same, and a goal is reached.
    case reaching(Goal, AgentDecision)
    /// The same, and these fields of the contact get values.
    case setting([String: String], AgentDecision)
    /// The same, and the answer waits so long before it leaves.
    case delayed(Duration, AgentDecision)
    /// The same, and another text leaves later.
    case scheduling(ScheduledReply, AgentDecision)
    /// The same, and this becomes of the person's campaigns and labels.
    case directing(AgentOrders, AgentDecision)

    /// The text to send, where there is one.
    public var reply: String? {
        switch self {
        case .reply(let text, _): text
        case .escalate(_, let text), .close(let text, _): text
        case .silent, .optOut: nil
        case .reaching(_, let decision), .setting(_, let decision), .delayed(_, let decision),
            .scheduling(_, let decision), .directing(_, let decision):
            decision.reply
        }
    }

    /// Why the agent decided so, for people.
    public var why: String {
        switch self {
        case .reply(_, let why), .close(_, let why), .silent(let why), .optOut(let why): why
        case .escalate(let reason, _): reason
        case .reaching(_, let decision), .setting(_, let decision), .delayed(_, let decision),
            .scheduling(_, let decision), .directing(_, let decision):
            decision.why
        }
    }

    public var goal: Goal? {
        switch self {
        case .reaching(let goal, _): goal
        case .setting(_, let decision), .delayed(_, let decision), .scheduling(_, let decision),
            .directing(_, let decision):
            decision.goal
        default: nil
        }
    }

    /// The fields of the contact that get values.
    public var fields: [String: String] {
        switch self {
        case .setting(let fields, let decision): decision.fields.merging(fields) { _, outer in outer }
        case .reaching(_, let decision), .delayed(_, let decision), .scheduling(_, let decision),
            .directing(_, let decision):
            decision.fields
        default: [:]
        }
    }

    /// How long the answer waits; `nil`: not at all.
    public var delay: Duration? {
        switch self {
        case .delayed(let delay, _): delay
        case .reaching(_, let decision), .setting(_, let decision), .scheduling(_, let decision),
            .directing(_, let decision):
            decision.delay
        default: nil
        }
    }

    /// What leaves later.
    public var scheduled: ScheduledReply? {
        switch self {
        case .scheduling(let scheduled, _): scheduled
        case .reaching(_, let decision), .setting(_, let decision), .delayed(_, let decision),
            .directing(_, let decision):
            decision.scheduled
        default: nil
        }
    }

    /// What becomes of the person's campaigns and labels.
    public var orders: AgentOrders? {
        switch self {
        case .directing(let orders, _): orders
        case .reaching(_, let decision), .setting(_, let decision), .delayed(_, let decision),
            .scheduling(_, let decision):
            decision.orders
        default: nil
        }
    }

    /// What is to be done beside goal, fields, orders and what waits.
    public var withoutGoal: AgentDecision {
        switch self {
        case .reaching(_, let decision), .setting(_, let decision), .delayed(_, let decision),
            .scheduling(_, let decision), .directing(_, let decision):
            decision.withoutGoal
        default: self
        }
    }

    /// Whether the agent has no turn after it.
    public var endsTurns: Bool {
        switch withoutGoal {
        case .escalate, .close, .optOut: true
        default: false
        }
    }
}
