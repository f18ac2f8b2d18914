public import Campaigns

/// What answers a conversation: rules, a webhook, a language model, or a human.
public protocol Agent: Sendable {
    /// The name under which campaigns assign it.
    var name: String { get }

    /// Of all that it answers by: a test of one version says nothing about another. `nil` for what cannot be tested.
    var version: ContentHash? { get }

    /// What it is made of, in the order in which they are asked: `rules`, `webhook`, `llm`.
    var kinds: [String] { get }

    /// The time zone of its hours.
    var zone: ZoneRules { get }

    /// How long it may think in all; `nil` for what the gateway grants.
    var patience: Duration? { get }

    /// The same agent with all that is asked over a network out of order, for rehearsals; `nil` where nothing is.
    var withoutServices: (any Agent)? { get }

    /// What keeps services of it from being asked, and what is left of their budgets; empty where nothing is to be said.
    func notes() async -> [String]

    /// Answers one turn. A thrown error hands the conversation to a human.
    func answer(_ turn: AgentTurn) async throws -> AgentDecision

    /// Looks at whether what it needs is there and what it can do.
    func check() async -> [AgentCheck]
}

extension Agent {
    public var version: ContentHash? { nil }
    public var kinds: [String] { [] }
    public var zone: ZoneRules { .utc }
    public var patience: Duration? { nil }
    public var withoutServices: (any Agent)? { nil }

    public func check() async -> [AgentCheck] { [] }
    public func notes() async -> [String] { [] }
}

/// What was found when an agent was looked at.
public struct AgentCheck: Hashable, Sendable, Codable {
    /// `rules`, `webhook`, `llm`.
    public var kind: String
    public var isGood: Bool
    /// What is there, or what is missing and what to do.
    public var text: String

    public init(kind: String, isGood: Bool, text: String) {
        self.kind = kind
        self.isGood = isGood
        self.text = text
    }
}
