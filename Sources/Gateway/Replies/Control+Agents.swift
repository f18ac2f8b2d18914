public import Campaigns

/// An agent that campaigns may name.
public struct AgentView: Hashable, Sendable, Codable {
    public var name: String
    /// What it asks, in this order.
    public var kinds: [String]
    /// Of all that it answers by; `nil` of people.
    public var version: ContentHash?
}

extension Control {
    /// What a campaign may name as its agent, people last.
    public var agents: [AgentView] {
        let configured = parts.agents.map { AgentView(name: $0.name, kinds: $0.kinds, version: $0.version) }
        return configured.sorted { $0.name < $1.name }
            + [AgentView(name: Answering.people, kinds: [Answering.people], version: nil)]
    }

    /// Looks at whether what an agent needs is there.
    public func checkAgent(_ name: String) async throws(ControlProblem) -> [AgentCheck] {
        await (try agent(name)).check()
    }

    /// Asks an agent for nobody: nothing is stored or sent.
    public func askAgent(_ name: String, _ turn: AgentTurn) async throws(ControlProblem) -> AgentDecision {
        let agent = try agent(name)
        return await asking(agent, core.surroundings.clock)(turn).decision
    }
}
