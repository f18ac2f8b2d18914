/// What the modem said to one command.
public struct ATAnswer: Sendable, Hashable {
    /// The lines of the answer, without echo, notifications and the final result, trimmed.
    public var lines: [String]
    /// How it ended.
    public var result: FinalResult

    public init(lines: [String] = [], result: FinalResult) {
        self.lines = lines
        self.result = result
    }

    /// True where the final result was OK.
    public var isOK: Bool { result == .ok }

    /// The failure, where there was one.
    public var failure: ATFailure? {
        guard case .error(let failure) = result else { return nil }
        return failure
    }
}

/// The line that ends an answer (V.250 clause 5.7, TS 27.007 clause 9, TS 27.005 clause 3.2.5).
public enum FinalResult: Sendable, Hashable {
    case ok
    case error(ATFailure)
}
