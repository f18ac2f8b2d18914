/// A line such as `+CPMS: "SM",3,20`, taken apart.
struct InformationLine: Hashable {
    /// What stands before the colon: `+CPMS`.
    var prefix: String
    /// What stands behind it, trimmed.
    var rest: String

    /// Nil where the line has no `+NAME:` head.
    init?(_ line: String) {
        guard let first = line.first, Unsolicited.leadingSigns.contains(first) else { return nil }
        guard let colon = line.firstIndex(of: ":") else { return nil }
        prefix = String(line[..<colon].filter { $0 != " " })
        rest = line[line.index(after: colon)...].trimmed
    }

    /// The comma-separated values; commas inside quotes and brackets do not separate. At most 200.
    var fields: [ATField] { ATField.split(rest) }
}

/// One value of an information line.
struct ATField: Hashable {
    /// The value without its quotes.
    var text: String
    /// True where it stood in quotes.
    var isQuoted: Bool

    /// The value as a decimal number.
    var number: Int? { Int(text) }

    /// Splits at commas outside quotes and brackets. An unbalanced quote ends at the end of the line.
    static func split(_ text: String) -> [ATField] {
        var fields: [ATField] = []
        var current: [UInt8] = []
        var inQuotes = false
        var wasQuoted = false
        var depth = 0
        func field() -> ATField {
            let text = String(decoding: current, as: UTF8.self)
            return ATField(text: wasQuoted ? text : text.trimmed, isQuoted: wasQuoted)
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\"") where depth == 0:
                // What stands around the quotes is white space at best.
                if !inQuotes { current.removeAll() }
                inQuotes.toggle()
                wasQuoted = true
            case UInt8(ascii: ",") where !inQuotes && depth == 0:
                fields.append(field())
                if fields.count == 200 { return fields }
                current.removeAll(keepingCapacity: true)
                wasQuoted = false
            default:
                if !inQuotes {
                    if byte == UInt8(ascii: "(") { depth += 1 }
                    if byte == UInt8(ascii: ")") { depth = max(0, depth - 1) }
                    if wasQuoted { continue }
                }
                current.append(byte)
            }
        }
        fields.append(field())
        return fields
    }
}
