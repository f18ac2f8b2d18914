/// Why a number must not be written to.
public enum SuppressionReason: String, Sendable, Codable, CaseIterable {
    /// The person wrote STOP, or one of its kin.
    case stopKeyword
    /// The person asked in a sentence.
    case intent
    /// Somebody here entered it.
    case byHand
    case imported
    /// A provider knows of an opt-out.
    case provider
    case complaint
    case wrongNumber
    case invalidNumber
    case erasure

    /// Whether the person, or somebody for them, wished for it: then what they had consented to before counts no more.
    public var revokesConsent: Bool { self != .invalidNumber }

    /// Whether only the person can lift it: by START, or by a fresh consent that is documented. What was entered here can
    /// be a mistake.
    public var needsConsent: Bool {
        switch self {
        case .byHand, .imported, .invalidNumber: false
        case .stopKeyword, .intent, .provider, .complaint, .wrongNumber, .erasure: true
        }
    }

    /// Such as `the person wrote STOP or its like`, for people.
    public var meaning: String {
        switch self {
        case .stopKeyword: "the person wrote STOP or its like"
        case .intent: "the person asked not to be written to"
        case .byHand: "somebody here entered it"
        case .imported: "it came with an import"
        case .provider: "a provider knows of an opt-out"
        case .complaint: "somebody complained"
        case .wrongNumber: "it is not the person's number"
        case .invalidNumber: "the number does not work"
        case .erasure: "the person asked to be forgotten"
        }
    }
}
