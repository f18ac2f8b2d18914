import Foundation
import Gateway
import Modems
import Server

/// What `modem diagnose` found out about one port.
struct ModemDiagnosis: Sendable {
    let port: String
    private(set) var findings: [Finding] = []
    /// Why the port could not be opened.
    private(set) var problem: PortError?
    /// What else is known of that, for people.
    private var hint: PortHint?

    /// Opens the port and runs every check.
    static func make(at port: String, ports: some Ports, clock: any Clock<Duration>) async -> ModemDiagnosis {
        var diagnosis = ModemDiagnosis(port: port)
        do {
            diagnosis.findings = try await ports.withPort(at: port) { await Diagnoser.findings(on: $0, clock: clock) }
        } catch let error as PortError {
            diagnosis.problem = error
        } catch {
            diagnosis.problem = .system(path: port, reason: "\(error)")
        }
        return diagnosis
    }

    mutating func explain(_ hint: PortHint) {
        self.hint = hint
    }

    private init(port: String) {
        self.port = port
    }

    var isUsable: Bool { problem == nil && Diagnosis.isUsable(findings) }

    /// 0 usable, 1 not usable, 69 the port could not be opened.
    var exitStatus: Int32 {
        if problem != nil { return ExitStatus.unavailable.rawValue }
        return isUsable ? 0 : ExitStatus.failure.rawValue
    }

    /// One sentence over all.
    var sentence: String {
        if let problem { return hint?.sentence ?? "\(problem)" }
        return Diagnosis.sentence(for: findings)
    }

    /// What is shown to people.
    func lines(width: Int, colours: Bool) -> [String] {
        var lines = [Style.bold.apply(TerminalText.plain(port), colours: colours)]
        let names = findings.map { TerminalText.width($0.check.title) }.max() ?? 0
        let values = findings.map { TerminalText.width($0.value) }.filter { $0 <= Self.usualValue }.max() ?? 0
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
                if indent + room + 2 + TerminalText.width(meaning) <= width {
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
        lines.append("")
        let last = TerminalText.wrapped(TerminalText.plain(sentence), to: width)
        return lines + last.map { (isUsable ? Style.good : Style.bad).apply($0, colours: colours) }
    }

    func show() {
        guard problem == nil else {
            Terminal.print("smsbridge: \(TerminalText.plain(sentence))", to: Terminal.error)
            return
        }
        let width = Terminal.isPerson(Terminal.output) ? Terminal.width(Terminal.output) : 100
        for line in lines(width: width, colours: Terminal.hasColours(Terminal.output)) { Terminal.print(line) }
    }

    func printJSON() throws {
        let document = Document(
            port: port,
            isUsable: isUsable,
            sentence: sentence,
            problem: problem.map { "\($0)" },
            owner: hint?.owner,
            modem: hint?.modem,
            findings: findings
        )
        Terminal.write([UInt8](try JSONCoding.encoder(pretty: true).encode(document)) + [UInt8(ascii: "\n")])
    }

    private struct Document: Encodable {
        var port: String
        var isUsable: Bool
        var sentence: String
        var problem: String?
        var owner: String?
        var modem: String?
        var findings: [Finding]
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
