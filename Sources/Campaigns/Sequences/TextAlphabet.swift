import SMS

/// The letters in which a campaign's texts are written.
public enum TextAlphabet: String, Sendable, Codable, CaseIterable {
    /// As they stand.
    case any
    /// Those of the GSM alphabet, where all of a text can be said in it: plain signs for typographic ones, and letters
    /// without accents that it lacks. A text with anything else stays as it is.
    case gsm

    func write(_ text: String) -> String {
        guard self == .gsm, !Self.isGSM(text) else { return text }
        let plain = Self.plain(text)
        return Self.isGSM(plain) ? plain : text
    }

    /// With everything replaced that the GSM alphabet has an equivalent of.
    static func plain(_ text: String) -> String { Transliteration(text, accents: true).text }

    private static func isGSM(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { GSMAlphabet.length(of: $0) != nil }
    }
}
