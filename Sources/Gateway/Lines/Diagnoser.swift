public import Modems

/// Asks a modem what every check of ``Diagnosis`` wants to know: one of the running daemon's or one on a port.
///
/// Only questions are asked: no PIN is entered, nothing is sent, nothing is read from the storage or deleted. What is set
/// is the form of error messages, and for a moment the form in which the network is named and a refusal told. A prompt
/// that somebody left standing is left first, so that no question ends up in a message.
public enum Diagnoser {
    /// After so much time no further question is asked.
    public static let limit: Duration = .seconds(40)
    /// A modem that hangs is told from one that dislikes a question by so many silences in a row.
    private static let mostSilences = 2
    /// The first `AT` may be lost: a modem wakes, or finds out the speed.
    private static let greetings = 3

    /// The findings in the order of the checks, each given to `found` when it is there. Of a port that takes no commands
    /// only what the facts tell follows; where a modem falls silent on the way, the rest is left out and the check of the
    /// port says so.
    ///
    /// Ends within `limit` and the time-out of one command, in any case.
    public static func findings(
        of loan: Loan,
        facts: DiagnosisFacts = DiagnosisFacts(),
        clock: any Clock<Duration>,
        within limit: Duration = limit,
        found: @escaping @Sendable (Finding) -> Void = { _ in }
    ) async -> [Finding] {
        var context = DiagnosisContext(facts: facts)
        // A line that has started has set how arriving messages are announced, and which memory is read.
        context.isDriven = loan.profile != nil
        context.storages = loan.profile?.storages ?? []
        var work = Work(context: context, clock: clock, limit: limit, found: found)
        do {
            try await work.greet(loan)
            for check in DiagnosticCheck.allCases where !(try await work.carryOut(check, loan)) { break }
        } catch {
            // The loan was taken back: what is found so far is told.
        }
        work.tellFacts()
        return work.findings
    }

    /// One diagnosis on its way.
    private struct Work {
        var context: DiagnosisContext
        var findings: [Finding] = []
        private var silences = 0
        private let clock: any Clock<Duration>
        private let stopwatch: Stopwatch
        private let limit: Duration
        private let found: @Sendable (Finding) -> Void

        init(
            context: DiagnosisContext,
            clock: any Clock<Duration>,
            limit: Duration,
            found: @escaping @Sendable (Finding) -> Void
        ) {
            self.context = context
            self.clock = clock
            self.limit = limit
            self.found = found
            stopwatch = Stopwatch(clock)
        }

        /// Wakes it, and has it give answers where it was told not to.
        mutating func greet(_ loan: Loan) async throws(Loan.Ended) {
            try await loan.escape()
            var isHeard = false
            for _ in 1...greetings {
                let answer = try await loan.ask(.attention)
                if answer.failure == .timedOut { continue }
                // What was left of an earlier talk may stand before the answer: it is read away.
                if answer.lines.isEmpty { return }
                isHeard = true
                try await loan.escape()
            }
            if isHeard { return }
            var loud = ATCommand("ATQ0V1", timeout: .seconds(1))
            loud.isBlind = true
            context.wasQuiet = try await loan.ask(loud).isOK
        }

        /// Answers `false` where no further check is worth its time.
        mutating func carryOut(_ check: DiagnosticCheck, _ loan: Loan) async throws(Loan.Ended) -> Bool {
            guard check.applies(in: context) else { return true }
            if check.isAboutFacts {
                tell(check.judge([], in: context))
                return true
            }
            var asked: [ATCommand] = []
            var answers: [ATAnswer] = []
            while let question = check.question(after: answers, to: asked, in: context) {
                if stopwatch.elapsed >= limit { return stop(.tooSlow, at: check) }
                if question.pause > .zero { try? await clock.sleep(for: question.pause) }
                let answer = try await loan.ask(question.command)
                asked.append(question.command)
                answers.append(answer)
                switch answer.failure {
                case .hungUp where check != .port: return stop(.hungUp, at: check)
                case .restarted where check != .port: return stop(.restarted, at: check)
                case .timedOut: silences += 1
                default: silences = 0
                }
                if check == .port, asked.count == 1, !answer.isOK { break }
                if silences >= mostSilences { return stop(.silent, at: check) }
            }
            // Nothing to ask such a modem.
            if answers.isEmpty, check != .technology, check != .noticePort { return true }
            context.learn(from: answers, to: check)
            let finding = check.judge(answers, in: context)
            tell(finding)
            return !(check == .port && finding.verdict == .fault)
        }

        /// The facts that no check before the end has told.
        mutating func tellFacts() {
            for check in DiagnosticCheck.allCases
            where check.isAboutFacts && check.applies(in: context) && !findings.contains(where: { $0.check == check }) {
                tell(check.judge([], in: context))
            }
        }

        private mutating func tell(_ finding: Finding) {
            findings.append(finding)
            found(finding)
        }

        /// The check of the port becomes the fault that ended it.
        private mutating func stop(_ end: EarlyEnd, at check: DiagnosticCheck) -> Bool {
            let fault = Finding(
                .port,
                .fault,
                value: end.value,
                meaning: "\(end.meaning), at the check “\(check.title)”.",
                remedy: end.remedy
            )
            if let place = findings.firstIndex(where: { $0.check == .port }) {
                findings[place] = fault
                found(fault)
            } else {
                tell(fault)
            }
            return false
        }
    }
}

/// Why a diagnosis ended early.
private enum EarlyEnd {
    case silent, hungUp, restarted, tooSlow

    var value: String {
        switch self {
        case .silent: "fell silent"
        case .hungUp: "closed"
        case .restarted: "restarted"
        case .tooSlow: "too slow"
        }
    }

    var meaning: String {
        switch self {
        case .silent: "The modem took commands and then answered no more"
        case .hungUp: "The port was closed or the modem unplugged"
        case .restarted: "The modem restarted by itself"
        case .tooSlow: "The modem takes seconds for each answer"
        }
    }

    var remedy: String {
        switch self {
        case .silent, .tooSlow: "It hangs: unplug it for 10 seconds."
        case .hungUp: "Check plug, cable and hub: a hub without a supply of its own gives too little power."
        case .restarted: "Run this again; if it happens again, check the power supply: a hub of its own is best."
        }
    }
}
