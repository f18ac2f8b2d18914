/// The words of one language by which people opt out, opt in and ask for help. Case, accents, punctuation and emoji do
/// not matter, so words are listed once.
public struct KeywordPack: Hashable, Sendable, Codable {
    /// As in ISO 639-1.
    public var language: String
    /// Opt out, when the text says nothing else.
    public var stop: [String]
    /// Words of `stop` that mean it so clearly that a longer text with one of them is looked at by a person.
    public var strong: [String]
    /// Opt out wherever they occur.
    public var phrases: [String]
    public var start: [String]
    public var help: [String]
    /// The number belongs to somebody else.
    public var wrongNumber: [String]
    /// Words around a stop word that change nothing: please, now, thanks.
    public var fillers: [String]

    public init(
        language: String,
        stop: [String],
        strong: [String] = [],
        phrases: [String] = [],
        start: [String] = [],
        help: [String] = [],
        wrongNumber: [String] = [],
        fillers: [String] = []
    ) {
        self.language = language
        self.stop = stop
        self.strong = strong
        self.phrases = phrases
        self.start = start
        self.help = help
        self.wrongNumber = wrongNumber
        self.fillers = fillers
    }
}
