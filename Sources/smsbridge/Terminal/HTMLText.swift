/// Text in pages of HTML.
enum HTMLText {
    /// Text inside an element or a quoted attribute (HTML, section 13.3). What a terminal would obey is no text.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in TerminalText.plain(text) {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.append(character)
            }
        }
        return result
    }
}
