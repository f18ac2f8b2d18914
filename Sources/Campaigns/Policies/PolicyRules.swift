/// What a policy asks of campaigns to some numbers.
public struct PolicyRules: Hashable, Sendable, Codable {
    /// Where a campaign's text has to say how to opt out.
    public enum OptOutText: String, Hashable, Sendable, Codable, CaseIterable {
        case none, first, every
    }

    /// Where a campaign's text has to name the sender.
    public enum Identity: String, Hashable, Sendable, Codable, CaseIterable {
        case none, first, every
    }

    /// What becomes of contacts whose consent is older than ``consentAge``.
    public enum OldConsent: String, Hashable, Sendable, Codable, CaseIterable {
        /// The preflight tells how many there are.
        case warn
        /// It does not count.
        case leaveOut = "leave out"
    }

    /// The categories of campaigns that quiet hours, caps, consent and opt-out text are for.
    public var categories: [CampaignCategory]
    /// When messages may be sent, on the recipient's clock: all but the quiet hours and the excluded days. `nil` is always.
    public var window: SendingWindow?
    /// Messages of campaigns to one number.
    public var caps: [SlidingLimit]
    /// Kinds of consent of which one is needed; empty: any.
    public var consent: [ConsentKind]
    /// How old a consent may be; nil: no more is said than after 18 months.
    public var consentAge: AgeLimit?
    public var oldConsent: OldConsent
    /// Only a consent counts that the person has confirmed.
    public var doubleOptIn: Bool
    public var optOutText: OptOutText
    /// nil: in the first message, where that is marketing.
    public var identity: Identity?
    /// A confirmation of an opt-out leaves within so many minutes, or not at all.
    public var confirmationMinutes: Int?

    public init(
        categories: [CampaignCategory] = [.marketing],
        window: SendingWindow? = nil,
        caps: [SlidingLimit] = [],
        consent: [ConsentKind] = [],
        consentAge: AgeLimit? = nil,
        oldConsent: OldConsent = .warn,
        doubleOptIn: Bool = false,
        optOutText: OptOutText = .none,
        identity: Identity? = nil,
        confirmationMinutes: Int? = nil
    ) {
        self.categories = categories
        self.window = window
        self.caps = caps
        self.consent = consent
        self.consentAge = consentAge
        self.oldConsent = oldConsent
        self.doubleOptIn = doubleOptIn
        self.optOutText = optOutText
        self.identity = identity
        self.confirmationMinutes = confirmationMinutes
    }

    /// Whether it asks for more than that there is a consent.
    public var asksOfConsent: Bool {
        !consent.isEmpty || doubleOptIn || (consentAge != nil && oldConsent == .leaveOut)
    }

    public func concerns(_ category: CampaignCategory) -> Bool { categories.contains(category) }
}
