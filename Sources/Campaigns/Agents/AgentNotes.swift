import Synchronization

/// What came up while an agent was asked, beside its decision: it is kept also where the answer came too late.
public final class AgentNotes: Sendable {
    public struct Contents: Hashable, Sendable {
        /// What was out of order, as in `webhook: example.org answered HTTP 500`; at most ``AgentNotes/mostErrors``.
        public var errors: [String] = []
        /// What models took for it.
        public var tokens = ModelTokens()

        public init(errors: [String] = [], tokens: ModelTokens = ModelTokens()) {
            self.errors = errors
            self.tokens = tokens
        }
    }

    public static let mostErrors = 8

    private let contents = Mutex(Contents())

    public init() {}

    public func failed(_ error: String) {
        contents.withLock { contents in
            if contents.errors.count < Self.mostErrors { contents.errors.append(String(error.prefix(200))) }
        }
    }

    public func spent(_ tokens: ModelTokens) { contents.withLock { $0.tokens += tokens } }

    /// What has come up so far.
    public var taken: Contents { contents.withLock(\.self) }
}

/// Two turns are the same whatever came up.
extension AgentNotes: Hashable {
    public static func == (left: AgentNotes, right: AgentNotes) -> Bool { true }
    public func hash(into hasher: inout Hasher) {}
}
