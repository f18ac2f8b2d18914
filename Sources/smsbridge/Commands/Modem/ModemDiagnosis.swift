import Foundation
import Gateway
import Modems
import Server

/// Whether a message is sent from the line to itself.
enum LoopbackWish: Hashable, Sendable {
    case none
    /// To that number, or where it is `nil`, to the one that the SIM tells.
    case to(String?)
}

/// What `modem diagnose` found out about one port.
struct ModemDiagnosis: Sendable {
    /// The port, or the name of the daemon's modem.
    let port: String
    private(set) var findings: [Finding] = []
    private(set) var loopback: LoopbackTest?
    /// The dialogue, masked.
    private(set) var dialogue: [TraceView] = []
    /// Why the port could not be opened.
    private(set) var problem: PortError?
    /// What else is known of that, for people.
    private var hint: PortHint?

    /// The last lines that are kept of a dialogue.
    private static let mostLines = 2000

    /// Opens the port and runs every check.
    static func make(
        at port: String,
        ports: some Ports,
        clock: any Clock<Duration>,
        loopback: LoopbackWish = .none
    ) async -> ModemDiagnosis {
        var diagnosis = ModemDiagnosis(port: port)
        do {
            let made = try await ports.withPort(at: port) { port in
                try await DirectModem.with(port, clock: clock) { loan in
                    try await make(with: loan, clock: clock, loopback: loopback)
                }
            }
            (diagnosis.findings, diagnosis.loopback, diagnosis.dialogue) = made
        } catch let error as PortError {
            diagnosis.problem = error
        } catch {
            diagnosis.problem = .system(path: port, reason: "\(error)")
        }
        return diagnosis
    }

    private static func make(
        with loan: Loan,
        clock: any Clock<Duration>,
        loopback: LoopbackWish
    ) async throws -> ([Finding], LoopbackTest?, [TraceView]) {
        let news = loan.news()
        let lines = Guarded<[TraceView]>([])
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await case .line(let line) in news {
                    let view = TraceView(line, at: SystemWallClock().now(), unmasked: false)
                    lines.change { $0 = $0.suffix(mostLines - 1) + [view] }
                }
            }
            defer { group.cancelAll() }
            let findings = await Diagnoser.findings(of: loan, clock: clock)
            var test: LoopbackTest?
            if case .to(let number) = loopback, Diagnosis.isUsable(findings) {
                let token = "\(Int.random(in: 100_000...999_999))"
                test = try await Technician(loan).loopback(to: number, token: token, clock: clock)
            }
            return (findings, test, lines.value)
        }
    }

    /// Has the running daemon diagnose its modem. `progress` is told what it waits for.
    static func make(
        of name: String,
        _ client: APIClient,
        loopback: LoopbackWish,
        progress: (String) -> Void
    ) async throws -> ModemDiagnosis {
        var diagnosis = ModemDiagnosis(port: name)
        var query: [(String, String?)] = []
        if case .to(let number) = loopback { query = [("loopback", "true"), ("number", number)] }
        try await client.events(
            "POST",
            ModemTarget.path(name) + "/diagnosis",
            query: query,
            of: TechnicianEvent.self
        ) { event, _ in
            switch event.event {
            case .waiting: progress("waiting for \(name) to finish what it does")
            case .lent: progress("asking \(name)")
            case .finding:
                if let finding = event.finding { diagnosis.findings.append(finding) }
                if diagnosis.findings.last?.check == Diagnosis.checks.last, !query.isEmpty {
                    progress("sending a message from \(name) to itself")
                }
            case .loopback: diagnosis.loopback = event.loopback
            case .line:
                if let line = event.line { diagnosis.dialogue = diagnosis.dialogue.suffix(mostLines - 1) + [line] }
            case .problem: throw CommandFailure(event)
            case .ussd, .loopbacks, .done: break
            }
            return true
        }
        return diagnosis
    }

    mutating func explain(_ hint: PortHint) {
        self.hint = hint
    }

    private init(port: String) {
        self.port = port
    }

    var isUsable: Bool { problem == nil && Diagnosis.isUsable(findings) && loopback?.isGood ?? true }

    /// 0 usable, 1 not usable, 69 the port could not be opened.
    var exitStatus: Int32 {
        if problem != nil { return ExitStatus.unavailable.rawValue }
        return isUsable ? 0 : ExitStatus.failure.rawValue
    }

    /// One sentence over all.
    var sentence: String {
        if let problem { return hint?.sentence ?? "\(problem)" }
        let sentence = Diagnosis.sentence(for: findings)
        guard let loopback else { return sentence }
        return loopback.isGood ? "\(sentence) \(loopback.sentence)" : "The loopback failed. \(loopback.sentence)"
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
        guard problem == nil else {
            Terminal.print("smsbridge: \(TerminalText.plain(sentence))", to: Terminal.error)
            return
        }
        let width = Terminal.isPerson(Terminal.output) ? Terminal.width(Terminal.output) : 100
        for line in lines(width: width, colours: Terminal.hasColours(Terminal.output)) { Terminal.print(line) }
    }

    /// One as an object, several as a list.
    static func printJSON(_ diagnoses: [ModemDiagnosis], isList: Bool) throws {
        let encoder = JSONCoding.encoder(pretty: true)
        let documents = diagnoses.map(\.document)
        let octets =
            isList ? try encoder.encode(documents) : try documents.first.map { try encoder.encode($0) } ?? Data()
        Terminal.write([UInt8](octets) + [UInt8(ascii: "\n")])
    }

    private var document: Document {
        Document(
            port: port,
            isUsable: isUsable,
            sentence: sentence,
            problem: problem.map { "\($0)" },
            owner: hint?.owner,
            modem: hint?.modem,
            findings: findings,
            loopback: loopback
        )
    }

    private struct Document: Encodable {
        var port: String
        var isUsable: Bool
        var sentence: String
        var problem: String?
        var owner: String?
        var modem: String?
        var findings: [Finding]
        var loopback: LoopbackTest?
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
