/// Writes CSV (RFC 4180) that a spreadsheet can open without running anything in it.
public enum CSVWriter {
    /// One record with its line end (CRLF). A field that a spreadsheet would read as a formula, because it begins with
    /// `=`, `+`, `-`, `@`, a tab or a line end, gets an apostrophe before it; phone numbers and negative numbers stay as they
    /// are.
    public static func line(_ fields: [String], delimiter: Character = ",") -> String {
        var line = ""
        for (index, text) in fields.enumerated() {
            if index > 0 { line.append(delimiter) }
            line += isPlain(text) ? text : field(text, delimiter: delimiter)
        }
        return line + "\r\n"
    }

    /// Whether nothing has to be looked at twice: letters, digits and blanks between them, as nearly all fields are.
    private static func isPlain(_ text: String) -> Bool {
        guard let last = text.utf8.last, isAlphanumeric(last), text.utf8.first.map(isAlphanumeric) == true else {
            return text.isEmpty
        }
        return text.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: " ") }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    static func field(_ text: String, delimiter: Character) -> String {
        var text = text
        if let first = text.first, isFormulaStart(first), PhoneNumber(e164: text) == nil, !isNegativeNumber(text) {
            text = "'" + text
        }
        let needsQuotes =
            text.contains { $0 == delimiter || $0 == "\"" || $0.isNewline }
            || text.first?.isWhitespace == true || text.last?.isWhitespace == true
        guard needsQuotes else { return text }
        var quoted = "\""
        for character in text {
            quoted.append(character)
            if character == "\"" { quoted.append(character) }
        }
        return quoted + "\""
    }

    /// A minus, digits, and decimals behind a point: nothing that could be calculated.
    private static func isNegativeNumber(_ text: String) -> Bool {
        let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        return text.first == "-" && parts.count <= 2
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }
    }

    private static func isFormulaStart(_ character: Character) -> Bool {
        switch character {
        case "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "＝", "＋", "－", "＠": true
        default: false
        }
    }
}
