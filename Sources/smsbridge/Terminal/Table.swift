/// A table for people: columns as wide as their widest cell, the last one cut to the terminal.
struct Table {
    enum Alignment { case left, right }

    struct Column {
        var title: String
        var alignment: Alignment

        init(_ title: String, _ alignment: Alignment = .left) {
            self.title = title
            self.alignment = alignment
        }
    }

    struct Cell: ExpressibleByStringInterpolation {
        var text: String
        var style: Style

        init(_ text: String?, _ style: Style = .plain) {
            self.text = TerminalText.plain(text ?? "–")
            self.style = style
        }

        init(stringLiteral text: String) {
            self.init(text)
        }

        static func state(_ state: String) -> Cell {
            Cell(state, Style.of(state: state))
        }

        static func number(_ number: Int?) -> Cell {
            Cell(number.map { String($0) })
        }
    }

    var columns: [Column]
    private(set) var rows: [[Cell]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    mutating func add(_ cells: [Cell]) {
        rows.append(cells)
    }

    /// The lines, without a line feed at the end. `width` of `nil` cuts nothing, as for pipes and files.
    func lines(width: Int?, colours: Bool) -> [String] {
        let widths = columns.indices.map { index in
            rows.reduce(TerminalText.width(columns[index].title)) {
                max($0, index < $1.count ? TerminalText.width($1[index].text) : 0)
            }
        }
        let titles = columns.map { Cell($0.title, .bold) }
        return ([titles] + rows).map { line($0, widths: widths, width: width, colours: colours) }
    }

    private func line(_ cells: [Cell], widths: [Int], width: Int?, colours: Bool) -> String {
        var line = ""
        var used = 0
        for (index, cell) in cells.prefix(columns.count).enumerated() {
            let isLast = index == columns.count - 1
            var text = cell.text
            if isLast, let width { text = TerminalText.shortened(text, to: max(10, width - used)) }
            let padding = String(repeating: " ", count: max(0, widths[index] - TerminalText.width(text)))
            let styled = cell.style.apply(text, colours: colours)
            switch columns[index].alignment {
            case .right: line += padding + styled
            case .left: line += styled + (isLast ? "" : padding)
            }
            if !isLast { line += "  " }
            used += widths[index] + 2
        }
        return line
    }

    /// Writes it to standard output, or what to say where it has no rows.
    func show(orElse empty: String) {
        guard !rows.isEmpty else {
            Terminal.print(empty, to: Terminal.error)
            return
        }
        let width = Terminal.isPerson(Terminal.output) ? Terminal.width(Terminal.output) : nil
        for line in lines(width: width, colours: Terminal.hasColours(Terminal.output)) { Terminal.print(line) }
    }
}
