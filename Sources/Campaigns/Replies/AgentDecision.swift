/// What an agent wants done about an inbound message.
public indirect enum AgentDecision: Hashable, Sendable {
    case reply(String, why: String)
    /// Hand the conversation to a person, after an answer that says so where there is one.
    case escalate(reason: String, reply: String?)
    /// End the conversation, after a last answer where there is one.
    case close(reply: String?, why: String)
    /// Nothing at all.
    case silent(why: String)
    /// The same, and a goal is reached.
    case reaching(Goal, AgentDecision)

    /// The text to send, where there is one.
    public var reply: String? {
        switch self {
        case .reply(let text, _): text
        case .escalate(_, let text), .close(let text, _): text
        case .silent: nil
        case .reaching(_, let decision): decision.reply
        }
    }

    /// Why the agent decided so, for people.
    public var why: String {
        switch self {
        case .reply(_, let why), .close(_, let why), .silent(let why): why
        case .escalate(let reason, _): reason
        case .reaching(_, let decision): decision.why
        }
    }

    public var goal: Goal? {
        if case .reaching(let goal, _) = self { goal } else { nil }
    }

    /// What is to be done beside the goal.
    public var withoutGoal: AgentDecision {
        if case .reaching(_, let decision) = self { decision.withoutGoal } else { self }
    }
}
