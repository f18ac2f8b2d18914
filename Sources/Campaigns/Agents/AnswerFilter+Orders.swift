extension AnswerFilter {
    /// What the allowed actions come to of campaigns and labels; `nil`: nothing.
    func orders(
        _ actions: [(AgentAction, AgentAnswer.Action)],
        _ goal: Goal?,
        _ notes: inout [String]
    ) -> AgentOrders? {
        var orders = AgentOrders()
        for (kind, action) in actions {
            switch kind {
            case .stopSequence: orders.sequence = .stop
            case .resumeSequence where actions.contains { $0.0 == .escalate }:
                notes.append("left out resume_sequence beside escalate: a person looks first")
            case .resumeSequence where goal != nil:
                notes.append("left out resume_sequence beside a goal, which ends the sequence")
            // To stop is the safer of the two.
            case .resumeSequence: orders.sequence = orders.sequence ?? .resume
            case .tag:
                guard let tag = AgentOrders.tag(action.name ?? "") else {
                    notes.append("left out a tag: its name needs 1 to \(AgentOrders.longestTag) characters on one line")
                    continue
                }
                if !orders.tags.contains(tag) { orders.tags.append(tag) }
            default: break
            }
        }
        return orders.isEmpty ? nil : orders
    }
}
