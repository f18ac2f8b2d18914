/// A decision as it travels to programs.
public struct AgentDecisionView: Hashable, Sendable, Codable {
    public var reply: String?
    public var actions: [Scenario.Action]
    public var why: String
    public var goal: String?
    public var fields: [String: String]?
    /// How long the reply waits, in milliseconds.
    public var delayMs: Int?
    public var scheduled: ScheduledReply?
    public var orders: AgentOrders?

    public init(_ decision: AgentDecision) {
        reply = decision.reply
        actions = decision.trialActions
        why = decision.why
        goal = decision.goal?.name
        fields = decision.fields.isEmpty ? nil : decision.fields
        delayMs = decision.delay.map { Int($0 / .milliseconds(1)) }
        scheduled = decision.scheduled
        orders = decision.orders
    }

    /// The decision, as far as a rehearsal needs it.
    public var decision: AgentDecision {
        var decision: AgentDecision =
            if actions.contains(.optOut) {
                .optOut(why: why)
            } else if actions.contains(.escalate) {
                .escalate(reason: why, reply: reply)
            } else if actions.contains(.close) {
                .close(reply: reply, why: why)
            } else {
                reply.map { .reply($0, why: why) } ?? .silent(why: why)
            }
        if let delayMs { decision = .delayed(.milliseconds(delayMs), decision) }
        if let scheduled { decision = .scheduling(scheduled, decision) }
        if let orders { decision = .directing(orders, decision) }
        if let fields { decision = .setting(fields, decision) }
        if let goal { decision = .reaching(Goal(name: goal, value: nil), decision) }
        return decision
    }
}
