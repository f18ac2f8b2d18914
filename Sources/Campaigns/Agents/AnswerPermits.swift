/// What the answers of a webhook or a model may hold and ask for.
public struct AnswerPermits: Hashable, Sendable, Codable {
    /// Longer answers are cut at the end of a sentence.
    public var maxSegments: Int
    /// Domains that a text may link to, their subdomains included.
    public var links: [String]
    /// Phone numbers that a text may name.
    public var numbers: [String]
    /// Phrases that no text may hold.
    public var phrases: [String]
    public var actions: [AgentAction]
    /// Fields of the contact that the agent may set.
    public var fields: [String]
    /// Below it a person gets the conversation. 0 to 1.
    public var minConfidence: Double
    /// What an agent's first answer ends with, such as `(automatic answer)`.
    public var disclosure: String?

    public init(
        maxSegments: Int = 3,
        links: [String] = [],
        numbers: [String] = [],
        phrases: [String] = [],
        actions: [AgentAction] = AgentAction.standard,
        fields: [String] = [],
        minConfidence: Double = 0.5,
        disclosure: String? = nil
    ) {
        self.maxSegments = maxSegments
        self.links = links
        self.numbers = numbers
        self.phrases = phrases
        self.actions = actions
        self.fields = fields
        self.minConfidence = minConfidence
        self.disclosure = disclosure
    }
}

/// What an answer rests on, and what it must not give away.
public struct AnswerGrounds: Hashable, Sendable {
    /// Such as `prices.md#2`: what the agent was shown.
    public var sources: [String]
    /// Texts of the operator; links and numbers in them may be passed on.
    public var texts: [String]
    /// Texts that must not leave, such as a model's instructions: no eight words in a row, and fewer of what is a secret.
    public var secrets: [String]

    public init(sources: [String] = [], texts: [String] = [], secrets: [String] = []) {
        self.sources = sources
        self.texts = texts
        self.secrets = secrets
    }
}
