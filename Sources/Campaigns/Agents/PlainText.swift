/// Makes texts that machines wrote plain, and shorter.
public enum PlainText {
    /// Signs that would make a whole message UCS-2, put as plain ones; marks of Markdown gone.
    public static func folded(_ text: String) -> String {
        var plain = ""
        for character in text.replacing("**", with: "").replacing("__", with: "") {
            switch character {
            case "’", "‘", "‚", "`", "´", "′": plain += "'"
            case "“", "”", "„", "″", "«", "»": plain += "\""
            case "—", "–", "‑", "‐", "−", "―": plain += "-"
            case "…": plain += "..."
            case "•", "·", "▪", "‣": plain += "-"
            case "\u{A0}", "\u{202F}", "\u{2009}", "\u{200A}", "\t": plain += " "
            case "\u{200B}", "\u{FEFF}", "\u{2060}", "\u{AD}": break
            default: plain.append(character)
            }
        }
        return plain.trimmingWhitespace()
    }

    /// The digits of a text, and nothing else.
    static func digits(_ text: String) -> String {
        String(text.compactMap { character in character.isASCII && character.isNumber ? character : nil })
    }

    /// The longest beginning that fits: whole sentences, else whole words, else characters.
    static func cut(_ text: String, fits: (String) -> Bool) -> String {
        let characters = Array(text.prefix(4000))
        var (low, high) = (0, characters.count)
        while low < high {
            let middle = (low + high + 1) / 2
            if fits(String(characters[..<middle])) { low = middle } else { high = middle - 1 }
        }
        let longest = characters[..<low]
        if let end = longest.lastIndex(where: { ".!?。؟".contains($0) || $0.isNewline }), end >= low / 3 {
            return String(longest[...end]).trimmingWhitespace()
        }
        if let blank = longest.lastIndex(where: \.isWhitespace), blank > 0 {
            return String(longest[..<blank]).trimmingWhitespace()
        }
        return String(longest)
    }
}
