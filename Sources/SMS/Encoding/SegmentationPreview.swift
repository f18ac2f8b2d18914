/// What a text costs.
public struct SegmentationPreview: Hashable, Sendable {
    /// `gsm7` or `ucs2`.
    public var encoding: MessageEncoding
    /// How many segments it needs; an empty text needs one.
    public var segments: Int
    /// Units of each segment: septets (160, of several 153 or 152) or UTF-16 units (70, 67, 66). National tables take
    /// their share of each.
    public var unitsPerSegment: Int
    /// Units of the whole text: septets or UTF-16 units.
    public var unitsUsed: Int
    /// Units that still fit into the last segment.
    public var unitsLeft: Int
    /// The national tables that are used; the default ones where none were offered or none save anything.
    public var tables: ShiftTables
    /// The characters that are not in the GSM alphabet, each once, in the order of their first place, at most
    /// ``Segmentation/maximumForeignCharacters``; empty where the text is coded in it.
    public var foreignCharacters: [ForeignCharacter]

    public init(
        encoding: MessageEncoding,
        segments: Int,
        unitsPerSegment: Int,
        unitsUsed: Int,
        unitsLeft: Int,
        tables: ShiftTables = .standard,
        foreignCharacters: [ForeignCharacter] = []
    ) {
        self.encoding = encoding
        self.segments = segments
        self.unitsPerSegment = unitsPerSegment
        self.unitsUsed = unitsUsed
        self.unitsLeft = unitsLeft
        self.tables = tables
        self.foreignCharacters = foreignCharacters
    }

    /// Whether the encoders take it: at most 255 segments.
    public var fits: Bool { segments <= Segmentation.maximumSegments }

    /// The characters of ``foreignCharacters`` alone.
    public var charactersForcingUCS2: [Character] { foreignCharacters.map(\.character) }
}
