/// How a text will travel, found without making a PDU.
public enum Segmentation {
    /// Concatenation counts in one octet.
    public static let maximumSegments = 255

    /// Encoding and segments of a text, with a concatenation reference of 8 or 16 bits where there are several.
    ///
    /// The figures are those of the encoders also beyond 255 segments, which the encoders refuse.
    public static func preview(
        _ text: String,
        encoding choice: EncodingChoice = .auto,
        referenceBits: Int = 8
    ) -> SegmentationPreview {
        let units: MessageUnits =
            if choice != .ucs2, let septets = GSMAlphabet.septets(of: text) {
                .septets(septets)
            } else {
                .utf16(Array(text.utf16))
            }
        let single = units.capacity(headerOctets: 0)
        let multiple = units.capacity(headerOctets: referenceBits == 16 ? 7 : 6)
        let plan = SegmentPlan(units: units, text: text, single: single, multiple: multiple, limit: .max)
        let ends = plan?.ends ?? [units.count]
        let capacity = plan?.capacity ?? single
        let lastStart = ends.dropLast().last ?? 0
        return SegmentationPreview(
            encoding: units.encoding,
            segments: ends.count,
            unitsPerSegment: capacity,
            unitsLeft: capacity - (units.count - lastStart),
            charactersForcingUCS2: units.encoding == .ucs2 ? foreignCharacters(in: text) : []
        )
    }

    /// The characters that are not in the GSM alphabet, each once, in the order of their first place.
    private static func foreignCharacters(in text: String) -> [Character] {
        var seen: Set<Character> = []
        var foreign: [Character] = []
        for character in text
        where character.unicodeScalars.contains(where: { GSMAlphabet.length(of: $0) == nil })
            && seen.insert(character).inserted
        {
            foreign.append(character)
        }
        return foreign
    }
}
