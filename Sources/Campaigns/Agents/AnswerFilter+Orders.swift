extension AnswerFilter {
    /// What the allowed actions come to of campaigns and labels; `nil`: nothing.
    func orders(
        _ actions: [(AgentAction, AgentAnswer.Action)],
        _ notes: inout [String]
    ) -> AgentOrders? {
        var orders = AgentOrders()
        for (kind, action) in actions {
            switch kind {
            case .stopSequence: orders.sequence = .stop
            case .resumeSequence where actions.contains { $0.0 == .escalate }:
                notes.append("left out resume_sequence beside escalate: a person looks first")
            // To stop is the safer of the two.
            case .resumeSequence: orders.sequence = orders.sequence ?? .resume
            case .tag:
                guard let tag = AgentOrders.tag(action.name ?? "") else {
                    notes.append("left out a tag: its name needs 1 to \(AgentOrders.longestTag) characters on one line")
                    continue
                }
                guard !orders.tags.contains(tag) else { continue }
                guard orders.tags.count < AgentOrders.mostTags else {
                    notes.append("left out the tag “\(tag)”: a contact has \(AgentOrders.mostTags) at most")
                    continue
                }
                orders.tags.append(tag)
            default: break
            }
        }
        return orders.isEmpty ? nil : orders
    }
}
