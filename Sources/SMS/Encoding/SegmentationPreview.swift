/// What a text costs.
public struct SegmentationPreview: Hashable, Sendable {
    /// `gsm7` or `ucs2`.
    public var encoding: MessageEncoding
    /// How many segments it needs; an empty text needs one.
    public var segments: Int
    /// Units of each segment: septets (160, of several 153 or 152) or UTF-16 units (70, 67, 66).
    public var unitsPerSegment: Int
    /// Units that still fit into the last segment.
    public var unitsLeft: Int
    /// The characters that are not in the GSM alphabet, each once, in the order of their first place; empty where the
    /// text is coded in it.
    public var charactersForcingUCS2: [Character]

    public init(
        encoding: MessageEncoding,
        segments: Int,
        unitsPerSegment: Int,
        unitsLeft: Int,
        charactersForcingUCS2: [Character]
    ) {
        self.encoding = encoding
        self.segments = segments
        self.unitsPerSegment = unitsPerSegment
        self.unitsLeft = unitsLeft
        self.charactersForcingUCS2 = charactersForcingUCS2
    }

    /// Whether the encoders take it: at most 255 segments.
    public var fits: Bool { segments <= Segmentation.maximumSegments }
}
