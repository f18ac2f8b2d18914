/// Names and values below each other.
enum Facts {
    /// A value that has no room in `columns` goes on below itself; `nil` wraps nothing, as for pipes and files.
    static func lines(_ facts: [(String, String)], columns: Int? = nil) -> [String] {
        let width = facts.map { TerminalText.width($0.0) }.max() ?? 0
        let margin = String(repeating: " ", count: width + 2)
        return facts.flatMap { name, value in
            let text = TerminalText.plain(value)
            let head = name + String(repeating: " ", count: width - TerminalText.width(name) + 2)
            guard let columns, TerminalText.width(text) > columns - width - 2 else { return [head + text] }
            let lines = TerminalText.wrapped(text, to: max(20, columns - width - 2))
            return [head + (lines.first ?? "")] + lines.dropFirst().map { margin + $0 }
        }
    }

    static func show(_ facts: [(String, String)]) {
        let columns = Terminal.isPerson(Terminal.output) ? Terminal.width(Terminal.output) : nil
        for line in lines(facts, columns: columns) { Terminal.print(line) }
    }
}
