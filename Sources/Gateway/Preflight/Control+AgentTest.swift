public import Campaigns
import Storage

extension Control {
    /// Lets a configured agent hold these conversations and those that every agent has to pass, and keeps what became of
    /// it under the hash of its rules.
    public func testAgent(
        _ name: String,
        scenarios: [Scenario],
        by: String? = nil
    ) async throws(ControlProblem) -> AgentTestReport {
        guard name != Answering.people else {
            throw .conflict(
                "“\(name)” is people, and people need no test: a campaign with “agent: \(name)” may start without one"
            )
        }
        guard let agent = parts.agents.first(where: { $0.name == name }) else {
            let known = knownAgents.joined(separator: ", ")
            throw .notFound("there is no agent “\(name)”: there is \(known)")
        }
        guard let rules = agent.rules else {
            throw .conflict("agent “\(name)” answers by no rules: there is nothing to test")
        }
        return try await test(rules, named: name, scenarios, by: by)
    }

    /// The same for rules that are not, or not yet, those of a configured agent.
    public func testRules(
        _ rules: RulesAgent,
        named name: String,
        scenarios: [Scenario],
        by: String? = nil
    ) async throws(ControlProblem) -> AgentTestReport {
        try await test(rules, named: name, scenarios, by: by)
    }

    private func test(
        _ rules: RulesAgent,
        named name: String,
        _ scenarios: [Scenario],
        by: String?
    ) async throws(ControlProblem) -> AgentTestReport {
        let trial = AgentTrial(
            agent: rules,
            words: core.store.words,
            confirmations: core.store.confirmations,
            senderName: core.store.senderName,
            start: now
        )
        let report = AgentTestReport(
            agent: name,
            hash: rules.hash,
            at: now,
            results: trial.run(Scenario.builtIn + scenarios)
        )
        try await stored { () async throws(StorageError) in try await core.store.keep(report, by: by) }
        return report
    }
}
