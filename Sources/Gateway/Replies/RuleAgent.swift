public import Campaigns

/// The agent that answers by rules alone, all of them its own.
public struct RuleAgent: Agent {
    public let name: String
    private let chain: AgentChain

    public init(_ rules: RulesAgent, name: String) {
        chain = AgentChain(rules: rules, name: name)
        self.name = name
    }

    public var version: ContentHash? { chain.version }
    public var kinds: [String] { chain.kinds }
    public var zone: ZoneRules { chain.zone }

    public func answer(_ turn: AgentTurn) async throws -> AgentDecision {
        try await chain.answer(turn)
    }

    public func check() async -> [AgentCheck] {
        await chain.check()
    }
}
