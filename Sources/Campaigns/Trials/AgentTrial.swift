/// Lets an agent hold conversations, with the gateway's own part in them: opt-outs, wrong numbers and machines never reach
/// it, and what a person has to look at it leaves alone.
public struct AgentTrial: Sendable {
    /// Asks an agent, and says how long it took; a rehearsal with rules alone takes no time.
    public typealias Asking = @Sendable (AgentTurn) async -> (decision: AgentDecision, took: Duration)

    /// The gateway's own part.
    public struct House: Sendable {
        public var words: OptOutWords
        public var confirmations: ConfirmationTexts
        public var senderName: String
        public var guards: GuardSettings

        public init(
            words: OptOutWords = OptOutWords(),
            confirmations: ConfirmationTexts = ConfirmationTexts(),
            senderName: String,
            guards: GuardSettings = GuardSettings()
        ) {
            self.words = words
            self.confirmations = confirmations
            self.senderName = senderName
            self.guards = guards
        }
    }

    private let house: House
    private let zone: ZoneRules
    private let start: Timestamp
    private let asking: Asking
    private let askingWithoutServices: Asking?

    /// - Parameters:
    ///   - house: The gateway's own part.
    ///   - zone: Of the agent's hours.
    ///   - start: When conversations begin that say nothing else.
    ///   - asking: Asks the agent.
    ///   - askingWithoutServices: Asks it while its webhook and its model are out of order; `nil` where it has none.
    public init(
        house: House,
        zone: ZoneRules,
        start: Timestamp,
        asking: @escaping Asking,
        askingWithoutServices: Asking? = nil
    ) {
        self.house = house
        self.zone = zone
        self.start = start
        self.asking = asking
        self.askingWithoutServices = askingWithoutServices
    }

    /// For rules alone.
    public init(agent: RulesAgent, house: House, start: Timestamp) {
        self.init(house: house, zone: agent.zone, start: start) { turn in
            (agent.answer(text: turn.text, fields: turn.fields, at: turn.at), .zero)
        }
    }

    /// Plays each of them, one after the other. Those with services out of order are left out where there is none.
    public func run(_ scenarios: [Scenario]) async -> [ScenarioResult] {
        var results: [ScenarioResult] = []
        for (index, scenario) in scenarios.enumerated() {
            guard let asking = scenario.withoutServices ? askingWithoutServices : asking else { continue }
            results.append(await play(scenario, index: index, asking))
        }
        return results
    }

    private func play(_ scenario: Scenario, index: Int, _ asking: Asking) async -> ScenarioResult {
        var session = TrialSession(
            house: house,
            fields: scenario.contact,
            sent: scenario.sent,
            at: scenario.at.map(zone.instant) ?? start,
            name: "test_\(start.milliseconds)_\(index)"
        )
        var turns: [ScenarioResult.Turn] = []
        for turn in scenario.turns {
            turns.append(TrialJudge.judge(await session.receive(turn.text, asking), turn))
            session.pass(.seconds(60))
        }
        if scenario.echoes > 0 { await echo(scenario.echoes, &session, &turns, asking) }
        if let most = scenario.mostReplies {
            let count = turns.count { $0.actions.contains(.reply) }
            if count > most, !turns.isEmpty {
                turns[turns.count - 1].failures.append("\(count) answers: expected at most \(most)")
            }
        }
        return ScenarioResult(name: scenario.name, isBuiltIn: scenario.isBuiltIn, turns: turns)
    }

    /// A machine on the other side that sends back whatever it gets.
    private func echo(
        _ count: Int,
        _ session: inout TrialSession,
        _ turns: inout [ScenarioResult.Turn],
        _ asking: Asking
    ) async {
        for _ in 0..<count {
            guard let text = turns.last?.reply else { return }
            session.pass(.seconds(15))
            turns.append(
                TrialJudge.judge(await session.receive(text, asking), Scenario.Turn(text: text, notActions: []))
            )
        }
    }
}
