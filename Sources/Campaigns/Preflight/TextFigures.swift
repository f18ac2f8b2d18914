import SMS

/// What the texts of one step are like, over all contacts.
public struct TextFigures: Hashable, Sendable, Codable {
    public struct Character: Hashable, Sendable, Codable {
        public var character: String
        /// Texts that have it.
        public var texts: Int
        /// It stands in the template itself, so that every text has it.
        public var isInTemplate: Bool
    }

    public struct Longest: Hashable, Sendable, Codable {
        public var text: String
        public var segments: Int
        public var number: String
        public var line: Int?
    }

    public struct Link: Hashable, Sendable, Codable {
        /// The name of the host.
        public var host: String
        public var texts: Int
        /// A service that makes addresses short: operators filter those.
        public var isShortener: Bool
    }

    public struct Count: Hashable, Sendable, Codable {
        public var what: String
        public var texts: Int
    }

    /// From 1.
    public var step: Int
    /// The variant of the step, as in `A`; nil where the step has one text for all.
    public var variant: String?
    public var texts = 0
    public var gsm7 = 0
    public var ucs2 = 0
    public var segments = 0
    /// Texts by their number of segments: the first is of those with one.
    public var histogram: [Int] = []
    /// Segments that plain characters in place of typographic ones would save.
    public var savable = 0
    public var longest: Longest?
    /// The characters that are not in the GSM alphabet, most frequent first.
    public var culprits: [Character] = []
    /// Fields that contacts lack.
    public var missing: [Count] = []
    public var tooLong = 0
    public var links: [Link] = []
    public var suspicious: [Count] = []
    /// Texts that should say how to opt out, and do not.
    public var withoutOptOut = 0
    /// Texts in which the sender's name stands.
    public var withSender = 0
    /// Texts that should name the sender, and do not; nil: none.
    public var withoutSender: Int?
    /// The first text, filled in.
    public var sample: String?

    public init(step: Int, variant: String? = nil) {
        self.step = step
        self.variant = variant
    }

    /// For people: `step 1`, or `step 1, variant A`.
    public var title: String { "step \(step)" + (variant.map { ", variant \($0)" } ?? "") }

    /// Whether anybody has still to get it.
    var isOpen: Bool { texts > 0 || tooLong > 0 || !missing.isEmpty }

    /// Different characters, hosts and fields that are counted; more are left out.
    static let most = 64

    mutating func add(_ text: String, _ preview: SegmentationPreview, of row: PreflightRow) {
        texts += 1
        if sample == nil { sample = text }
        segments += preview.segments
        let index = max(1, preview.segments) - 1
        if histogram.count <= index { histogram += Array(repeating: 0, count: index + 1 - histogram.count) }
        histogram[index] += 1
        if preview.encoding == .ucs2 { ucs2 += 1 } else { gsm7 += 1 }
        if preview.segments > longest?.segments ?? 0 {
            longest = Longest(
                text: text,
                segments: preview.segments,
                number: row.number.e164,
                line: row.line
            )
        }
    }

    /// Most frequent first, then by name, so that the same audience gives the same figures.
    mutating func finish() {
        culprits.sort { ($1.texts, $0.character) < ($0.texts, $1.character) }
        missing.sort { ($1.texts, $0.what) < ($0.texts, $1.what) }
        links.sort { ($1.texts, $0.host) < ($0.texts, $1.host) }
        suspicious.sort { ($1.texts, $0.what) < ($0.texts, $1.what) }
    }
}

extension [TextFigures.Count] {
    mutating func count(_ what: String) {
        if let index = firstIndex(where: { $0.what == what }) {
            self[index].texts += 1
        } else if count < TextFigures.most {
            append(TextFigures.Count(what: what, texts: 1))
        }
    }
}
