/// What to do with a segment that was not accepted.
public enum RetryDecision: Hashable, Sendable {
    case sameLine(after: Duration)
    /// Offer it to the other lines.
    case otherLine
    /// Offer it to a provider.
    case provider
    case fail(SendFailure)
    /// Nothing more is tried; a status report may settle it.
    case uncertain
}

/// What a message has behind it when a try has failed.
public struct RetryHistory: Hashable, Sendable {
    /// Tries on the present line, the failed one included.
    public var triesOnLine: Int
    /// Different lines used so far, the present one included; 0 when only a provider was used.
    public var linesUsed: Int
    /// Whether another line could take it at all.
    public var hasOtherLine: Bool
    /// Whether a provider is configured and allowed for this message.
    public var hasProvider: Bool
    /// Whether the failed try was made through a provider.
    public var isAtProvider: Bool

    public init(triesOnLine: Int, linesUsed: Int, hasOtherLine: Bool, hasProvider: Bool, isAtProvider: Bool = false) {
        self.triesOnLine = triesOnLine
        self.linesUsed = linesUsed
        self.hasOtherLine = hasOtherLine
        self.hasProvider = hasProvider
        self.isAtProvider = isAtProvider
    }
}

/// When and where a segment is tried again. The same tries are made on each line and on the provider.
public struct RetryPolicy: Hashable, Sendable, Codable {
    /// Waits before the second try and those after it, in seconds; when they are used up, the route is changed.
    public var delays: [Int]
    /// Up to so many percent are added to a wait.
    public var jitterPercent: Int
    /// How many lines are used at most.
    public var maximumLines: Int
    /// The wait after being told to slow down, where the other side does not name one, in seconds.
    public var throttleDelay: Int

    public init(delays: [Int] = [5, 30, 120], jitterPercent: Int = 40, maximumLines: Int = 2, throttleDelay: Int = 60) {
        self.delays = delays
        self.jitterPercent = jitterPercent
        self.maximumLines = maximumLines
        self.throttleDelay = throttleDelay
    }

    public func decide(
        _ failure: SendFailure,
        history: RetryHistory,
        using generator: inout some RandomNumberGenerator
    ) -> RetryDecision {
        switch failure {
        case .uncertain: return .uncertain
        case .ok, .permanentNumber, .permanentMessage, .optedOut, .policy: return .fail(failure)
        case .senderBlocked, .configuration, .credit: return elsewhere(failure, history)
        case .throttled(let seconds):
            guard history.triesOnLine <= delays.count else { return elsewhere(failure, history) }
            let wait = min(max(seconds ?? throttleDelay, 1), Self.longestWait)
            return .sameLine(after: jittered(.seconds(wait), using: &generator))
        case .temporary:
            guard history.triesOnLine >= 1, history.triesOnLine <= delays.count else {
                return elsewhere(failure, history)
            }
            return .sameLine(after: jittered(.seconds(delays[history.triesOnLine - 1]), using: &generator))
        }
    }

    /// Nobody may make us wait longer than a day, in seconds.
    static let longestWait = 86_400

    private func elsewhere(_ failure: SendFailure, _ history: RetryHistory) -> RetryDecision {
        if history.isAtProvider { return .fail(failure) }
        if history.linesUsed < maximumLines, history.hasOtherLine { return .otherLine }
        return history.hasProvider ? .provider : .fail(failure)
    }

    private func jittered(_ wait: Duration, using generator: inout some RandomNumberGenerator) -> Duration {
        RateLimits(jitterPercent: jitterPercent).jittered(wait, using: &generator)
    }
}
