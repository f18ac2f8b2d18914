/// How a text will travel, found without making a PDU.
public enum Segmentation {
    /// Concatenation counts in one octet.
    public static let maximumSegments = 255
    /// How many different characters a preview names.
    public static let maximumForeignCharacters = 64

    /// Encoding and segments of a text, with a concatenation reference of 8 or 16 bits where there are several, and with
    /// the tables of a national language where one is named and that needs less.
    ///
    /// The figures are those of the encoders also beyond 255 segments, which the encoders refuse. `gsm7` for a text that
    /// is not in the alphabet gives the figures of UCS-2 and the characters that force it.
    public static func preview(
        _ text: String,
        encoding choice: EncodingChoice = .auto,
        referenceBits: Int = 8,
        national: NationalLanguage? = nil
    ) -> SegmentationPreview {
        let draft = try? SegmentDraft(
            .text(text, choice == .ucs2 ? .ucs2 : .auto),
            national: national,
            elements: [],
            referenceBits: referenceBits,
            limit: .max
        )
        // A text that may be UCS-2 always has units.
        let units = draft?.units ?? .utf16(Array(text.utf16))
        let ends = draft?.plan?.ends ?? [units.count]
        let capacity = draft?.plan?.capacity ?? units.capacity(headerOctets: 0)
        let lastStart = ends.dropLast().last ?? 0
        return SegmentationPreview(
            encoding: units.encoding,
            segments: ends.count,
            unitsPerSegment: capacity,
            unitsUsed: units.count,
            unitsLeft: capacity - (units.count - lastStart),
            tables: draft?.tables ?? .standard,
            foreignCharacters: units.encoding == .ucs2 ? foreignCharacters(in: text) : []
        )
    }

    /// What could make a text need fewer segments, and by how much.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - referenceBits: 8 or 16.
    ///   - languages: The national languages to try; any order, the answer keeps it.
    /// - Returns: The figures as they are, and those of each way that there is.
    public static func advice(
        _ text: String,
        referenceBits: Int = 8,
        languages: [NationalLanguage] = NationalLanguage.allCases
    ) -> SegmentationAdvice {
        let now = preview(text, referenceBits: referenceBits)
        var advice = SegmentationAdvice(preview: now)
        guard now.encoding == .ucs2 else { return advice }
        let transliteration = Transliteration(text)
        if !transliteration.replacements.isEmpty {
            advice.transliteration = transliteration
            advice.transliterated = preview(transliteration.text, referenceBits: referenceBits)
        }
        for language in languages {
            let national = preview(text, referenceBits: referenceBits, national: language)
            if national.segments < now.segments {
                advice.national.append(SegmentationAdvice.National(language: language, preview: national))
            }
        }
        return advice
    }

    private static func foreignCharacters(in text: String) -> [ForeignCharacter] {
        var places: [Character: Int] = [:]
        var foreign: [ForeignCharacter] = []
        for (position, character) in text.enumerated()
        where character.unicodeScalars.contains(where: { GSMAlphabet.length(of: $0) == nil }) {
            if let place = places[character] {
                foreign[place].count += 1
            } else if foreign.count < maximumForeignCharacters {
                places[character] = foreign.count
                foreign.append(ForeignCharacter(character: character, position: position, count: 1))
            }
        }
        return foreign
    }
}
