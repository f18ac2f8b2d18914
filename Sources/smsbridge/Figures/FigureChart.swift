/// Charts as SVG inside a page: no script, colours by the page's classes, every number in words too.
enum FigureChart {
    /// A bar that goes to the right.
    struct Bar {
        var label: String
        var value: Int
        /// The class of its colour.
        var colour: String
        /// Behind the number.
        var note = ""
        /// More room above it: a new group begins.
        var begins = false
    }

    /// A bar that goes up, in parts from the ground.
    struct Column {
        var label: String
        var parts: [(value: Int, colour: String)]

        var total: Int { parts.reduce(0) { $0 + $1.value } }
    }

    private static let width = 720.0
    private static let labelWidth = 150.0
    private static let noteWidth = 150.0

    /// Bars below each other, the longest as wide as there is room.
    static func bars(_ title: String, _ bars: [Bar]) -> String {
        let most = Double(max(1, bars.map(\.value).max() ?? 1))
        let room = width - labelWidth - noteWidth
        var (y, shapes) = (4.0, "")
        for bar in bars {
            if bar.begins { y += 10 }
            let length = max(bar.value > 0 ? 2 : 0, room * Double(bar.value) / most)
            let note = bar.note.isEmpty ? "" : " <tspan class=\"quiet\">\(HTMLText.escaped(bar.note))</tspan>"
            shapes += """
                <text class="label" x="\(text(labelWidth - 10))" y="\(text(y + 15))" text-anchor="end">\(label(bar.label))</text>
                <rect class="\(bar.colour)" x="\(text(labelWidth))" y="\(text(y))" width="\(text(length))" height="20" rx="3"/>
                <text x="\(text(labelWidth + length + 8))" y="\(text(y + 15))">\(bar.value)\(note)</text>

                """
            y += 27
        }
        return svg(title, height: y + 4, shapes)
    }

    /// Columns side by side above a line, with the numbers of a scale at the left. Labels stand where there is room.
    static func columns(_ title: String, _ columns: [Column]) -> String {
        let (left, right, top, height) = (54.0, 10.0, 22.0, 150.0)
        let most = columns.map(\.total).max() ?? 0
        let step = scaleStep(for: most)
        let scale = max(step, (most + step - 1) / step * step)
        let ground = top + height
        var shapes = ""
        for mark in stride(from: 0, through: scale, by: step) {
            let y = ground - height * Double(mark) / Double(scale)
            shapes += """
                <line class="\(mark == 0 ? "ground" : "grid")" x1="\(text(left))" x2="\(text(width - right))" \
                y1="\(text(y))" y2="\(text(y))"/>
                <text class="quiet" x="\(text(left - 8))" y="\(text(y + 4))" text-anchor="end">\(mark)</text>

                """
        }
        let slot = (width - left - right) / Double(max(1, columns.count))
        let wide = min(48, slot * 0.72)
        // A label takes some 76 units.
        let every = max(1, Int((76 / slot).rounded(.up)))
        for (index, column) in columns.enumerated() {
            let middle = left + slot * (Double(index) + 0.5)
            var y = ground
            for part in column.parts where part.value > 0 {
                let size = max(1, height * Double(part.value) / Double(scale))
                y -= size
                shapes += """
                    <rect class="\(part.colour)" x="\(text(middle - wide / 2))" y="\(text(y))" width="\(text(wide))" \
                    height="\(text(size))"><title>\(HTMLText.escaped(column.label)): \(part.value)</title></rect>

                    """
            }
            if columns.count <= 16, column.total > 0 {
                shapes += """
                    <text x="\(text(middle))" y="\(text(y - 5))" text-anchor="middle">\(column.total)</text>

                    """
            }
            if index % every == 0 {
                shapes += """
                    <text class="quiet" x="\(text(middle))" y="\(text(ground + 17))" text-anchor="middle">\
                    \(label(column.label))</text>

                    """
            }
        }
        return svg(title, height: ground + 26, shapes)
    }

    /// A step of 1, 2 or 5 times a power of ten that gives at most five marks.
    static func scaleStep(for most: Int) -> Int {
        var power = 1
        while true {
            for factor in [1, 2, 5] where factor * power * 5 >= most { return factor * power }
            guard power < 1_000_000_000_000 else { return power }
            power *= 10
        }
    }

    private static func svg(_ title: String, height: Double, _ shapes: String) -> String {
        """
        <figure><svg viewBox="0 0 \(text(width)) \(text(height))" role="img" aria-label="\(HTMLText.escaped(title))">
        \(shapes)</svg></figure>
        """
    }

    private static func label(_ text: String) -> String {
        HTMLText.escaped(TerminalText.shortened(text, to: 20))
    }

    private static func text(_ value: Double) -> String { FigureFormat.decimals(value, 1) }
}
