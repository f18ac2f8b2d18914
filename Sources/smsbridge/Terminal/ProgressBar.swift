/// A bar on standard error for a transfer whose size is known; silent where no person looks.
struct ProgressBar {
    private let title: String
    private let total: Int
    private let width: Int
    private var shown = -1

    init(title: String, total: Int) {
        self.title = title
        self.total = total
        width = Terminal.isPerson(Terminal.error) ? Terminal.width(Terminal.error) : 0
    }

    mutating func advance(to done: Int) {
        let percent = total > 0 ? min(100, done * 100 / total) : 100
        guard width > 0, percent != shown else { return }
        shown = percent
        Terminal.write(("\r" + Self.line(title: title, percent: percent, width: width)).utf8, to: Terminal.error)
    }

    func finish() {
        guard width > 0, shown >= 0 else { return }
        Terminal.write("\r\u{1B}[K".utf8, to: Terminal.error)
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
