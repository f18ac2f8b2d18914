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
    /// On a narrow terminal the last column goes on below instead of being cut.
    var wrapsLast = false
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
        return ([titles] + rows).flatMap { cells in
            guard wrapsLast, let width, cells.count == columns.count, let last = cells.last else {
                return [line(cells, widths: widths, width: width, colours: colours)]
            }
            return wrapped(cells, last, widths: widths, width: width, colours: colours)
        }
    }

    /// The last cell goes on below itself where there is room for it, else on lines of its own.
    private func wrapped(_ cells: [Cell], _ last: Cell, widths: [Int], width: Int, colours: Bool) -> [String] {
        let before = widths.dropLast().reduce(0) { $0 + $1 + 2 }
        let isOwn = width - before < Self.leastWrapped
        let indent = isOwn ? 4 : before
        let pieces = TerminalText.wrapped(last.text, to: max(10, width - indent))
        let margin = String(repeating: " ", count: indent)
        let first = cells.dropLast() + [isOwn ? Cell("") : Cell(pieces.first ?? "", last.style)]
        let head = line(Array(first), widths: widths, width: width, colours: colours)
        return [isOwn ? head.trimmedAtEnd : head]
            + pieces.dropFirst(isOwn ? 0 : 1).map { margin + last.style.apply($0, colours: colours) }
    }

    /// Narrower than this, a column is not worth its place.
    private static let leastWrapped = 30

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

extension String {
    /// Without blanks at its end.
    fileprivate var trimmedAtEnd: String {
        guard let end = lastIndex(where: { $0 != " " }) else { return "" }
        return String(self[...end])
    }
}
