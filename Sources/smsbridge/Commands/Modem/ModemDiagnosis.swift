import Campaigns
import Devices
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
    /// What the system knows of the device.
    private(set) var details: [DiagnosisDetail] = []
    /// The dialogue, masked.
    private(set) var dialogue: [TraceView] = []
    /// It is there, and cannot be asked now.
    private(set) var isBusy = false
    /// The daemon's modem is not there: why.
    private(set) var absence: String?
    private(set) var madeAt = SystemWallClock().now()
    /// How long it took, without the loopback.
    private(set) var took: Duration = .zero
    /// Why the port could not be opened.
    private(set) var problem: PortError?
    /// What else is known of that, for people.
    private(set) var hint: PortHint?

    /// The last lines that are kept of a dialogue.
    private static let mostLines = 2000

    /// Looks at the port, opens it and runs every check. Of one that cannot be opened the system's facts are told.
    static func make(
        at port: String,
        ports: some Ports,
        inspector: some PortFactSource = PortInspector(),
        clock: any Clock<Duration>,
        loopback: LoopbackWish = .none
    ) async -> ModemDiagnosis {
        var diagnosis = ModemDiagnosis(port: port)
        let stopwatch = Stopwatch(clock)
        var facts = DiagnosisFacts()
        facts.port = await inspector.facts(of: port)
        facts.now = Int(diagnosis.madeAt.seconds)
        diagnosis.details = facts.port?.details ?? []
        do {
            let made = try await ports.withPort(at: port) { [facts] port in
                try await DirectModem.with(port, clock: clock) { loan in
                    try await make(with: loan, facts, clock: clock, loopback: loopback)
                }
            }
            (diagnosis.findings, diagnosis.loopback, diagnosis.dialogue) = (made.findings, made.loopback, made.dialogue)
            diagnosis.took = made.took
        } catch {
            let problem = error as? PortError ?? .system(path: port, reason: "\(error)")
            diagnosis.problem = problem
            if case .taken(_, let owner) = problem, facts.port?.owner == nil { facts.port?.owner = owner }
            if facts.port != nil { diagnosis.findings = Diagnosis.findings(of: facts) }
            diagnosis.took = stopwatch.elapsed
        }
        return diagnosis
    }

    private struct Made: Sendable {
        var findings: [Finding]
        var loopback: LoopbackTest?
        var dialogue: [TraceView]
        var took: Duration
    }

    private static func make(
        with loan: Loan,
        _ facts: DiagnosisFacts,
        clock: any Clock<Duration>,
        loopback: LoopbackWish
    ) async throws -> Made {
        let stopwatch = Stopwatch(clock)
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
            let findings = await Diagnoser.findings(of: loan, facts: facts, clock: clock)
            let took = stopwatch.elapsed
            var test: LoopbackTest?
            if case .to(let number) = loopback, Diagnosis.isUsable(findings) {
                let token = "\(Int.random(in: 100_000...999_999))"
                test = try await Technician(loan).loopback(to: number, token: token, clock: clock)
            }
            return Made(findings: findings, loopback: test, dialogue: lines.value, took: took)
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
        let stopwatch = Stopwatch(ContinuousClock())
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
            case .details: diagnosis.details = event.details ?? []
            case .absent: diagnosis.absence = event.text ?? "its port is not there"
            case .busy: (diagnosis.absence, diagnosis.isBusy) = (event.text ?? "it did not come free", true)
            case .finding:
                if let finding = event.finding { diagnosis.add(finding) }
                if diagnosis.loopback == nil { diagnosis.took = stopwatch.elapsed }
                if event.finding?.check == .clock, !query.isEmpty {
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

    /// A later finding of one check replaces the first; they are shown in the order of the checks.
    private mutating func add(_ finding: Finding) {
        findings.removeAll { $0.check == finding.check }
        let order = DiagnosticCheck.allCases
        let place = order.firstIndex(of: finding.check) ?? order.endIndex
        let next = findings.firstIndex { order.firstIndex(of: $0.check) ?? order.endIndex > place }
        findings.insert(finding, at: next ?? findings.endIndex)
    }

    mutating func explain(_ hint: PortHint) {
        self.hint = hint
    }

    private init(port: String) {
        self.port = port
    }

    var isUsable: Bool { problem == nil && absence == nil && Diagnosis.isUsable(findings) && loopback?.isGood ?? true }

    /// What another modem's diagnosis does not wait for: somebody else has this one.
    init(port: String, refused failure: CommandFailure) {
        self.init(port: port)
        (absence, isBusy) = (failure.message, true)
    }

    /// 0 usable, 1 not usable, 69 the port could not be opened, 75 the daemon's modem is not there.
    var exitStatus: Int32 {
        if absence != nil { return ExitStatus.tryLater.rawValue }
        if problem != nil { return ExitStatus.unavailable.rawValue }
        return isUsable ? 0 : ExitStatus.failure.rawValue
    }

    /// One sentence over all.
    var sentence: String {
        if let problem { return hint?.sentence ?? "\(problem)" }
        if let absence {
            let remedy = findings.first { $0.verdict == .fault }?.remedy ?? ""
            let what = isBusy ? "This modem cannot be asked now" : "This modem is not there"
            return ("\(what): \(absence)." + (remedy.isEmpty ? "" : " \(remedy)"))
        }
        let sentence = Diagnosis.sentence(for: findings)
        guard let loopback else { return sentence }
        return loopback.isGood ? "\(sentence) \(loopback.sentence)" : "The loopback failed. \(loopback.sentence)"
    }
}
