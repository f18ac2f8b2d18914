public import Campaigns

/// The agent that answers by rules.
public struct RuleAgent: Agent {
    public let name: String
    private let own: RulesAgent

    public init(_ rules: RulesAgent, name: String) {
        own = rules
        self.name = name
    }

    public var rules: RulesAgent? { own }

    public func answer(_ turn: AgentTurn) async throws -> AgentDecision {
        own.answer(text: turn.text, fields: turn.fields, at: turn.at)
    }
}
