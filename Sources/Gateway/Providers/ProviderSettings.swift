public import Campaigns

/// How a provider is used.
public struct ProviderSettings: Sendable {
    public var provider: any Provider
    /// It takes messages when no line has been ready for so long; `nil` only sends what lines gave up.
    public var fallbackAfter: Duration?
    /// What it may cost in 24 hours at most, in thousandths of the account's currency unit.
    public var dailySpend: Int?
    /// In segments, and in messages a second.
    public var limits: RateLimits
    /// How often its inbox is polled; `nil` where it calls us.
    public var poll: Duration?
    /// Of its prices: ISO 4217.
    public var currency: String?

    public init(
        provider: any Provider,
        fallbackAfter: Duration?,
        dailySpend: Int?,
        poll: Duration?,
        limits: RateLimits = .unlimited,
        currency: String? = nil
    ) {
        self.provider = provider
        self.fallbackAfter = fallbackAfter
        self.dailySpend = dailySpend
        self.poll = poll
        self.limits = limits
        self.currency = currency
    }
}
