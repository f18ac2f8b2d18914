/// Why a port did not become ready, and what a person can do.
public struct StartUpProblem: Error, Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case silent
        case noSIM
        case simFailure
        case pukNeeded
        case deviceLocked
        /// The SIM said that the PIN is wrong. The caller keeps the refusal.
        case pinRefused
        /// The PIN was sent and the answer is unknown: counts as refused.
        case pinUnclear
        /// No PIN was entered, for the reason that the caller gave.
        case pinWithheld
        case noPDUMode
        case hungUp
    }

    public var kind: Kind
    /// What happened.
    public var what: String
    /// What to do next.
    public var remedy: String

    public init(_ kind: Kind, what: String, remedy: String) {
        self.kind = kind
        self.what = what
        self.remedy = remedy
    }
}

extension StartUpProblem: CustomStringConvertible {
    public var description: String { "\(what) \(remedy)" }
}
