public import Campaigns
import Storage

extension Control {
    /// Lets a configured agent hold these conversations and those that every agent has to pass, and keeps what became of
    /// it under the hash of all that the agent answers by.
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
        return try await test(try agent(name), scenarios, by: by)
    }

    /// The same for rules that are not, or not yet, those of a configured agent.
    public func testRules(
        _ rules: RulesAgent,
        named name: String,
        scenarios: [Scenario],
        by: String? = nil
    ) async throws(ControlProblem) -> AgentTestReport {
        try await test(RuleAgent(rules, name: name), scenarios, by: by)
    }

    /// A configured agent.
    func agent(_ name: String) throws(ControlProblem) -> any Agent {
        guard name != Answering.people else {
            throw .conflict(
                "“\(name)” is people: they need no check, and nobody answers for them in a chat or a replay"
            )
        }
        guard let agent = parts.agents.first(where: { $0.name == name }) else {
            let known = knownAgents.joined(separator: ", ")
            throw .notFound("there is no agent “\(name)”: there is \(known)")
        }
        return agent
    }

    private func test(
        _ agent: any Agent,
        _ scenarios: [Scenario],
        by: String?
    ) async throws(ControlProblem) -> AgentTestReport {
        guard let hash = agent.version else {
            throw .conflict("agent “\(agent.name)” has no version: there is nothing to test")
        }
        let clock = core.surroundings.clock
        let rehearsal = Rehearsal()
        let trial = AgentTrial(
            house: house,
            zone: agent.zone,
            start: now,
            asking: asking(agent, clock, rehearsal),
            askingWithoutServices: agent.withoutServices.map { asking($0, clock, rehearsal) }
        )
        var results = await trial.run(Scenario.builtIn + scenarios)
        if agent.withoutServices != nil {
            let problems = await agent.check().filter { !$0.isGood }.map { "\($0.kind): \($0.text)" }
            results.append(.services(missing: rehearsal.problems + problems))
        }
        if scenarios.isEmpty { results += try await failedBefore(hash) }
        let report = AgentTestReport(agent: agent.name, hash: hash, at: now, results: results)
        try await stored { () async throws(StorageError) in try await core.store.keep(report, by: by) }
        return report
    }

    /// The own conversations of the last test of this very version that it did not hold well: a test without them says
    /// nothing about them.
    private func failedBefore(_ hash: ContentHash) async throws(ControlProblem) -> [ScenarioResult] {
        let last = try await stored { () async throws(StorageError) in try await core.store.lastTest(of: hash) }
        return (last?.results ?? []).filter { !$0.isBuiltIn && !$0.passed }.map { result in
            var result = result
            result.testedAt = result.testedAt ?? last?.at
            return result
        }
    }

    /// What the gateway answers by itself.
    public var house: AgentTrial.House {
        AgentTrial.House(
            words: core.store.words,
            confirmations: core.store.confirmations,
            senderName: core.store.senderName,
            guards: core.store.conversations.guards
        )
    }

    /// `rehearsal`: what all turns that are asked are part of.
    func asking(
        _ agent: any Agent,
        _ clock: any Clock<Duration>,
        _ rehearsal: Rehearsal = Rehearsal()
    ) -> AgentTrial.Asking {
        let patience = agent.patience ?? parts.agentPatience
        return { turn in
            var turn = turn
            turn.rehearsal = rehearsal
            return await agent.rehearse(turn, patience: patience, clock: clock)
        }
    }
}

extension Agent {
    /// Answers a turn for nobody, and says how long it took. What it throws goes to a person, as it does in earnest.
    public func rehearse(
        _ turn: AgentTurn,
        patience: Duration,
        clock: any Clock<Duration>
    ) async -> (decision: AgentDecision, took: Duration) {
        let stopwatch = Stopwatch(clock)
        let decision = await withTaskGroup(of: AgentDecision.self) { group in
            group.addTask {
                do {
                    return try await answer(turn)
                } catch {
                    return .escalate(reason: "agent “\(name)” failed: \(error)", reply: nil)
                }
            }
            group.addTask {
                try? await clock.sleep(for: patience)
                return .escalate(reason: "agent “\(name)” did not answer in time", reply: nil)
            }
            defer { group.cancelAll() }
            return await group.next() ?? .escalate(reason: "no answer", reply: nil)
        }
        return (decision, stopwatch.elapsed)
    }
}
