/// Which kinds of consent count for a campaign's messages to a number.
///
/// Who only agreed to be told about a purchase or an appointment did not agree to marketing. A policy may ask for more.
public struct ConsentDemand: Hashable, Sendable {
    /// One of these is needed; nil: any.
    public let kinds: [ConsentKind]?
    /// Such as `us, Florida`; nil where the category alone asks for it.
    public let policy: String?

    /// Any kind counts.
    public static let any = ConsentDemand(kinds: nil, policy: nil)

    private init(kinds: [ConsentKind]?, policy: String?) {
        self.kinds = kinds
        self.policy = policy
    }

    /// `policy` is the one that holds for the number, if any; it counts where it concerns the category.
    public init(category: CampaignCategory, policy: PolicyShelf.Match?) {
        let own = category == .marketing ? ConsentKind.allCases.filter { $0 != .transactional } : nil
        guard let policy, policy.rules.concerns(category), !policy.rules.consent.isEmpty else {
            self.init(kinds: own, policy: nil)
            return
        }
        self.init(kinds: policy.rules.consent.filter { own?.contains($0) ?? true }, policy: policy.name)
    }

    /// Whether one of the kinds will do.
    public func isMet(by kinds: [ConsentKind]) -> Bool {
        guard let wanted = self.kinds else { return !kinds.isEmpty }
        return kinds.contains(where: wanted.contains)
    }

    /// What is missing where a consent of another kind is there, for people.
    public var lack: String {
        guard let policy, let kinds else { return "no consent for marketing: what is recorded is for a transaction" }
        return
            "no consent of the kind \(kinds.map(\.words).joined(separator: " or ")), which the policy \(policy) wants"
    }
}

extension ConsentKind {
    /// As in `express written`.
    public var words: String {
        rawValue.reduce(into: "") { text, letter in text += letter.isUppercase ? " \(letter.lowercased())" : "\(letter)"
        }
    }
}
