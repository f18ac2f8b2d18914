public import SMS

/// How a text will travel, for programs: the answer of `POST /v1/segments` and of `pdu preview --json`.
public struct SegmentationView: Codable, Hashable, Sendable {
    /// A character that is not in the GSM alphabet, so that the whole text becomes UCS-2.
    public struct Costly: Codable, Hashable, Sendable {
        /// The character as people see it.
        public var character: String
        /// Its code points, such as `["U+2013"]`.
        public var codePoints: [String]
        /// Where it stands first: characters as people see them, counted from 1.
        public var position: Int
        /// How often it stands in the text.
        public var count: Int
    }

    /// The text with plain characters for typographic ones.
    public struct Plain: Codable, Hashable, Sendable {
        public var text: String
        public var encoding: String
        public var segments: Int
    }

    /// What the tables of a national language would make of it.
    public struct National: Codable, Hashable, Sendable {
        /// The language's name in English.
        public var language: String
        /// Its identifier in the header, 1 to 13.
        public var identifier: Int
        public var segments: Int
    }

    /// `gsm7` or `ucs2`.
    public var encoding: String
    /// How many segments it needs; an empty text needs one.
    public var segments: Int
    /// Units of each segment: septets, or UTF-16 units.
    public var unitsPerSegment: Int
    /// Units of the whole text.
    public var unitsUsed: Int
    /// Units that still fit into the last segment.
    public var unitsLeft: Int
    /// Whether it can be sent: at most 255 segments.
    public var fits: Bool
    /// Which characters force UCS-2, each once, in the order of their first place.
    public var forcingUCS2: [Costly]
    /// What plain characters for typographic ones would make of it; missing where there are none to replace.
    public var transliterated: Plain?
    /// The national languages whose tables need fewer segments.
    public var national: [National]

    public init(_ advice: SegmentationAdvice) {
        let preview = advice.preview
        encoding = preview.encoding.rawValue
        segments = preview.segments
        unitsPerSegment = preview.unitsPerSegment
        unitsUsed = preview.unitsUsed
        unitsLeft = preview.unitsLeft
        fits = preview.fits
        forcingUCS2 = preview.foreignCharacters.map { foreign in
            Costly(
                character: String(foreign.character),
                codePoints: Self.codePoints(of: foreign.character),
                position: foreign.position + 1,
                count: foreign.count
            )
        }
        if let plain = advice.transliteration, let preview = advice.transliterated {
            transliterated = Plain(text: plain.text, encoding: preview.encoding.rawValue, segments: preview.segments)
        }
        national = advice.national.map { national in
            National(
                language: national.language.name,
                identifier: Int(national.language.rawValue),
                segments: national.preview.segments
            )
        }
    }

    /// Such as `["U+1F1E9", "U+1F1EA"]`.
    public static func codePoints(of character: Character) -> [String] {
        character.unicodeScalars.map { scalar in
            let hex = String(scalar.value, radix: 16, uppercase: true)
            return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
        }
    }
}
