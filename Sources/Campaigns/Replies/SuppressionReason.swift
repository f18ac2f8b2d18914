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
}
