/// What is done to a field's value before it goes into the text, from left to right.
enum TemplateFilter: Hashable, Sendable {
    case upper, lower, trim
    /// The first word.
    case first
    /// Stands in for a value that is empty or missing.
    case standIn(String)

    static let names = "default, first, lower, trim, upper"

    func apply(to value: String) -> String {
        switch self {
        case .upper: value.uppercased()
        case .lower: value.lowercased()
        case .trim: value.trimmingWhitespace()
        case .first: value.split { $0.isWhitespace }.first.map { String($0) } ?? ""
        case .standIn(let text): value.allSatisfy(\.isWhitespace) ? text : value
        }
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
