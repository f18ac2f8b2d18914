/// Names and values below each other.
enum Facts {
    static func lines(_ facts: [(String, String)]) -> [String] {
        let width = facts.map { TerminalText.width($0.0) }.max() ?? 0
        return facts.map { name, value in
            name + String(repeating: " ", count: width - TerminalText.width(name) + 2) + TerminalText.plain(value)
        }
    }

    static func show(_ facts: [(String, String)]) {
        for line in lines(facts) { Terminal.print(line) }
    }
}
