/// How fast a line, a provider or a campaign may send. Counted in segments; nil is no limit.
public struct RateLimits: Hashable, Sendable, Codable {
    /// In messages: what a provider takes at once is one request.
    public var perSecond: Int?
    public var perMinute: Int?
    public var perHour: Int?
    public var perDay: Int?
    /// In any 30 days, or in a month of the bill where ``billing`` says when that begins.
    public var perMonth: Int?
    public var billing: BillingMonth?
    /// Different recipients in the same stretch as ``perMonth``.
    public var recipientsPerMonth: Int?
    /// A new SIM begins slowly.
    public var warmUp: WarmUp?
    /// The least time between two hand-overs, in seconds.
    public var spacing: Int
    /// Waits are made longer by up to so many percent, at random: 0 to 100.
    public var jitterPercent: Int

    public init(
        perSecond: Int? = nil,
        perMinute: Int? = nil,
        perHour: Int? = nil,
        perDay: Int? = nil,
        perMonth: Int? = nil,
        billing: BillingMonth? = nil,
        recipientsPerMonth: Int? = nil,
        warmUp: WarmUp? = nil,
        spacing: Int = 0,
        jitterPercent: Int = 0
    ) {
        self.perSecond = perSecond
        self.perMinute = perMinute
        self.perHour = perHour
        self.perDay = perDay
        self.perMonth = perMonth
        self.billing = billing
        self.recipientsPerMonth = recipientsPerMonth
        self.warmUp = warmUp
        self.spacing = spacing
        self.jitterPercent = jitterPercent
    }

    /// What a line may send unless its SIM's plan says otherwise.
    public static let line = RateLimits(perMinute: 6, perHour: 100, perDay: 200, spacing: 3, jitterPercent: 40)
    public static let unlimited = RateLimits()

    /// The sliding limits in segments, shortest first. A day is 24 hours, not a calendar day, and a month 30 such days.
    public var sliding: [SlidingLimit] {
        var limits: [SlidingLimit] = []
        if spacing > 0 { limits.append(SlidingLimit(count: 1, seconds: Int64(spacing))) }
        if let perMinute { limits.append(SlidingLimit(count: perMinute, seconds: 60)) }
        if let perHour { limits.append(SlidingLimit(count: perHour, seconds: 3600)) }
        if let perDay { limits.append(SlidingLimit(count: perDay, seconds: SlidingLimit.day)) }
        if let perMonth, billing == nil { limits.append(SlidingLimit(count: perMonth, seconds: SlidingLimit.month)) }
        return limits
    }

    /// When the next segment may be handed over by the sliding limits; `handOver(k)` is the time of the k-th last one (1 is
    /// the last), nil when there were fewer.
    public func nextAllowed(from now: Timestamp, handOver: (Int) -> Timestamp?) -> Timestamp {
        sliding.reduce(now) { max($0, $1.nextAllowed(afterCountthLast: handOver($1.count), from: now)) }
    }

    /// A wait made longer by a random part of the jitter.
    public func jittered(_ wait: Duration, using generator: inout some RandomNumberGenerator) -> Duration {
        guard jitterPercent > 0, wait > .zero else { return wait }
        let most = wait.wholeMilliseconds * Int64(min(jitterPercent, 100)) / 100
        guard most > 0 else { return wait }
        return wait + .milliseconds(Int64.random(in: 0...most, using: &generator))
    }
}
