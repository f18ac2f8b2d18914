/// Why a campaign is paused.
public struct PauseReason: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// By a person.
        case operatorPaused = "operator"
        case failures = "breaker_failures"
        case optOuts = "breaker_opt_outs"
        case blocks = "breaker_blocks"
        case budget
        /// The database is older than what was sent.
        case restored
    }

    public var kind: Kind
    /// For people: what happened, and what to do.
    public var text: String

    public init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }

    /// A person paused it.
    public static func byOperator(_ name: String?) -> PauseReason {
        PauseReason(.operatorPaused, "by \(name ?? "a person")")
    }
}
