/// A language with tables of its own in the 7-bit alphabet (3GPP TS 23.038 clause 6.2.1.2.4). The raw value is its
/// identifier in the header elements 0x24 and 0x25.
public enum NationalLanguage: UInt8, Hashable, Sendable, CaseIterable {
    case turkish = 1
    /// Has a single shift table only.
    case spanish
    case portuguese
    /// Bengali and Assamese.
    case bengali
    case gujarati
    case hindi
    case kannada
    case malayalam
    case oriya
    case punjabi
    case tamil
    case telugu
    case urdu

    /// Whether there is a table that takes the place of the default alphabet (annex A.3).
    public var hasLockingShift: Bool { self != .spanish }

    /// The language's name in English.
    public var name: String {
        switch self {
        case .turkish: "Turkish"
        case .spanish: "Spanish"
        case .portuguese: "Portuguese"
        case .bengali: "Bengali and Assamese"
        case .gujarati: "Gujarati"
        case .hindi: "Hindi"
        case .kannada: "Kannada"
        case .malayalam: "Malayalam"
        case .oriya: "Oriya"
        case .punjabi: "Punjabi"
        case .tamil: "Tamil"
        case .telugu: "Telugu"
        case .urdu: "Urdu"
        }
    }
}
