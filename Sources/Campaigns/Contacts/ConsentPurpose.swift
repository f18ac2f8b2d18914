/// What a consent is for: categories of campaigns, or purposes of one's own, such as `marketing` or `appointments`.
///
/// Written as words with commas between them. A consent without any is for whatever is sent.
public struct ConsentPurpose: Hashable, Sendable {
    /// In small letters, sorted, each once; at least one.
    public let words: [String]

    public static let mostWords = 10
    public static let longestWord = 40

    /// Reads `marketing, appointments`; nil where that is no list of words.
    public init?(_ text: String) {
        let parts = text.split(omittingEmptySubsequences: false) { ",;|".contains($0) }
        var words: Set<String> = []
        for part in parts {
            guard let word = Self.word(String(part)) else { return nil }
            words.insert(word)
        }
        guard (1...Self.mostWords).contains(words.count) else { return nil }
        self.words = words.sorted()
    }

    /// One of them: letters, digits, `_` and `-`, at most 40. Blanks within it count as `_`.
    public static func word(_ text: String) -> String? {
        let word = String(text.trimmingWhitespace().lowercased().map { $0 == " " ? "_" : $0 })
        guard (1...longestWord).contains(word.count),
            word.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" })
        else { return nil }
        return word
    }

    /// How it is stored and written: `appointments,marketing`.
    public var text: String { words.joined(separator: ",") }

    /// Whether it is for one of these uses.
    public func covers(_ uses: [String]) -> Bool { words.contains(where: uses.contains) }
}

extension ConsentPurpose: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let purpose = ConsentPurpose(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no purpose of a consent")
        }
        self = purpose
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
