/// One contact of a campaign's audience, as a preflight looks at it.
public struct PreflightRow: Sendable {
    /// Why a contact gets nothing.
    public enum Exclusion: String, Hashable, Sendable, Codable, CaseIterable {
        case suppressed, noConsent, weakConsent, removed, busyElsewhere, heldOut
    }

    /// What is known of the time zone in which the recipient's clock stands.
    public enum ZoneKnowledge: Hashable, Sendable {
        /// The contact or its number says it, or nobody has to know.
        case known
        /// The number leaves several open, and all of them have to be open.
        case several
        /// Nothing is known; the campaign's fallback counts.
        case none
    }

    public var number: PhoneNumber
    /// The line of the contact list, where the audience is one.
    public var line: Int?
    /// What the texts are filled with.
    public var fields: [String: String]
    public var exclusion: Exclusion?
    /// The newest consent, and every kind that is recorded.
    public var consentAt: Timestamp?
    public var consentKinds: [ConsentKind]
    /// What is missing where there are consents, and none that will do; nil: the kinds tell.
    public var consentLack: String?
    public var zone: ZoneKnowledge
    /// Index of the clock that counts for it, with the hours of each step.
    public var clock: Int
    /// The first step that it gets, from 0, and when that is due where that is known.
    public var step: Int
    public var dueAt: Timestamp?
    /// When the person last got something, as far as what one person gets at most counts it; the oldest first.
    public var earlier: [Timestamp] = []

    public init(
        number: PhoneNumber,
        line: Int? = nil,
        fields: [String: String],
        exclusion: Exclusion? = nil,
        consentAt: Timestamp? = nil,
        consentKinds: [ConsentKind] = [],
        consentLack: String? = nil,
        zone: ZoneKnowledge = .known,
        clock: Int = 0,
        step: Int = 0,
        dueAt: Timestamp? = nil
    ) {
        self.number = number
        self.line = line
        self.fields = fields
        self.exclusion = exclusion
        self.consentAt = consentAt
        self.consentKinds = consentKinds
        self.consentLack = consentLack
        self.zone = zone
        self.clock = clock
        self.step = step
        self.dueAt = dueAt
    }
}

/// What a policy asks of the texts and the consent of those for whom it holds.
public struct PreflightPolicy: Hashable, Sendable {
    /// As in `us, Florida`; empty where none holds.
    public var name: String
    /// Of the policy's file.
    public var version: Int
    public var consent: ConsentDemand
    public var optOutText: PolicyRules.OptOutText
    public var identity: PolicyRules.Identity
    /// From when on a consent is told as old.
    public var consentAge: AgeLimit

    public init(
        name: String,
        version: Int,
        consent: ConsentDemand,
        optOutText: PolicyRules.OptOutText,
        identity: PolicyRules.Identity = .none,
        consentAge: AgeLimit = .standard
    ) {
        self.name = name
        self.version = version
        self.consent = consent
        self.optOutText = optOutText
        self.identity = identity
        self.consentAge = consentAge
    }

    /// Where no policy holds: marketing says in its first message who writes, and how to opt out.
    public static func standard(for category: CampaignCategory) -> PreflightPolicy {
        PreflightPolicy(
            name: "",
            version: 0,
            consent: ConsentDemand(category: category, policy: nil),
            optOutText: .standard(for: category),
            identity: category == .marketing ? .first : .none
        )
    }
}

/// What is wrong with one row: a line of the list that can be downloaded.
public struct RowProblem: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case missingField, tooLong, invalidNumber, landline, noZone, noCommonHour, noOptOutText, noSender, weakConsent
        case noConsent, oldConsent, suspicious

        /// Whether a preflight does not pass with it.
        public var isFault: Bool {
            switch self {
            case .missingField, .tooLong, .noCommonHour, .noOptOutText, .weakConsent: true
            case .invalidNumber, .landline, .noZone, .noSender, .noConsent, .oldConsent, .suspicious: false
            }
        }
    }

    public var kind: Kind
    public var line: Int?
    public var number: String
    /// From 1; nil where it is not about a text.
    public var step: Int?
    public var reason: String

    public init(kind: Kind, line: Int?, number: String, step: Int?, reason: String) {
        self.kind = kind
        self.line = line
        self.number = number
        self.step = step
        self.reason = reason
    }
}
