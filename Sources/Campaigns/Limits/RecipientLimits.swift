/// How many messages one person gets at most from programs and campaigns together, and from campaigns alone. Counted in
/// messages, by the first segment of each. What answers the person (an agent, a human, a confirmation) is neither counted
/// nor kept.
public struct RecipientLimits: Hashable, Sendable {
    /// Of programs and campaigns.
    public var all: [SlidingLimit]
    /// Of campaigns, for a campaign of each category.
    public var campaigns: [CampaignCategory: [SlidingLimit]]

    public init(all: [SlidingLimit] = [], campaigns: [CampaignCategory: [SlidingLimit]] = [:]) {
        self.all = all
        self.campaigns = campaigns
    }

    /// Those that hold for a campaign of that category.
    public func caps(for category: CampaignCategory) -> [SlidingLimit] { all + (campaigns[category] ?? []) }

    public static let unlimited = RecipientLimits()

    /// What holds unless the settings say otherwise: a program that runs wild writes a person 12 times an hour, not more.
    public static let standard = RecipientLimits(
        all: [
            SlidingLimit(count: 1, seconds: 60), SlidingLimit(count: 5, seconds: 900),
            SlidingLimit(count: 12, seconds: 3600),
        ],
        campaigns: [
            .marketing: [
                SlidingLimit(count: 3, seconds: SlidingLimit.day), SlidingLimit(count: 6, seconds: SlidingLimit.month),
            ]
        ]
    )
}

extension MessageOrigin {
    /// Whether the person did not ask for it at this moment, so that the limits of recipients count it.
    public var countsForRecipient: Bool {
        switch self {
        case .api, .campaign: true
        case .system, .human, .agent, .test: false
        }
    }
}
