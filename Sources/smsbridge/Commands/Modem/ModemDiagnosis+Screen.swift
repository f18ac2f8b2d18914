import Gateway
import Modems

/// For people.
extension ModemDiagnosis {
    /// What is shown to people.
    func lines(width: Int, colours: Bool) -> [String] {
        var lines = [Style.bold.apply(TerminalText.plain(port), colours: colours)]
        let names = findings.map { TerminalText.width($0.check.title) }.max() ?? 0
        let usual = width >= 100 ? Self.usualValue : Self.usualValue / 2
        let values = findings.map { TerminalText.width($0.value) }.filter { $0 <= usual }.max() ?? 0
        let indent = 2 + Self.verdictWidth + 2 + names + 2
        for group in DiagnosticCheck.Group.allCases {
            let members = findings.filter { $0.check.group == group }
            guard !members.isEmpty else { continue }
            lines += ["", Style.bold.apply(group.rawValue, colours: colours)]
            for finding in members {
                let verdict = finding.verdict.rawValue
                let title = finding.check.title
                let head =
                    "  " + Self.style(finding.verdict).apply(verdict, colours: colours)
                    + String(repeating: " ", count: Self.verdictWidth - verdict.count + 2) + title
                    + String(repeating: " ", count: names - TerminalText.width(title) + 2)
                let value = TerminalText.plain(finding.value)
                let meaning = TerminalText.plain(finding.meaning)
                let gap = String(repeating: " ", count: indent)
                let shown = head + Style.bold.apply(value, colours: colours)
                let room = max(values, TerminalText.width(value))
                if indent + TerminalText.width(value) > width {
                    // Such as the serving cell, in the modem's own words.
                    let pieces = Self.wrapped(value, indent: gap, mark: "", width: width)
                    lines.append(head + Style.bold.apply(String(pieces[0].dropFirst(indent)), colours: colours))
                    lines += pieces.dropFirst().map { Style.bold.apply($0, colours: colours) }
                    lines += Self.wrapped(meaning, indent: gap, mark: "", width: width)
                } else if indent + room + 2 + TerminalText.width(meaning) <= width {
                    let padding = String(repeating: " ", count: room - TerminalText.width(value) + 2)
                    lines.append(shown + padding + meaning)
                } else {
                    lines.append(shown)
                    lines += Self.wrapped(meaning, indent: gap, mark: "", width: width)
                }
                if !finding.remedy.isEmpty {
                    lines += Self.wrapped(finding.remedy, indent: gap, mark: "→ ", width: width)
                }
            }
        }
        if let loopback {
            let style = loopback.isGood ? Style.good : Style.bad
            lines += ["", Style.bold.apply("Loopback", colours: colours)]
            let head = "  " + style.apply(loopback.isGood ? "ok" : "fault", colours: colours)
            let texts = TerminalText.wrapped(TerminalText.plain(loopback.sentence), to: width - indent)
            for (index, text) in texts.enumerated() {
                let gap = index == 0 ? head + String(repeating: " ", count: loopback.isGood ? 7 : 4) : "           "
                lines.append(gap + text)
            }
        }
        lines.append("")
        let last = TerminalText.wrapped(TerminalText.plain(sentence), to: width)
        return lines + last.map { (isUsable ? Style.good : Style.bad).apply($0, colours: colours) }
    }

    func show() {
        guard problem == nil || !findings.isEmpty else {
            Terminal.print("smsbridge: \(TerminalText.plain(sentence))", to: Terminal.error)
            return
        }
        let width = Terminal.isPerson(Terminal.output) ? Terminal.width(Terminal.output) : 100
        for line in lines(width: width, colours: Terminal.hasColours(Terminal.output)) { Terminal.print(line) }
    }

    /// Columns of a value that the others are lined up with; a longer one stands out.
    private static let usualValue = 26
    private static let verdictWidth = Verdict.allCases.map(\.rawValue.count).max() ?? 0

    private static func style(_ verdict: Verdict) -> Style {
        switch verdict {
        case .ok: .good
        case .warning: .doubtful
        case .fault: .bad
        case .unknown: .dim
        }
    }

    private static func wrapped(_ text: String, indent: String, mark: String, width: Int) -> [String] {
        TerminalText.wrapped(TerminalText.plain(text), to: width - indent.count - mark.count).enumerated()
            .map { indent + ($0 == 0 ? mark : String(repeating: " ", count: mark.count)) + $1 }
    }
}
