/// What is done to a field's value before it goes into the text, from left to right.
enum TemplateFilter: Hashable, Sendable {
    case upper, lower, trim
    /// The first letter of each word as a capital.
    case title
    /// The first word.
    case first
    /// Stands in for a value that is empty or missing.
    case standIn(String)
    /// A number with so many decimals.
    case number(NumberFormat)
    case date(DatePattern)

    static let names = "date, default, first, lower, number, title, trim, upper"

    /// Nil where the value is not of the kind that the filter takes. An empty value stays empty. `language` is the
    /// contact's, as in BCP 47.
    func apply(to value: String, language: String?) -> String? {
        if case .standIn(let text) = self { return value.allSatisfy(\.isWhitespace) ? text : value }
        guard !value.allSatisfy(\.isWhitespace) else { return value }
        switch self {
        case .upper: return value.uppercased()
        case .lower: return value.lowercased()
        case .trim: return value.trimmingWhitespace()
        case .title: return Self.titled(value)
        case .first: return value.split { $0.isWhitespace }.first.map { String($0) } ?? ""
        case .standIn: return value
        case .number(let format): return format.write(value)
        case .date(let pattern): return pattern.write(value, language: language)
        }
    }

    /// What the filter takes, for people.
    var expects: String {
        switch self {
        case .number: "a number such as 1234.5"
        case .date(let pattern):
            pattern.wantsTime
                ? "a date with its time such as 2026-12-08 09:30" : "a date such as 2026-12-08 or 2026-12-08 09:30"
        default: "text"
        }
    }

    private static func titled(_ value: String) -> String {
        var result = ""
        var isStart = true
        for character in value {
            result += isStart ? character.uppercased() : character.lowercased()
            isStart = character.isWhitespace || character == "-" || character == "'" || character == "’"
        }
        return result
    }
}

extension StringProtocol {
    /// Without white space at its ends.
    func trimmingWhitespace() -> String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
