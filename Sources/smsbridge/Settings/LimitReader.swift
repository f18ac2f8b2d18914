import Campaigns
import Yams

/// Reads the limits of a line, in segments.
struct LimitReader {
    static let keys = [
        "per_minute", "per_hour", "per_day", "per_month", "billing_day", "billing_zone", "recipients_per_month",
        "warm_up", "spacing", "jitter_percent",
    ]

    let zones: ZoneDirectory

    /// What is not named stays as in `standard`.
    func read(_ value: YAMLValue, over standard: RateLimits) -> RateLimits {
        guard let section = value.section(Self.keys) else { return standard }
        var limits = standard
        limits.perMinute = section["per_minute"]?.integer(in: 1...100_000) ?? limits.perMinute
        limits.perHour = section["per_hour"]?.integer(in: 1...6_000_000) ?? limits.perHour
        limits.perDay = section["per_day"]?.integer(in: 1...100_000_000) ?? limits.perDay
        limits.perMonth = section["per_month"]?.integer(in: 1...1_000_000_000) ?? limits.perMonth
        limits.recipientsPerMonth =
            section["recipients_per_month"]?.integer(in: 1...1_000_000) ?? limits.recipientsPerMonth
        limits.jitterPercent = section["jitter_percent"]?.integer(in: 0...100) ?? limits.jitterPercent
        if let spacing = section["spacing"]?.duration(in: .zero...Duration.seconds(3600)) {
            limits.spacing = Int(spacing.components.seconds)
        }
        if let warmUp = section["warm_up"] { limits.warmUp = self.warmUp(warmUp) }
        limits.billing = billing(section) ?? limits.billing
        return limits
    }

    private func billing(_ section: YAMLSection) -> BillingMonth? {
        guard let value = section["billing_day"] else {
            section["billing_zone"]?.report(expected: "billing_day beside it: the day on which the month begins")
            return nil
        }
        guard let day = value.integer(in: BillingMonth.days) else { return nil }
        var zone = "UTC"
        if let named = section["billing_zone"], let text = named.text(expected: "a time zone such as Europe/Berlin") {
            if zones.contains(text) { zone = text } else { named.report(expected: "a time zone such as Europe/Berlin") }
        }
        return BillingMonth(day: day, zone: zone)
    }

    /// `true`, `false`, or how it grows.
    private func warmUp(_ value: YAMLValue) -> WarmUp? {
        if let flag = value.node.bool { return flag ? WarmUp() : nil }
        guard let section = value.section(["start", "factor"]) else { return nil }
        var warmUp = WarmUp()
        warmUp.start = section["start"]?.integer(in: 1...100_000) ?? warmUp.start
        if let factor = section["factor"]?.number(in: 1...10) { warmUp.percent = Int((factor * 100).rounded()) }
        return warmUp
    }

    /// Limits of a provider: what it takes at once may be as much as a message has.
    static func provider(_ value: YAMLValue?) -> RateLimits {
        var limits = RateLimits.unlimited
        guard let section = value?.section(["per_second", "per_minute", "per_hour", "per_day"]) else { return limits }
        limits.perSecond = section["per_second"]?.integer(in: 1...1000)
        limits.perMinute = section["per_minute"]?.integer(in: 20...1_000_000)
        limits.perHour = section["per_hour"]?.integer(in: 20...10_000_000)
        limits.perDay = section["per_day"]?.integer(in: 20...100_000_000)
        return limits
    }
}
