public import Campaigns

/// When our lines write to each other, to prove that they send and receive.
public struct LoopbackSettings: Hashable, Sendable {
    /// How often; `nil`: only when somebody asks for it.
    public var every: Duration?
    /// When a round may begin.
    public var window = SendingWindow.always
    /// The clock on which the window is read.
    public var zone = ZoneRules.utc
    /// How long a test may take from its acceptance until it is read.
    public var within: Duration = .seconds(600)
    /// How long a line has to send a test: it may be busy, or at its limits.
    public var sending: Duration = .seconds(3600)

    public init(every: Duration? = nil) {
        self.every = every
    }

    /// The same in a hurry, for suites and exercises with virtual modems.
    public func divided(by divisor: Int) -> LoopbackSettings {
        guard divisor > 1 else { return self }
        var settings = self
        settings.every = every.map { $0 / divisor }
        settings.within /= divisor
        settings.sending /= divisor
        return settings
    }

    /// When the next round may begin, where the last one began then; `nil`: never.
    func next(after last: Timestamp?, at now: Timestamp) -> Timestamp? {
        guard let every else { return nil }
        // A clock that was wrong must not put the next round off for years.
        let due = last.map { min($0, now) + every } ?? now
        return window.nextOpening(from: max(due, now), zone: zone)
    }

    /// Until when what begins now must have left.
    func deadline(at now: Timestamp) -> Timestamp {
        let end = now + sending
        guard every != nil, let closing = window.closing(after: now, zone: zone) else { return end }
        return min(end, max(closing, now + .seconds(60)))
    }
}
