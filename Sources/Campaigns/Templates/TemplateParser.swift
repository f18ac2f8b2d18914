/// Takes a template apart. `\{{` stands for the signs themselves.
enum TemplateParser {
    static func pieces(of source: String) throws(TemplateProblem) -> [MessageTemplate.Piece] {
        let (pieces, problems) = read(source)
        if let first = problems.first { throw first }
        return pieces
    }

    /// What can be read, and everything that cannot, in order.
    static func read(_ source: String) -> (pieces: [MessageTemplate.Piece], problems: [TemplateProblem]) {
        let characters = Array(source)
        var pieces: [MessageTemplate.Piece] = []
        var problems: [TemplateProblem] = []
        var literal = ""
        var index = 0
        while index < characters.count {
            if starts("\\{{", characters, index) {
                literal += "{{"
                index += 3
            } else if starts("{{", characters, index) {
                if !literal.isEmpty { pieces.append(.text(literal)) }
                literal = ""
                guard let end = closing(characters, from: index) else {
                    return (pieces, problems + [.unclosed(position: index + 1)])
                }
                if let piece = field(characters, index + 2..<end, &problems) { pieces.append(piece) }
                index = end + 2
            } else {
                literal.append(characters[index])
                index += 1
            }
        }
        if !literal.isEmpty { pieces.append(.text(literal)) }
        return (pieces, problems)
    }

    private static func starts(_ text: String, _ characters: [Character], _ index: Int) -> Bool {
        characters[index...].starts(with: text)
    }

    /// The index of the `}}` that closes the `{{` at `start`; those in quotation marks do not count. `nil` where none does.
    private static func closing(_ characters: [Character], from start: Int) -> Int? {
        var closingQuote: Character?
        for index in start + 2..<characters.count {
            let character = characters[index]
            if let closing = closingQuote {
                if character == closing { closingQuote = nil }
            } else if let closing = quotes[character] {
                closingQuote = closing
            } else if starts("}}", characters, index) {
                return index
            }
        }
        return nil
    }

    /// Quotation marks that people and word processors write, with the ones that close them.
    private static let quotes: [Character: Character] = ["\"": "\"", "“": "”", "„": "“", "«": "»"]

    private static func field(
        _ characters: [Character],
        _ range: Range<Int>,
        _ problems: inout [TemplateProblem]
    ) -> MessageTemplate.Piece? {
        let parts = split(characters, range)
        let known = problems.count
        let name = MessageTemplate.fieldName(String(characters[parts[0]]))
        if name.isEmpty {
            problems.append(.emptyField(position: range.lowerBound + 1))
        } else if name.count > 64 || !name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) {
            problems.append(.badField(String(name.prefix(64)), position: range.lowerBound + 1))
        }
        var filters: [TemplateFilter] = []
        for part in parts.dropFirst() {
            do throws(TemplateProblem) {
                filters.append(try filter(String(characters[part]), position: part.lowerBound + 1))
            } catch {
                problems.append(error)
            }
        }
        return problems.count == known ? .field(name, filters: filters) : nil
    }

    /// Parts between `|` that stand in no quotation marks; at least one.
    private static func split(_ characters: [Character], _ range: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        var closingQuote: Character?
        for index in range {
            let character = characters[index]
            if let closing = closingQuote {
                if character == closing { closingQuote = nil }
            } else if let closing = quotes[character] {
                closingQuote = closing
            } else if character == "|" {
                parts.append(start..<index)
                start = index + 1
            }
        }
        return parts + [start..<range.upperBound]
    }

    /// Without its quotation marks, where it has any.
    private static func unquoted(_ argument: String) -> String {
        guard argument.count >= 2, let first = argument.first, quotes[first] == argument.last else { return argument }
        return String(argument.dropFirst().dropLast())
    }

    private static func filter(_ text: String, position: Int) throws(TemplateProblem) -> TemplateFilter {
        let text = text.trimmingWhitespace()
        let name = text.prefix { $0 != ":" }.trimmingWhitespace().lowercased()
        let argument = text.firstIndex(of: ":").map { text[text.index(after: $0)...].trimmingWhitespace() }
        switch (name, argument) {
        case ("upper", nil): return .upper
        case ("lower", nil): return .lower
        case ("trim", nil): return .trim
        case ("first", nil): return .first
        case ("title", nil): return .title
        case ("number", let argument):
            guard let format = NumberFormat(unquoted(argument ?? "2")) else {
                throw .badArgument("number", example: "number:2, or number:\"2,\" for a comma", position: position)
            }
            return .number(format)
        case ("date", let argument):
            guard let pattern = argument.flatMap({ DatePattern(unquoted($0)) }) else {
                let example = "date:\"EEE d MMM\", with \(DatePattern.known)"
                throw .badArgument("date", example: example, position: position)
            }
            return .date(pattern)
        case ("default", let argument?):
            guard argument.count >= 2, let first = argument.first, quotes[first] == argument.last else {
                throw .badDefault(position: position)
            }
            return .standIn(String(argument.dropFirst().dropLast()))
        case ("default", nil): throw .badDefault(position: position)
        default: throw .unknownFilter(String(text.prefix(32)), position: position)
        }
    }
}
