import Synchronization

/// A bar on standard error for a transfer whose size is known; silent where no person looks.
final class ProgressBar: Sendable {
    private let title: String
    private let total: Int
    private let width: Int
    private let write: @Sendable (String) -> Void
    /// The percents on the screen.
    private let shown = Mutex<Int?>(nil)

    /// Columns of the terminal; nothing is shown in none.
    static var room: Int { Terminal.isPerson(Terminal.error) ? Terminal.width(Terminal.error) : 0 }

    init(
        title: String,
        total: Int,
        width: Int = ProgressBar.room,
        write: @escaping @Sendable (String) -> Void = { Terminal.write($0.utf8, to: Terminal.error) }
    ) {
        self.title = title
        self.total = total
        self.width = width
        self.write = write
    }

    func advance(to done: Int) {
        let percent = total > 0 ? min(100, done * 100 / total) : 100
        guard width > 0 else { return }
        shown.withLock { shown in
            guard percent != shown else { return }
            shown = percent
            write("\r" + Self.line(title: title, percent: percent, width: width))
        }
    }

    /// Wipes it from the screen.
    func finish() {
        shown.withLock { shown in
            if shown != nil { write("\r\u{1B}[K") }
            shown = nil
        }
    }

    /// Such as `contacts.csv  ██████░░░░  60 %`, never wider than the terminal.
    static func line(title: String, percent: Int, width: Int) -> String {
        let name = TerminalText.shortened(TerminalText.plain(title), to: max(8, width / 3))
        let room = max(4, min(40, width - TerminalText.width(name) - 9))
        let full = room * percent / 100
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: room - full)
        return "\(name)  \(bar)  \(percent) %"
    }
}
