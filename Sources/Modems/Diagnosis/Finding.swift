/// How a check came out.
public enum Verdict: String, Sendable, Hashable, CaseIterable, Codable {
    case ok
    case warning
    case fault
    /// The modem does not tell.
    case unknown
}

/// What one check found.
public struct Finding: Sendable, Hashable, Codable {
    public var check: DiagnosticCheck
    public var verdict: Verdict
    /// The measured value, fit to be shown: numbers are masked.
    public var value: String
    /// What it means.
    public var meaning: String
    /// What to do next; empty where there is nothing to do.
    public var remedy: String

    public init(_ check: DiagnosticCheck, _ verdict: Verdict, value: String, meaning: String, remedy: String = "") {
        self.check = check
        self.verdict = verdict
        self.value = value
        self.meaning = meaning
        self.remedy = remedy
    }
}
