public import Campaigns

/// One row of a list and what became of it, or would.
public struct ImportRowView: Hashable, Sendable, Codable {
    public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
        /// A new contact.
        case added
        /// The number was known; something of it changed.
        case updated
        /// The number was known, and nothing of it changed.
        case unchanged
        case rejected
    }

    /// The line of the file, from 1, on which the row starts.
    public var line: Int
    /// E.164; of a rejected row as it could be read, or as the file has it.
    public var number: String?
    public var verdict: Verdict
    /// Where a rejected row is wrong, as the file names it.
    public var column: String?
    /// Why a row was rejected.
    public var reason: String?
    /// What is odd about the row, but no reason to refuse it.
    public var warnings: [String]
    /// Whether a consent counts for the number; without one campaigns leave it out.
    public var hasConsent: Bool
    /// The number must not be written to.
    public var isSuppressed: Bool = false

    public init(
        line: Int,
        number: String?,
        verdict: Verdict,
        column: String? = nil,
        reason: String? = nil,
        warnings: [String] = [],
        hasConsent: Bool = false
    ) {
        self.line = line
        self.number = number
        self.verdict = verdict
        self.column = column
        self.reason = reason
        self.warnings = warnings
        self.hasConsent = hasConsent
    }

    public init(_ problem: ImportProblem) {
        self.init(
            line: problem.line,
            number: problem.number,
            verdict: .rejected,
            column: problem.column,
            reason: problem.reason
        )
    }

    /// The first line of a report.
    public static let csvHeader = CSVWriter.line([
        "line", "number", "verdict", "column", "reason", "warnings", "consent",
    ])

    /// The row as a line of a report (RFC 4180) that a spreadsheet opens without running anything in it.
    public var csvLine: String {
        let consent = verdict == .rejected ? "" : hasConsent ? "yes" : "no"
        return CSVWriter.line([
            String(line), number ?? "", verdict.rawValue, column ?? "", reason ?? "",
            warnings.joined(separator: "; "), consent,
        ])
    }
}

/// How many rows of a list went in, and how.
public struct ImportCounts: Hashable, Sendable, Codable {
    public var rows = 0
    public var added = 0
    public var updated = 0
    public var unchanged = 0
    public var rejected = 0
    /// Of those that went in: no consent counts, so no campaign writes to them.
    public var withoutConsent = 0
    /// Of those that went in: the number must not be written to.
    public var suppressed = 0
    /// Rows with a warning.
    public var warned = 0

    public init() {}

    public mutating func count(_ row: ImportRowView) {
        rows += 1
        switch row.verdict {
        case .added: added += 1
        case .updated: updated += 1
        case .unchanged: unchanged += 1
        case .rejected: rejected += 1
        }
        if !row.warnings.isEmpty { warned += 1 }
        guard row.verdict != .rejected else { return }
        if !row.hasConsent { withoutConsent += 1 }
        if row.isSuppressed { suppressed += 1 }
    }

    public static func += (left: inout ImportCounts, right: ImportCounts) {
        left.rows += right.rows
        left.added += right.added
        left.updated += right.updated
        left.unchanged += right.unchanged
        left.rejected += right.rejected
        left.withoutConsent += right.withoutConsent
        left.suppressed += right.suppressed
        left.warned += right.warned
    }
}
