import Campaigns

/// What a preflight found, for a terminal.
struct PreflightText {
    private let report: PreflightReport
    /// Every day of the timeline, and the texts.
    private let isFull: Bool
    private let wantsAttestation: Bool

    /// Days of the timeline that are shown where not all are asked for.
    private static let mostDays = 7

    init(_ report: PreflightReport, isFull: Bool, wantsAttestation: Bool) {
        self.report = report
        self.isFull = isFull
        self.wantsAttestation = wantsAttestation
    }

    func show() {
        let width = Terminal.isPerson(Terminal.output) ? min(100, Terminal.width(Terminal.output)) : 80
        for line in lines(width: width, colours: Terminal.hasColours(Terminal.output)) { Terminal.print(line) }
    }

    func lines(width: Int, colours: Bool) -> [String] {
        let head =
            "\(TerminalText.plain(report.campaign)), version \(report.version), \(when(report.at)) (\(report.zone))"
        var lines = [Style.bold.apply(head, colours: colours), ""]
        for finding in report.findings { lines += Self.lines(finding, width: width, colours: colours) }
        lines += timeline(width: width, colours: colours)
        if isFull { lines += texts(width: width, colours: colours) }
        return lines + [""] + end(width: width, colours: colours)
    }

    // MARK: Findings

    private static let indent = 27

    private static func lines(_ finding: PreflightFinding, width: Int, colours: Bool) -> [String] {
        let style: Style =
            switch finding.verdict {
            case .ok: .good
            case .warning: .doubtful
            case .fault: .bad
            }
        let verdict = finding.verdict.rawValue
        let title = finding.check.title
        let head =
            "  " + style.apply(verdict, colours: colours) + String(repeating: " ", count: max(1, 9 - verdict.count))
            + title + String(repeating: " ", count: max(1, indent - 11 - TerminalText.width(title)))
        var lines: [String] = []
        let room = width - indent
        for (index, line) in TerminalText.wrapped(TerminalText.plain(finding.figure), to: room).enumerated() {
            lines.append((index == 0 ? head : gap) + Style.bold.apply(line, colours: colours))
        }
        for line in TerminalText.wrapped(TerminalText.plain(finding.meaning), to: room) { lines.append(gap + line) }
        for (index, line) in TerminalText.wrapped(TerminalText.plain(finding.remedy ?? ""), to: room - 2).enumerated() {
            lines.append(gap + (index == 0 ? "→ " : "  ") + line)
        }
        return lines
    }

    private static let gap = String(repeating: " ", count: indent)

    // MARK: The timeline

    private func timeline(width: Int, colours: Bool) -> [String] {
        let forecast = report.forecast
        guard !forecast.days.isEmpty else { return [] }
        var table = Table(
            [.init("DAY"), .init("MESSAGES", .right), .init("SEGMENTS", .right)]
                + forecast.routes.map { .init($0.name, .right) }
        )
        let shown =
            isFull || forecast.days.count <= Self.mostDays + 1
            ? forecast.days[...] : forecast.days.prefix(Self.mostDays)
        for day in shown {
            table.add(
                [Table.Cell(day.date.description), .number(day.messages), .number(day.segments)]
                    + day.byRoute.map { .number($0) }
            )
        }
        var lines = ["", Style.bold.apply("Timeline", colours: colours)]
        lines += table.lines(width: nil, colours: colours).map { "  " + $0 }
        let left = forecast.days.count - shown.count
        if left > 0 {
            lines.append("  … and \(left) more days, to \(forecast.days.last?.date.description ?? ""): see --full")
        }
        for wave in forecast.waves where wave.messages > 0 {
            guard let first = wave.first, let last = wave.last else { continue }
            lines.append("  step \(wave.step + 1): \(wave.messages) messages, \(when(first)) to \(when(last))")
        }
        return lines
    }

    private func texts(width: Int, colours: Bool) -> [String] {
        var lines: [String] = []
        for step in report.figures.steps where step.texts > 0 {
            lines += ["", Style.bold.apply(step.heading, colours: colours)]
            for (name, text) in [("first", step.sample), ("longest", step.longest?.text)] {
                guard let text, !text.isEmpty else { continue }
                for (index, line) in TerminalText.wrapped(TerminalText.plain(text), to: width - 11).enumerated() {
                    lines.append("  " + (index == 0 ? name.padded(to: 9) : "         ") + line)
                }
            }
        }
        return lines
    }

    // MARK: The end

    private func end(width: Int, colours: Bool) -> [String] {
        let command = "smsbridge campaign preflight \(Shell.quoted(report.campaign))"
        let faults = report.faults
        guard faults.isEmpty else {
            let checks = faults.map(\.check.title).joined(separator: ", ")
            var text = "It cannot be started: \(checks)."
            if wantsAttestation { text += " Nothing was attested." }
            return TerminalText.wrapped(text, to: width).map { Style.bad.apply($0, colours: colours) }
        }
        var lines = [Style.bold.apply(report.attestation == nil ? "To be confirmed" : "Confirmed", colours: colours)]
        for confirmation in report.confirmations {
            let statement = TerminalText.wrapped(TerminalText.plain(confirmation.statement), to: width - 11)
            for (index, line) in statement.enumerated() {
                lines.append("  " + (index == 0 ? confirmation.topic.rawValue.padded(to: 9) : "         ") + line)
            }
        }
        lines.append("")
        guard let attestation = report.attestation, let token = report.token else {
            lines.append("Nothing stands in the way. Whoever can confirm all of this attests it:")
            return lines + ["  \(command) --attest 'YOUR NAME'"]
        }
        lines.append("attested by \(TerminalText.plain(attestation.by)), token \(token.short)")
        return lines
    }

    private func when(_ time: Timestamp) -> String {
        guard let zone = try? ZoneDirectory().rules(report.zone) else { return TimeText.write(time, utc: true) }
        let civil = zone.civilTime(at: time)
        return CivilTime(date: civil.date, minute: civil.minuteOfDay).description
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}

extension TextFigures {
    /// Above its texts.
    var heading: String {
        guard let variant else { return "Step \(step)" }
        return
            "Step \(step), variant \(variant): \(texts) text\(texts == 1 ? "" : "s"), \(segments) segment\(segments == 1 ? "" : "s")"
    }
}
