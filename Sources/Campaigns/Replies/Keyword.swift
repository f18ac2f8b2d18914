/// A word in force, by which people opt out, opt in or ask for help.
public struct Keyword: Hashable, Sendable, Codable {
    public enum Class: String, Hashable, Sendable, Codable, CaseIterable {
        case stop
        /// Opts out wherever it occurs in a text.
        case phrase
        case start, help, wrongNumber
        /// Agrees where a question for consent is open, and means nothing where none is.
        case yes
    }

    public var word: String
    public var `class`: Class
    /// As in ISO 639-1. It counts whatever the person's language is.
    public var language: String
    /// The configuration added it.
    public var isAdded: Bool
}

extension OptOutWords {
    /// All that are in force, by class and language.
    public var keywords: [Keyword] {
        let packs = KeywordPack.builtIn.map { ($0, false) } + added.map { ($0, true) }
        let agreeing = AgreeingWords.byLanguage.flatMap { language, words in
            words.map { Keyword(word: $0, class: .yes, language: language, isAdded: false) }
        }
        return Keyword.Class.allCases.flatMap { kind in
            packs.flatMap { pack, isAdded in
                pack[kind].map { Keyword(word: $0, class: kind, language: pack.language, isAdded: isAdded) }
            }
        } + agreeing
    }
}

extension KeywordPack {
    fileprivate subscript(_ kind: Keyword.Class) -> [String] {
        switch kind {
        case .stop: stop
        case .phrase: phrases
        case .start: start
        case .help: help
        case .wrongNumber: wrongNumber
        case .yes: []
        }
    }

    /// What is wrong with words that are to be added; `nil` where nothing is. Words that mean something else already would
    /// take that away from people.
    public static func problem(with word: String, as kind: Keyword.Class) -> String? {
        let folded = FoldedText(word)
        guard (1...3).contains(folded.words.count), word.count <= 40 else {
            return "a keyword has one to three words of letters or digits, and at most 40 characters"
        }
        let meaning: Keyword.Class? =
            switch OptOutWords().classify(word) {
            case .optOut: .stop
            case .optIn: .start
            case .help: .help
            default: nil
            }
        guard let meaning, meaning != kind else { return nil }
        return "'\(word)' is a word of \(meaning.rawValue) already"
    }
}
