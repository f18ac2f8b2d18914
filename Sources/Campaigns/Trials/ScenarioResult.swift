/// How a conversation went.
public struct ScenarioResult: Hashable, Sendable, Codable {
    public struct Turn: Hashable, Sendable, Codable {
        /// What the person wrote.
        public var text: String
        public var actions: [Scenario.Action]
        /// What they were answered.
        public var reply: String?
        public var segments: Int
        public var why: String
        public var goal: String?
        /// Fields of the contact that got values; `nil` where none did.
        public var fields: [String: String]?
        /// What became of the person's campaigns and labels.
        public var orders: AgentOrders?
        /// What was not as expected.
        public var failures: [String]
    }

    public var name: String
    public var isBuiltIn: Bool
    public var turns: [Turn]
    /// When it was held, where that was in an earlier test of the same version.
    public var testedAt: Timestamp?

    public var passed: Bool { turns.allSatisfy(\.failures.isEmpty) }
}

extension ScenarioResult {
    /// Whether what an agent asks over a network is there. Conversations do not show it: a person stands in for what is not.
    public static func services(missing problems: [String]) -> ScenarioResult {
        let turn = Turn(
            text: "",
            actions: [],
            segments: 0,
            why: problems.isEmpty ? "each answers" : "each is asked",
            failures: problems
        )
        return ScenarioResult(name: "its services are there", isBuiltIn: true, turns: [turn])
    }
}

/// What became of a test of an agent.
public struct AgentTestReport: Hashable, Sendable, Codable {
    public var agent: String
    /// Of its rules: another rule is another agent.
    public var hash: ContentHash
    public var at: Timestamp
    public var results: [ScenarioResult]

    public init(agent: String, hash: ContentHash, at: Timestamp, results: [ScenarioResult]) {
        self.agent = agent
        self.hash = hash
        self.at = at
        self.results = results
    }

    public var failed: Int { results.filter { !$0.passed }.count }
    public var passed: Bool { failed == 0 && !results.isEmpty }
}
