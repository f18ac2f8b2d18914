public import SMS

/// How a text will travel, for programs: the answer of `POST /v1/segments` and of `pdu preview --json`.
public struct SegmentationView: Codable, Hashable, Sendable {
    /// A character that is not in the GSM alphabet, so that the whole text becomes UCS-2.
    public struct Costly: Codable, Hashable, Sendable {
        /// The character as people see it.
        public var character: String
        /// Its code points, such as `["U+2013"]`.
        public var codePoints: [String]
        /// Where it stands: characters as people see them, counted from 1; the first ``longestList`` places.
        public var places: [Int]
    }

    /// `gsm7` or `ucs2`.
    public var encoding: String
    /// How many segments it needs; an empty text needs one.
    public var segments: Int
    /// Units of each segment: septets, or UTF-16 units.
    public var unitsPerSegment: Int
    /// Units that still fit into the last segment.
    public var unitsLeft: Int
    /// Whether it can be sent: at most 255 segments.
    public var fits: Bool
    /// Which characters force UCS-2, each once, in the order of their first place, at most ``longestList``.
    public var forcingUCS2: [Costly]

    /// The longest of the lists here; a text that is not Latin has no end of them.
    public static let longestList = 100

    public init(_ preview: SegmentationPreview, of text: String) {
        encoding = preview.encoding.rawValue
        segments = preview.segments
        unitsPerSegment = preview.unitsPerSegment
        unitsLeft = preview.unitsLeft
        fits = preview.fits
        let foreign = preview.charactersForcingUCS2.prefix(Self.longestList)
        var places: [Character: [Int]] = [:]
        for character in foreign { places[character] = [] }
        for (index, character) in text.enumerated() {
            guard let known = places[character]?.count, known < Self.longestList else { continue }
            places[character]?.append(index + 1)
        }
        forcingUCS2 = foreign.map { character in
            Costly(
                character: String(character),
                codePoints: character.unicodeScalars.map { scalar in
                    let hex = String(scalar.value, radix: 16, uppercase: true)
                    return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
                },
                places: places[character] ?? []
            )
        }
    }
}
