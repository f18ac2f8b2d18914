import Campaigns

/// A table for people: columns as wide as their widest cell. On a narrow terminal cells take their short forms, columns that
/// may go are left out, those that may be cut are cut, and so is the last one.
struct Table {
    enum Alignment { case left, right }

    struct Column {
        var title: String
        var alignment: Alignment
        /// It may be cut to so many columns; nil: it is never cut.
        var least: Int?
        /// Whether it may be left out.
        var isOptional: Bool

        init(_ title: String, _ alignment: Alignment = .left, least: Int? = nil, isOptional: Bool = false) {
            self.title = title
            self.alignment = alignment
            self.least = least
            self.isOptional = isOptional
        }
    }

    struct Cell: ExpressibleByStringInterpolation {
        var text: String
        var style: Style
        /// What stands for the text where there is little room.
        var short: String?

        init(_ text: String?, _ style: Style = .plain, short: String? = nil) {
            self.text = TerminalText.plain(text ?? "–")
            self.style = style
            self.short = short
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
        blocks(width: width, colours: colours).flatMap(\.self)
    }

    /// At most so many lines; where rows are left out, the last line says how many. `isPart`: there are still more than the
    /// table has.
    func lines(width: Int?, height: Int, isPart: Bool, colours: Bool) -> [String] {
        let blocks = blocks(width: width, colours: colours)
        guard blocks.reduce(0, { $0 + $1.count }) > height else { return blocks.flatMap(\.self) }
        var lines: [String] = []
        var shown = 0
        for block in blocks {
            guard lines.count + block.count < height else { break }
            lines += block
            shown += 1
        }
        // The titles are a block, too. A row that is higher than all there is shows its beginning.
        if shown == 1, blocks.count > 1 {
            lines += blocks[1].prefix(max(1, height - 1 - lines.count))
            shown = 2
        }
        return lines + ["and \(isPart ? "at least " : "")\(blocks.count - shown) more"]
    }

    /// The lines of each row, the titles first.
    private func blocks(width: Int?, colours: Bool) -> [[String]] {
        guard let width else { return blocks(widths: widths, width: nil, colours: colours) }
        let table = fitted(to: width)
        return table.blocks(widths: table.widths(cutTo: width), width: width, colours: colours)
    }

    private var widths: [Int] {
        columns.indices.map { index in
            rows.reduce(TerminalText.width(columns[index].title)) {
                max($0, index < $1.count ? TerminalText.width($1[index].text) : 0)
            }
        }
    }

    /// What the table takes at least, if nothing but the last column is cut.
    private func need(_ widths: [Int]) -> Int {
        widths.dropLast().reduce(0) { $0 + $1 + 2 } + min(widths.last ?? 0, Self.leastLast)
    }

    private func fitted(to width: Int) -> Table {
        var table = self
        guard table.need(table.widths) > width else { return table }
        for row in table.rows.indices {
            for cell in table.rows[row].indices {
                table.rows[row][cell].text = table.rows[row][cell].short ?? table.rows[row][cell].text
            }
        }
        for index in columns.indices.reversed() where columns[index].isOptional {
            guard table.need(table.widths(cutTo: width)) > width else { break }
            table.columns.remove(at: index)
            for row in table.rows.indices where index < table.rows[row].count { table.rows[row].remove(at: index) }
        }
        return table
    }

    /// The widest of those that may be cut gives first.
    private func widths(cutTo width: Int) -> [Int] {
        var widths = widths
        while need(widths) > width {
            let cuttable = widths.indices.dropLast().filter { index in
                columns[index].least.map { widths[index] > max($0, TerminalText.width(columns[index].title)) } ?? false
            }
            guard let widest = cuttable.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
        }
        return widths
    }

    private func blocks(widths: [Int], width: Int?, colours: Bool) -> [[String]] {
        let titles = columns.map { Cell($0.title, .bold) }
        return ([titles] + rows).map { cells in
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
    /// What the last column gets before others are cut for it.
    private static let leastLast = 20

    private func line(_ cells: [Cell], widths: [Int], width: Int?, colours: Bool) -> String {
        var line = ""
        var used = 0
        for (index, cell) in cells.prefix(columns.count).enumerated() {
            let isLast = index == columns.count - 1
            var text = cell.text
            if let width { text = TerminalText.shortened(text, to: isLast ? max(10, width - used) : widths[index]) }
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

    /// Writes it to standard output, or what to say where it has no rows. `height`: at most so many lines.
    func show(orElse empty: String, height: Int? = nil, isPart: Bool = false) {
        guard !rows.isEmpty else {
            Terminal.print(empty, to: Terminal.error)
            return
        }
        let width = Terminal.isPerson(Terminal.output) ? Terminal.width(Terminal.output) : nil
        let colours = Terminal.hasColours(Terminal.output)
        let lines =
            height.map { self.lines(width: width, height: $0, isPart: isPart, colours: colours) }
            ?? self.lines(width: width, colours: colours)
        for line in lines { Terminal.print(line) }
    }
}

extension TimeText {
    /// A time in a table, short where there is little room.
    static func cell(_ time: Timestamp, utc: Bool) -> Table.Cell {
        Table.Cell(write(time, utc: utc), short: short(time, utc: utc))
    }
}

extension String {
    /// Without blanks at its end.
    fileprivate var trimmedAtEnd: String {
        guard let end = lastIndex(where: { $0 != " " }) else { return "" }
        return String(self[...end])
    }
}
