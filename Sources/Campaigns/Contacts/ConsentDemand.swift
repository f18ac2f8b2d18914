/// Which consents count for a campaign's messages to a number.
///
/// Who only agreed to be told about a purchase or an appointment did not agree to marketing. A policy may ask for more.
public struct ConsentDemand: Hashable, Sendable {
    /// Of the message; nil: any.
    public let category: CampaignCategory?
    /// One of these is needed; nil: any.
    public let kinds: [ConsentKind]?
    /// Such as `us, Florida`; nil where the category alone asks for it.
    public let policy: String?
    /// The category, and the campaign's own purpose: a consent that names what it is for has to name one of them. Empty: any
    /// will do.
    public let uses: [String]
    /// Older ones do not count; nil: all do.
    public let maximumAge: AgeLimit?
    /// The person has to have confirmed it.
    public let needsDoubleOptIn: Bool

    /// Any counts.
    public static let any = ConsentDemand(kinds: nil, policy: nil, uses: [])

    private init(
        category: CampaignCategory? = nil,
        kinds: [ConsentKind]?,
        policy: String?,
        uses: [String],
        maximumAge: AgeLimit? = nil,
        needsDoubleOptIn: Bool = false
    ) {
        self.category = category
        self.kinds = kinds
        self.policy = policy
        self.uses = uses
        self.maximumAge = maximumAge
        self.needsDoubleOptIn = needsDoubleOptIn
    }

    /// `policy` is the one that holds for the number, if any; it counts where it concerns the category. `purpose` is the
    /// campaign's own, if it names one.
    public init(category: CampaignCategory, purpose: String? = nil, policy: PolicyShelf.Match?) {
        let own = category == .marketing ? ConsentKind.allCases.filter { $0 != .transactional } : nil
        let uses = [category.rawValue] + (purpose.map { [$0] } ?? [])
        guard let policy, policy.rules.concerns(category), policy.rules.asksOfConsent else {
            self.init(category: category, kinds: own, policy: nil, uses: uses)
            return
        }
        let wanted = policy.rules.consent
        self.init(
            category: category,
            kinds: wanted.isEmpty ? own : wanted.filter { own?.contains($0) ?? true },
            policy: policy.name,
            uses: uses,
            maximumAge: policy.rules.oldConsent == .leaveOut ? policy.rules.consentAge : nil,
            needsDoubleOptIn: policy.rules.doubleOptIn
        )
    }

    /// What a campaign's messages need.
    public init(of definition: CampaignDefinition, policy: PolicyShelf.Match?) {
        self.init(category: definition.category, purpose: definition.purpose, policy: policy)
    }

    /// Whether one of the kinds will do.
    public func isMet(by kinds: [ConsentKind]) -> Bool {
        guard let wanted = self.kinds else { return !kinds.isEmpty }
        return kinds.contains(where: wanted.contains)
    }

    /// What is missing where consents are there that have neither ended nor been revoked, for people; nil where nothing is.
    public func lack(in grants: [ConsentGrant], at: Timestamp) -> String? {
        let fitting = grants.filter { $0.purpose?.covers(uses) ?? true || uses.isEmpty }
        guard !fitting.isEmpty else {
            let others = Set(grants.flatMap { $0.purpose?.words ?? [] }).sorted().joined(separator: ", ")
            return "no consent for \(uses.last ?? "this"): what is recorded is for \(others)"
        }
        let kind = fitting.filter { isMet(by: [$0.kind]) }
        guard !kind.isEmpty else { return lack }
        let young = kind.filter { grant in maximumAge.map { at - grant.capturedAt <= $0.duration } ?? true }
        guard !young.isEmpty else {
            return "no consent of the last \(maximumAge?.text ?? ""), which the policy \(policy ?? "") wants"
        }
        guard !needsDoubleOptIn || young.contains(where: \.isDoubleOptIn) else {
            return "no consent that the person has confirmed (double opt-in), which the policy \(policy ?? "") wants"
        }
        return nil
    }

    /// What is missing where a consent of another kind is there, for people.
    public var lack: String {
        guard let policy, let kinds, kinds != ConsentKind.allCases.filter({ $0 != .transactional }) else {
            return "no consent for marketing: what is recorded is for a transaction"
        }
        return
            "no consent of the kind \(kinds.map(\.words).joined(separator: " or ")), which the policy \(policy) wants"
    }
}

/// One consent that has neither ended nor been revoked.
public struct ConsentGrant: Hashable, Sendable {
    public var kind: ConsentKind
    public var purpose: ConsentPurpose?
    public var capturedAt: Timestamp
    public var isDoubleOptIn: Bool

    public init(
        kind: ConsentKind,
        purpose: ConsentPurpose? = nil,
        capturedAt: Timestamp,
        isDoubleOptIn: Bool = false
    ) {
        self.kind = kind
        self.purpose = purpose
        self.capturedAt = capturedAt
        self.isDoubleOptIn = isDoubleOptIn
    }
}

extension ConsentKind {
    /// As in `express written`.
    public var words: String {
        rawValue.reduce(into: "") { text, letter in text += letter.isUppercase ? " \(letter.lowercased())" : "\(letter)"
        }
    }
}
