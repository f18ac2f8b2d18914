/// What a text costs, and what would make it cost less. Nothing of it happens unless somebody asks for it.
public struct SegmentationAdvice: Hashable, Sendable {
    /// A national language whose tables need fewer segments than UCS-2.
    public struct National: Hashable, Sendable {
        public var language: NationalLanguage
        public var preview: SegmentationPreview

        public init(language: NationalLanguage, preview: SegmentationPreview) {
            self.language = language
            self.preview = preview
        }
    }

    /// The text as it is.
    public var preview: SegmentationPreview
    /// The text with plain characters for typographic ones; `nil` where it has none that make it UCS-2.
    public var transliteration: Transliteration?
    /// What ``transliteration`` would cost.
    public var transliterated: SegmentationPreview?
    /// The languages that would save segments.
    public var national: [National]

    public init(
        preview: SegmentationPreview,
        transliteration: Transliteration? = nil,
        transliterated: SegmentationPreview? = nil,
        national: [National] = []
    ) {
        self.preview = preview
        self.transliteration = transliteration
        self.transliterated = transliterated
        self.national = national
    }

    /// How many segments the transliteration saves.
    public var segmentsSavedByTransliteration: Int { preview.segments - (transliterated?.segments ?? preview.segments) }
}
