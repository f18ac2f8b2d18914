import Synchronization

/// A bar on standard error for a list on its way: how much of it has gone, how many lines, how fast, and how long it will
/// take. Silent where no person looks.
final class ProgressBar: Sendable {
    private struct State {
        var begun: ContinuousClock.Instant?
        /// When the screen was last written.
        var shown: ContinuousClock.Instant?
        var done = 0
        var lines = 0
    }

    /// The screen is written at most so often.
    private static let pause = Duration.milliseconds(100)

    private let title: String
    /// What is counted, for people.
    private let unit: String
    /// 0 where it is not known.
    private let total: Int
    private let width: Int
    private let now: @Sendable () -> ContinuousClock.Instant
    private let write: @Sendable (String) -> Void
    private let state = Mutex(State())

    /// Columns of the terminal; nothing is shown in none.
    static var room: Int { Terminal.canRedraw(Terminal.error) ? Terminal.width(Terminal.error) : 0 }

    init(
        title: String,
        unit: String = "lines",
        total: Int,
        width: Int = ProgressBar.room,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now },
        write: @escaping @Sendable (String) -> Void = { Terminal.write($0.utf8, to: Terminal.error) }
    ) {
        self.title = title
        self.unit = unit
        self.total = total
        self.width = width
        self.now = now
        self.write = write
    }

    /// So many octets have gone, and with the last of them so many lines more.
    func advance(to done: Int, lines: Int = 0) {
        guard width > 0 else { return }
        state.withLock { state in
            let time = now()
            let begun = state.begun ?? time
            state.begun = begun
            state.done = done
            state.lines += lines
            if let shown = state.shown, time - shown < Self.pause, done < total { return }
            state.shown = time
            let figures = Figures(done: done, total: total, lines: state.lines, elapsed: time - begun)
            write("\r" + Self.line(title: title, unit: unit, figures, width: width) + "\u{1B}[K")
        }
    }

    /// Wipes it from the screen.
    func finish() {
        state.withLock { state in
            if state.shown != nil { write("\r\u{1B}[K") }
            state.shown = nil
        }
    }

    struct Figures: Sendable {
        var done: Int
        var total: Int
        var lines: Int
        var elapsed: Duration

        private var seconds: Double { elapsed / .seconds(1) }

        /// Nil where the size is not known.
        var percent: Int? { total > 0 ? min(100, done * 100 / total) : nil }

        /// Lines a second, once that says something.
        var rate: Int? { seconds >= 0.5 ? Int(Double(lines) / seconds) : nil }

        /// How long the rest will take at the present pace.
        var remaining: Duration? {
            guard total > 0, done > 0, done < total, seconds >= 1 else { return nil }
            return .seconds(seconds * Double(total - done) / Double(done))
        }
    }

    /// Such as `contacts.csv  ██████░░░░  60 %  612,000 lines  21,300/s  0:19 left`, never wider than the terminal: what
    /// has no room is left out.
    static func line(title: String, unit: String = "lines", _ figures: Figures, width: Int) -> String {
        let name = TerminalText.shortened(TerminalText.plain(title), to: max(8, width / 4))
        var line = name
        func add(_ text: String) {
            if TerminalText.width(line) + 2 + TerminalText.width(text) < width { line += "  " + text }
        }
        if let percent = figures.percent {
            let room = min(20, max(4, width / 5))
            let full = room * percent / 100
            add(String(repeating: "█", count: full) + String(repeating: "░", count: room - full))
            add("\(percent) %")
        }
        add("\(grouped(figures.lines)) \(unit)")
        if let rate = figures.rate { add("\(grouped(rate))/s") }
        if let remaining = figures.remaining {
            let seconds = Int(remaining.components.seconds)
            add("\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60) left")
        }
        return line
    }

    /// 1234567 as `1,234,567`.
    static func grouped(_ number: Int) -> String {
        var digits = String(number)
        var result = ""
        while digits.count > 3 {
            result = "," + digits.suffix(3) + result
            digits.removeLast(3)
        }
        return digits + result
    }
}
