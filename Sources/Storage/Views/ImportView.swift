public import Campaigns

/// What became of an import; each of its rows is an ``ImportRowView``.
public struct ImportView: Hashable, Sendable, Codable {
    /// 0 of a dry run, which stores nothing.
    public var id: Int64 = 0
    public var dryRun = false
    /// The file's name.
    public var name = ""
    public var by: String?
    public var begunAt: Timestamp?
    /// Without it the list did not come to its end: what is there went in, and importing it again is safe.
    public var finishedAt: Timestamp?
    /// SHA-256 of the file, in hexadecimal digits.
    public var sha256: String?
    public var octets: Int?
    /// Where numbers without a country prefix were taken to belong.
    public var region: String?
    /// The columns as they were understood.
    public var columns: [ImportColumn] = []
    /// What was declared for rows that say nothing of consent.
    public var declaration: ConsentRecord?
    /// An earlier import of the very same file.
    public var sameFileAs: Int64?
    public var rows = 0
    public var added = 0
    public var updated = 0
    public var unchanged = 0
    public var rejectedRows = 0
    public var withoutConsent = 0
    public var suppressed = 0
    /// Rows with a warning.
    public var warned = 0
    /// The first of the rejected rows.
    public var rejected: [RejectedRow] = []
    /// Of a list of suppressions: the first of the warnings, of rows that count all the same.
    public var warnings: [RejectedRow] = []

    /// At most so many are listed in ``rejected``.
    public static let mostListed = 1000

    public struct RejectedRow: Hashable, Sendable, Codable {
        /// The line of the file, from 1, on which the row starts.
        public var line: Int
        public var column: String?
        public var reason: String

        public init(line: Int, column: String?, reason: String) {
            self.line = line
            self.column = column
            self.reason = reason
        }
    }

    public init() {}

    /// The view of a dry run.
    public init(dryRunOf name: String, by: String?, region: String?, declaration: ConsentRecord?) {
        self.name = name
        self.by = by
        self.region = region
        self.declaration = declaration
        dryRun = true
    }

    public var counts: ImportCounts {
        get {
            var counts = ImportCounts()
            counts.rows = rows
            counts.added = added
            counts.updated = updated
            counts.unchanged = unchanged
            counts.rejected = rejectedRows
            counts.withoutConsent = withoutConsent
            counts.suppressed = suppressed
            counts.warned = warned
            return counts
        }
        set {
            rows = newValue.rows
            added = newValue.added
            updated = newValue.updated
            unchanged = newValue.unchanged
            rejectedRows = newValue.rejected
            withoutConsent = newValue.withoutConsent
            suppressed = newValue.suppressed
            warned = newValue.warned
        }
    }
}

/// A column of a list and what it was taken for.
public struct ImportColumn: Hashable, Sendable, Codable {
    public var name: String
    /// Such as `phone`, `consent_date`, `{{next_visit}}`; empty where it has no name and is left out.
    public var meaning: String

    public init(name: String, meaning: String) {
        self.name = name
        self.meaning = meaning
    }
}
