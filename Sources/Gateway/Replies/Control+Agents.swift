public import Campaigns
import Storage

/// An agent that campaigns may name.
public struct AgentView: Hashable, Sendable, Codable {
    public var name: String
    /// What it asks, in this order.
    public var kinds: [String]
    /// Of all that it answers by; `nil` of people.
    public var version: ContentHash?
    /// What keeps services of it from being asked, and what is left of their budgets.
    public var notes: [String] = []
}

extension Control {
    /// What a campaign may name as its agent, people last.
    public func agents() async -> [AgentView] {
        var configured: [AgentView] = []
        for agent in parts.agents {
            let notes = await agent.notes()
            configured.append(
                AgentView(name: agent.name, kinds: agent.kinds, version: agent.version, notes: notes)
            )
        }
        return configured.sorted { $0.name < $1.name }
            + [AgentView(name: Answering.people, kinds: [Answering.people], version: nil)]
    }

    /// Looks at whether what an agent needs is there.
    public func checkAgent(_ name: String) async throws(ControlProblem) -> [AgentCheck] {
        await (try agent(name)).check()
    }

    /// Lets the services of an agent be asked again that had said that they want no more questions (HTTP 410).
    public func enableAgent(_ name: String) async throws(ControlProblem) -> Int {
        _ = try agent(name)
        let count = try await stored { () async throws(StorageError) in
            try await core.store.enableServices(of: name)
        }
        guard count > 0 else { throw .conflict("nothing of agent “\(name)” is disabled") }
        return count
    }

    /// Asks an agent for nobody: nothing is stored or sent.
    public func askAgent(_ name: String, _ turn: AgentTurn) async throws(ControlProblem) -> AgentDecision {
        let agent = try agent(name)
        return await asking(agent, core.surroundings.clock)(turn).decision
    }
}
