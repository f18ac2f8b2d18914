import Campaigns

/// Reads the limits of a line, in segments.
enum LimitReader {
    static let keys = ["per_minute", "per_hour", "per_day", "spacing", "jitter_percent"]

    /// What is not named stays as in `standard`.
    static func read(_ value: YAMLValue, over standard: RateLimits) -> RateLimits {
        guard let section = value.section(keys) else { return standard }
        var limits = standard
        limits.perMinute = section["per_minute"]?.integer(in: 1...100_000) ?? limits.perMinute
        limits.perHour = section["per_hour"]?.integer(in: 1...6_000_000) ?? limits.perHour
        limits.perDay = section["per_day"]?.integer(in: 1...100_000_000) ?? limits.perDay
        limits.jitterPercent = section["jitter_percent"]?.integer(in: 0...100) ?? limits.jitterPercent
        if let spacing = section["spacing"]?.duration(in: .zero...Duration.seconds(3600)) {
            limits.spacing = Int(spacing.components.seconds)
        }
        return limits
    }
}
