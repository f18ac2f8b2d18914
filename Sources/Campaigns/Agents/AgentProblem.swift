/// Why an agent gave no answer that can be used; the next one in its chain is asked.
public struct AgentProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// For people; holds no secret.
    public var reason: String

    public init(_ reason: String) {
        self.reason = reason
    }

    public var description: String { reason }
}
