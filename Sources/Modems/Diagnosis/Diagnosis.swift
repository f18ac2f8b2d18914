/// `modem diagnose`: what to ask, what it means, and one sentence over all.
public enum Diagnosis {
    /// Every check that asks the modem, in the order in which it is made.
    public static let checks = DiagnosticCheck.allCases.filter { !$0.isAboutFacts }

    /// Every check, those of ``DiagnosisFacts`` among them, in the order in which they are shown.
    public static let allChecks = DiagnosticCheck.allCases

    /// What the answers to the check `identity` say.
    public static func identity(of answers: [ATAnswer]) -> ModemIdentity {
        let names = answers.prefix(3).map { $0.isOK ? IdentityAnswer.parseName($0.lines) ?? "" : "" }
        if names.contains(where: { !$0.isEmpty }) {
            func name(_ position: Int) -> String { names.indices.contains(position) ? names[position] : "" }
            return ModemIdentity(manufacturer: name(0), model: name(1), revision: name(2))
        }
        // ATI: a line each, where the others are not known.
        let lines = answers.count > 3 && answers[3].isOK ? answers[3].lines.filter { !$0.isEmpty } : []
        func line(_ position: Int) -> String {
            lines.indices.contains(position) ? String(lines[position].prefix(64)) : ""
        }
        return ModemIdentity(manufacturer: line(0), model: line(1), revision: line(2))
    }

    /// The dialect that the answers to the check `identity` show.
    public static func dialect(of answers: [ATAnswer]) -> Dialect {
        Dialect.of(identity(of: answers))
    }

    /// The findings of the checks that ask nothing, for the facts that are known.
    public static func findings(of facts: DiagnosisFacts) -> [Finding] {
        let context = DiagnosisContext(facts: facts)
        return DiagnosticCheck.allCases.filter { $0.isAboutFacts && $0.applies(in: context) }.map {
            $0.judge([], in: context)
        }
    }

    /// A sentence that can be read out on the phone.
    public static func sentence(for findings: [Finding]) -> String {
        let faults = findings.filter { $0.verdict == .fault }
        let symptom = Symptom.of(findings)
        if let symptom, symptom.isFault, !faults.isEmpty || findings.allSatisfy({ $0.verdict == .ok }) {
            return "This modem will not work: \(symptom.sentence)"
        }
        if let first = faults.first {
            return "This modem will not work: \(first.check.title): \(first.meaning) \(first.remedy)".trimmed
                + others(faults.count - 1, "fault")
        }
        guard findings.contains(where: { $0.verdict == .ok }) else {
            return "Nothing can be said about this modem: it told nothing."
        }
        if let symptom { return "This modem works, with a warning: \(symptom.sentence)" }
        let warnings = findings.filter { $0.verdict == .warning }
        if let first = warnings.first {
            return "This modem works, with a warning: \(first.check.title): \(first.meaning) \(first.remedy)".trimmed
                + others(warnings.count - 1, "warning")
        }
        return "This modem is ready to send and receive."
    }

    private static func others(_ count: Int, _ what: String) -> String {
        count == 0 ? "" : count == 1 ? " There is 1 more \(what)." : " There are \(count) more \(what)s."
    }

    /// True where no check found a fault.
    public static func isUsable(_ findings: [Finding]) -> Bool {
        findings.contains { $0.check == .port && $0.verdict == .ok } && !findings.contains { $0.verdict == .fault }
    }
}
