/// Writes CSV (RFC 4180) that a spreadsheet can open without running anything in it.
public enum CSVWriter {
    /// One record with its line end (CRLF). A field that a spreadsheet would read as a formula, because it begins with
    /// `=`, `+`, `-`, `@`, a tab or a line end, gets an apostrophe before it; phone numbers and negative numbers stay as they
    /// are.
    public static func line(_ fields: [String], delimiter: Character = ",") -> String {
        fields.map { field($0, delimiter: delimiter) }.joined(separator: String(delimiter)) + "\r\n"
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
