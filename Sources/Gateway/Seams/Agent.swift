public import Campaigns

/// What answers a conversation: rules, a webhook, a language model, or a human.
public protocol Agent: Sendable {
    /// The name under which campaigns assign it.
    var name: String { get }

    /// The rules by which it answers, where it has any: what can be tested, and told apart by its hash.
    var rules: RulesAgent? { get }

    /// Answers one turn. A thrown error hands the conversation to a human.
    func answer(_ turn: AgentTurn) async throws -> AgentDecision
}

extension Agent {
    public var rules: RulesAgent? { nil }
}

/// What an agent sees of a conversation when it is its turn.
public struct AgentTurn: Hashable, Sendable {
    public var conversation: Int64
    /// The conversation's version; an answer to an older version is dropped.
    public var version: Int64
    public var number: PhoneNumber
    /// The texts since our last message to this number, joined by line feeds, oldest first.
    public var text: String
    /// The contact's fields, `name` among them.
    public var fields: [String: String]
    public var campaign: String?
    public var at: Timestamp

    public init(
        conversation: Int64,
        version: Int64,
        number: PhoneNumber,
        text: String,
        fields: [String: String],
        campaign: String?,
        at: Timestamp
    ) {
        self.conversation = conversation
        self.version = version
        self.number = number
        self.text = text
        self.fields = fields
        self.campaign = campaign
        self.at = at
    }
}
