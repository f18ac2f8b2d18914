/// A text with typographic characters replaced by plain ones of the same meaning, so that it may stay in the GSM
/// alphabet: quotation marks, dashes, spaces, ellipses, bullets, and characters that show nothing; and with letters that
/// were written as a letter and an accent (`e`, U+0301) as one.
///
/// It is only ever a proposal: nothing in the encoders does it on its own.
public struct Transliteration: Hashable, Sendable {
    /// One character that was replaced.
    public struct Replacement: Hashable, Sendable {
        /// Where it stood, in characters of the original text from 0.
        public var position: Int
        public var from: Character
        /// Empty where it was left out.
        public var to: String

        public init(position: Int, from: Character, to: String) {
            self.position = position
            self.from = from
            self.to = to
        }
    }

    /// The text with the replacements.
    public var text: String
    /// What was replaced, in the text's order.
    public var replacements: [Replacement]

    /// Replaces what the default GSM alphabet does not have.
    ///
    /// - Parameters:
    ///   - original: The text.
    ///   - accents: Whether Latin letters lose an accent that the alphabet does not have (`á` to `a`). That can change
    ///     what a word means or whose name it is, so it is off.
    public init(_ original: String, accents: Bool = false) {
        text = ""
        replacements = []
        for (position, character) in original.enumerated() {
            var replaced = String.UnicodeScalarView()
            let composed = Self.composed(character)
            var differs = composed != nil
            for scalar in composed ?? character.unicodeScalars {
                if GSMAlphabet.length(of: scalar) == nil, let plain = Self.plain(scalar, accents: accents) {
                    replaced.append(contentsOf: plain.unicodeScalars)
                    differs = true
                } else {
                    replaced.append(scalar)
                }
            }
            // A joiner inside an emoji would be lost without the rest becoming plain.
            if differs, replaced.allSatisfy({ GSMAlphabet.length(of: $0) != nil }) {
                replacements.append(Replacement(position: position, from: character, to: String(replaced)))
                text.unicodeScalars.append(contentsOf: replaced)
            } else {
                text.append(character)
            }
        }
    }

    /// The one scalar of the GSM alphabet that is the same as a letter and its accent; `nil` for anything else. Only the
    /// letters of that alphabet are looked at, so that no tables of Unicode are needed.
    private static func composed(_ character: Character) -> Character.UnicodeScalarView? {
        let scalars = character.unicodeScalars
        guard scalars.count == 2, let accent = scalars.last, 0x0300...0x036F ~= accent.value else { return nil }
        // Equality of characters is canonical equivalence.
        return accented.first { $0 == character }?.unicodeScalars
    }

    private static let accented: [Character] = Array("èéùìòÇÅåÄÖÑÜäöñüà")

    private static func plain(_ scalar: Unicode.Scalar, accents: Bool) -> String? {
        switch scalar.value {
        // Spaces of any width, one that does not break, a tabulator.
        case 0x09, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: " "
        // Zero width spaces and joiners, marks of direction, soft hyphen, byte order mark.
        case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: ""
        case 0x2028, 0x2029: "\n"
        case 0x2018...0x201B, 0x2032, 0x2035, 0x2039, 0x203A, 0x02B9, 0x02BB, 0x02BC, 0x60, 0xB4: "'"
        case 0x201C...0x201F, 0x2033, 0x2036, 0xAB, 0xBB: "\""
        case 0x2010...0x2015, 0x2043, 0x2212: "-"
        case 0x2026: "..."
        case 0x2022, 0x2023, 0x25CF, 0x25E6, 0x2219, 0xB7: "*"
        case 0x2044, 0x2215: "/"
        case 0xFB00...0xFB04: ["ff", "fi", "fl", "ffi", "ffl"][Int(scalar.value) - 0xFB00]
        default: accents ? letter(scalar) : nil
        }
    }

    /// The letter without its accent: U+00C0 to U+017E, œ, ș and ț. Combining accents are left out.
    private static func letter(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x0300...0x036F: return ""
        // Ligatures, and the Romanian letters with a comma below.
        case 0x0152, 0x0153: return scalar.value == 0x0152 ? "OE" : "oe"
        case 0x0218, 0x0219: return scalar.value == 0x0218 ? "S" : "s"
        case 0x021A, 0x021B: return scalar.value == 0x021A ? "T" : "t"
        case 0xC0...0x17E: break
        default: return nil
        }
        let index = Int(scalar.value) - 0xC0
        guard index < bases.count, bases[index] != UInt8(ascii: ".") else { return nil }
        return String(UnicodeScalar(bases[index]))
    }

    /// The base letter of each character from U+00C0 on; a dot for what has none.
    private static let bases: [UInt8] = Array(
        ("AAAAAA.CEEEEIIII.NOOOOO.OUUUUY..aaaaaa.ceeeeiiii.nooooo.ouuuuy.y"
            + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi..JjKk.LlLlLlLlLlNnNnNn...OoOoOo..RrRrRrSsSsSsSsTtTtTt"
            + "UuUuUuUuUuUuWwYyYZzZzZz").utf8
    )
}
