/// When a number counts as invalid: after two permanent failures from different lines, far enough apart that one bad
/// evening of the network cannot be the reason for both.
public struct InvalidNumberRule: Hashable, Sendable, Codable {
    /// One permanent failure. `line` tells routes apart; its text has no other meaning.
    public struct Failure: Hashable, Sendable, Codable {
        public var line: String
        public var at: Timestamp

        public init(line: String, at: Timestamp) {
            self.line = line
            self.at = at
        }
    }

    /// The time that has to lie between the two, in seconds.
    public var apartSeconds: Int64

    public init(apartSeconds: Int64 = 24 * 3600) {
        self.apartSeconds = apartSeconds
    }

    /// Whether these failures, in any order, make the number invalid.
    public func isInvalid(after failures: [Failure]) -> Bool {
        let apart = Duration.seconds(apartSeconds)
        return failures.contains { first in
            failures.contains { $0.line != first.line && $0.at - first.at >= apart }
        }
    }
}
