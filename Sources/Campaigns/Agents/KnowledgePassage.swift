/// A piece of what an agent may know, as it was found for a question.
public struct KnowledgePassage: Hashable, Sendable, Codable {
    /// File and place, such as `prices.md#2`.
    public var source: String
    public var text: String
    /// How well it fits; more is better. Comparable within one search only.
    public var score: Double

    public init(source: String, text: String, score: Double) {
        self.source = source
        self.text = text
        self.score = score
    }
}

/// Where an agent looks things up.
public protocol KnowledgeSource: Sendable {
    /// Of all that is in it.
    var version: ContentHash { get }

    /// The passages that fit a text best, the best first; empty where none has a word of it.
    func passages(for text: String, limit: Int) async throws(AgentProblem) -> [KnowledgePassage]
}
