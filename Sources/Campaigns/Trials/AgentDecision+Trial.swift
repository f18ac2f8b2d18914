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
        actions += effects
        return actions.isEmpty ? [.none] : actions
    }

    /// What it does beside answering: goal, fields, labels, campaigns.
    var effects: [Scenario.Action] {
        var actions: [Scenario.Action] = goal == nil ? [] : [.goal]
        if !fields.isEmpty { actions.append(.setField) }
        if orders?.tags.isEmpty == false { actions.append(.tag) }
        switch orders?.sequence {
        case .resume: actions.append(.resumeSequence)
        case .stop: actions.append(.stopSequence)
        case nil: break
        }
        return actions
    }
}
