import Campaigns

/// What an agent said, conversation by conversation, for a terminal.
struct AgentTestText {
    private let report: AgentTestReport
    private let quiet: Bool
    private let isKept: Bool

    init(_ report: AgentTestReport, quiet: Bool, isKept: Bool) {
        self.report = report
        self.quiet = quiet
        self.isKept = isKept
    }

    func show() {
        let width = Terminal.isPerson(Terminal.output) ? min(100, Terminal.width(Terminal.output)) : 80
        for line in lines(width: width, colours: Terminal.hasColours(Terminal.output)) { Terminal.print(line) }
    }

    func lines(width: Int, colours: Bool) -> [String] {
        var lines: [String] = []
        for result in report.results where !quiet || !result.passed {
            let mark =
                result.passed ? Style.good.apply("ok  ", colours: colours) : Style.bad.apply("FAIL", colours: colours)
            let kind = result.isBuiltIn ? Style.dim.apply("  (every agent)", colours: colours) : ""
            lines.append("\(mark)  \(Style.bold.apply(TerminalText.plain(result.name), colours: colours))\(kind)")
            if let at = result.testedAt {
                let when = "of the test at \(TimeText.write(at)); --scenarios holds it anew"
                lines += block("", when, .dim, width, colours)
            }
            for turn in result.turns { lines += self.lines(turn, width: width, colours: colours) }
        }
        if !lines.isEmpty { lines.append("") }
        let passed = report.results.count - report.failed
        let sum = "\(TerminalText.plain(report.agent)): \(passed) of \(report.results.count) passed"
        let kept = isKept ? "kept under the hash \(report.hash.short)" : "nothing was kept"
        let style: Style = report.passed ? .good : .bad
        return lines + [style.apply(sum, colours: colours) + "; \(kept)"]
    }

    private func lines(_ turn: ScenarioResult.Turn, width: Int, colours: Bool) -> [String] {
        var lines = turn.text.isEmpty ? [] : block("person", turn.text, .plain, width, colours)
        if let reply = turn.reply { lines += block("answer", reply, .plain, width, colours) }
        for effect in AgentEffectText.lines(fields: turn.fields ?? [:], orders: turn.orders) {
            lines += block("", effect, .plain, width, colours)
        }
        let actions = turn.actions.map(\.rawValue).joined(separator: ", ")
        let why = actions.isEmpty ? turn.why : "\(actions): \(turn.why)"
        lines += block("", why, .dim, width, colours)
        for failure in turn.failures { lines += block("", "✗ \(failure)", .bad, width, colours) }
        return lines
    }

    private func block(_ who: String, _ text: String, _ style: Style, _ width: Int, _ colours: Bool) -> [String] {
        let head = "      " + who + String(repeating: " ", count: 8 - who.count)
        return TerminalText.wrapped(TerminalText.plain(text), to: width - 14).enumerated().map { index, line in
            (index == 0 ? head : String(repeating: " ", count: 14)) + style.apply(line, colours: colours)
        }
    }
}
