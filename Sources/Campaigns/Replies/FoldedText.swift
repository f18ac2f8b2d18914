import Foundation

/// A text as keywords are compared: words in lower case, without accents, punctuation, emoji and quotation marks.
struct FoldedText: Hashable, Sendable {
    let words: [String]

    /// Looks at so many characters at most; nobody asks to be left alone further down.
    static let maximumLength = 1000

    init(_ text: String) {
        // Compatibility forms take full-width letters and ligatures to plain ones, and part letters from their accents.
        let plain = String(text.prefix(Self.maximumLength)).lowercased().decomposedStringWithCompatibilityMapping
        var words: [String] = []
        var word = String.UnicodeScalarView()
        for scalar in plain.unicodeScalars {
            if Self.isDropped(scalar) { continue }
            if Self.isLetter(scalar) {
                word.append(scalar == "ı" ? "i" : scalar)
            } else if !word.isEmpty {
                words.append(String(word))
                word.removeAll()
            }
        }
        if !word.isEmpty { words.append(String(word)) }
        self.words = Self.joiningSpelled(words.map(Self.shortening))
    }

    /// Words that are folded already.
    init(words: [String]) {
        self.words = words
    }

    /// Accents, Arabic vowel signs and stretching, apostrophes, joiners: gone without a trace.
    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0300...0x036F, 0x064B...0x065F, 0x0640, 0x0670, 0x200B...0x200F, 0xFE00...0xFE0F, 0xFEFF, 0x00AD,
            0x27, 0x2018, 0x2019, 0x02BC, 0x60, 0xB4:
            true
        default: false
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber:
            true
        default: false
        }
    }

    /// `stoooop` is `stop`: a letter three times or more counts once.
    private static func shortening(_ word: String) -> String {
        var short: [Character] = []
        var run: [Character] = []
        for character in word {
            if run.last != character {
                short += run.count >= 3 ? [run[0]] : run
                run = []
            }
            run.append(character)
        }
        short += run.count >= 3 ? [run[0]] : run
        return String(short)
    }

    /// `s t o p` and `S.T.O.P.` are `stop`.
    private static func joiningSpelled(_ words: [String]) -> [String] {
        guard words.count >= 3, words.count <= 16, words.allSatisfy({ $0.count == 1 }) else { return words }
        return [words.joined()]
    }

    /// Where the words of the other text stand in this one, one after the other; nil when they do not.
    func position(of other: FoldedText) -> Int? {
        guard !other.words.isEmpty, other.words.count <= words.count else { return nil }
        return (0...words.count - other.words.count).first { start in
            words[start..<start + other.words.count].elementsEqual(other.words)
        }
    }
}
