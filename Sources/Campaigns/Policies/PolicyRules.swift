/// What a policy asks of campaigns to some numbers.
public struct PolicyRules: Hashable, Sendable, Codable {
    /// Where a campaign's text has to say how to opt out.
    public enum OptOutText: String, Hashable, Sendable, Codable, CaseIterable {
        case none, first, every
    }

    /// The categories of campaigns that quiet hours, caps, consent and opt-out text are for.
    public var categories: [CampaignCategory]
    /// When messages may be sent, on the recipient's clock: all but the quiet hours and the excluded days. `nil` is always.
    public var window: SendingWindow?
    /// Messages of campaigns to one number.
    public var caps: [SlidingLimit]
    /// Kinds of consent of which one is needed; empty: any.
    public var consent: [ConsentKind]
    public var optOutText: OptOutText
    /// A confirmation of an opt-out leaves within so many minutes, or not at all.
    public var confirmationMinutes: Int?

    public init(
        categories: [CampaignCategory] = [.marketing],
        window: SendingWindow? = nil,
        caps: [SlidingLimit] = [],
        consent: [ConsentKind] = [],
        optOutText: OptOutText = .none,
        confirmationMinutes: Int? = nil
    ) {
        self.categories = categories
        self.window = window
        self.caps = caps
        self.consent = consent
        self.optOutText = optOutText
        self.confirmationMinutes = confirmationMinutes
    }

    public func concerns(_ category: CampaignCategory) -> Bool { categories.contains(category) }
}
