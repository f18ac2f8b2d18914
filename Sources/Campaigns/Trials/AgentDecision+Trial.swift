extension AgentDecision {
    /// What it comes to, as scenarios name it.
    public var trialActions: [Scenario.Action] {
        var actions: [Scenario.Action] = reply == nil ? [] : [.reply]
        switch withoutGoal {
        case .reply, .silent, .reaching, .setting, .delayed, .scheduling, .directing: break
        case .escalate: actions.append(.escalate)
        case .close: actions.append(.close)
        case .optOut: actions.append(.optOut)
        }
        if scheduled != nil { actions.append(.scheduleReply) }
        if goal != nil { actions.append(.goal) }
        return actions.isEmpty ? [.none] : actions
    }
}
