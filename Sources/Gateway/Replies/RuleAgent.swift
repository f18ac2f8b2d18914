public import Campaigns

/// The agent that answers by rules.
public struct RuleAgent: Agent {
    public let name: String
    private let rules: RulesAgent

    public init(_ rules: RulesAgent, name: String) {
        self.rules = rules
        self.name = name
    }

    public func answer(_ turn: AgentTurn) async throws -> AgentDecision {
        rules.answer(text: turn.text, fields: turn.fields, at: turn.at)
    }
}
