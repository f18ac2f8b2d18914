public import Modems

/// Asks a modem what every check of ``Diagnosis`` wants to know: one of the running daemon's or one on a port.
///
/// Only questions are asked: no PIN is entered, nothing is sent, nothing is read from the storage or deleted, and no
/// setting but the form of error messages is changed. A prompt that somebody left standing is left first, so that no
/// question ends up in a message.
public enum Diagnoser {
    /// After so much time no further question is asked.
    public static let limit: Duration = .seconds(40)
    /// A modem that hangs is told from one that dislikes a question by so many silences in a row.
    private static let mostSilences = 2
    /// The first `AT` may be lost: a modem wakes, or finds out the speed.
    private static let greetings = 3

    /// The findings in the order of the checks, each given to `found` when it is there. A port that takes no commands
    /// has one finding; where a modem falls silent on the way, the rest is left out and the first finding says so.
    ///
    /// Ends within ``limit`` and the time-out of one command, in any case.
    public static func findings(
        of loan: Loan,
        clock: any Clock<Duration>,
        found: @Sendable (Finding) -> Void = { _ in }
    ) async -> [Finding] {
        let stopwatch = Stopwatch(clock)
        // A line that has started has set how arriving messages are announced.
        let checks = Diagnosis.checks.filter { $0 != .notifications || loan.profile != nil }
        do {
            return try await findings(of: loan, checks, stopwatch: stopwatch, found: found)
        } catch {
            return []
        }
    }

    private static func findings(
        of loan: Loan,
        _ checks: [DiagnosticCheck],
        stopwatch: Stopwatch,
        found: @Sendable (Finding) -> Void
    ) async throws(Loan.Ended) -> [Finding] {
        try await loan.escape()
        for _ in 1..<greetings {
            if try await loan.ask(.attention).failure != .timedOut { break }
        }
        var findings: [Finding] = []
        var silences = 0
        var dialect = Dialect.generic
        for check in checks {
            var answers: [ATAnswer] = []
            let commands = check.commands(for: dialect)
            // Nothing to ask such a modem.
            if commands.isEmpty { continue }
            for command in commands {
                if stopwatch.elapsed >= limit { return findings.stopping(.tooSlow, at: check) }
                let answer = try await loan.ask(command)
                answers.append(answer)
                switch answer.failure {
                case .hungUp where check != .port: return findings.stopping(.hungUp, at: check)
                case .restarted where check != .port: return findings.stopping(.restarted, at: check)
                case .timedOut: silences += 1
                default: silences = 0
                }
                if check == .port, !answer.isOK { break }
                if silences >= mostSilences { return findings.stopping(.silent, at: check) }
            }
            if check == .identity { dialect = Diagnosis.dialect(of: answers) }
            let finding = check.judge(answers, dialect: dialect, facts: DiagnosisFacts())
            findings.append(finding)
            found(finding)
            if check == .port, finding.verdict == .fault { break }
        }
        return findings
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

extension [Finding] {
    /// The findings so far, the first one turned into the fault that ended it.
    fileprivate func stopping(_ end: EarlyEnd, at check: DiagnosticCheck) -> [Finding] {
        var findings = self
        let fault = Finding(
            .port,
            .fault,
            value: end.value,
            meaning: "\(end.meaning), at the check “\(check.title)”.",
            remedy: end.remedy
        )
        if findings.isEmpty { findings.append(fault) } else { findings[0] = fault }
        return findings
    }
}
