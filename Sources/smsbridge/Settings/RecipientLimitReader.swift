import Campaigns
import Yams

/// Reads what one person gets at most, in messages.
enum RecipientLimitReader {
    private static let all: [(key: String, seconds: Int64, bounds: ClosedRange<Int>)] = [
        ("per_minute", 60, 1...1000), ("per_15_minutes", 900, 1...10_000), ("per_hour", 3600, 1...10_000),
    ]
    private static let campaigns: [(key: String, seconds: Int64, bounds: ClosedRange<Int>)] = [
        ("per_day", SlidingLimit.day, 1...1000), ("per_month", SlidingLimit.month, 1...10_000),
    ]

    /// What is not named stays as it is by default; `off` is no limit.
    static func read(_ value: YAMLValue) -> RecipientLimits {
        if isOff(value) { return .unlimited }
        let categories = CampaignCategory.allCases.map(\.rawValue)
        guard let section = value.section(all.map(\.key) + categories) else { return .standard }
        var limits = RecipientLimits()
        limits.all = read(section, all, standard: RecipientLimits.standard.all)
        for category in CampaignCategory.allCases {
            let standard = RecipientLimits.standard.campaigns[category] ?? []
            guard let own = section[category.rawValue] else {
                limits.campaigns[category] = standard
                continue
            }
            guard !isOff(own), let section = own.section(campaigns.map(\.key)) else { continue }
            limits.campaigns[category] = read(section, campaigns, standard: standard)
        }
        return limits
    }

    private static func read(
        _ section: YAMLSection,
        _ keys: [(key: String, seconds: Int64, bounds: ClosedRange<Int>)],
        standard: [SlidingLimit]
    ) -> [SlidingLimit] {
        keys.compactMap { key, seconds, bounds in
            guard let value = section[key] else { return standard.first { $0.seconds == seconds } }
            if isOff(value) { return nil }
            return value.integer(in: bounds).map { SlidingLimit(count: $0, seconds: seconds) }
        }
    }

    private static func isOff(_ value: YAMLValue) -> Bool { value.node.bool == false || value.scalar == "off" }
}
