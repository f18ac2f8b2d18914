/// The first form of `modem diagnose`: what to ask, what it means, and one sentence over all.
public enum Diagnosis {
    /// Every check, in the order in which it is made.
    public static let checks = DiagnosticCheck.allCases

    /// A sentence that can be read out on the phone.
    public static func sentence(for findings: [Finding]) -> String {
        let faults = findings.filter { $0.verdict == .fault }
        if let first = faults.first {
            let others = faults.count == 1 ? "" : " (and \(faults.count - 1) more)"
            return "This modem will not work: \(first.check.title): \(first.meaning)\(others) \(first.remedy)".trimmed
        }
        guard findings.contains(where: { $0.verdict == .ok }) else {
            return "Nothing can be said about this modem: it told nothing."
        }
        let warnings = findings.filter { $0.verdict == .warning }
        if let first = warnings.first {
            let others = warnings.count == 1 ? "" : " (and \(warnings.count - 1) more)"
            return "This modem works, with a warning: \(first.check.title): \(first.meaning)\(others) \(first.remedy)"
                .trimmed
        }
        return "This modem is ready to send and receive."
    }

    /// True where no check found a fault.
    public static func isUsable(_ findings: [Finding]) -> Bool {
        findings.contains { $0.check == .port && $0.verdict == .ok } && !findings.contains { $0.verdict == .fault }
    }
}
