public import Campaigns

/// One of those that a chain asks, in turn.
public protocol AgentLink: Sendable {
    /// `rules`, `webhook`, `llm`.
    var kind: String { get }

    /// Of all that it answers by.
    var version: ContentHash { get }

    /// How long it may think.
    var patience: Duration { get }

    /// Whether it is asked over a network, and so can be out of order.
    var isService: Bool { get }

    /// Answers, or leaves it to the next one. Throws where it gave no answer that can be used.
    func answer(_ turn: AgentTurn) async throws(AgentProblem) -> LinkAnswer

    func check() async -> AgentCheck

    /// What keeps it from being asked, or what is left of its budget; `nil` where nothing is to be said.
    func note() async -> String?
}

extension AgentLink {
    public func note() async -> String? { nil }
}

/// What one of a chain says.
public enum LinkAnswer: Hashable, Sendable {
    /// By rules that people here wrote: it is done as it is.
    case decided(AgentDecision)
    /// Looked at before anything of it is done.
    case proposed(AgentAnswer, AnswerGrounds)
    /// Nothing, for this reason: the next one is asked.
    case passed(String)
}
