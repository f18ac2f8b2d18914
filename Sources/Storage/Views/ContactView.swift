public import Campaigns

/// A contact as clients see it.
public struct ContactView: Hashable, Sendable, Codable {
    public var id: Int64
    /// E.164.
    public var number: String
    public var name: String?
    public var email: String?
    public var timeZone: String?
    /// Where the time zone comes from: `csv` or `operator`.
    public var timeZoneSource: String?
    /// Where the contact has no zone of its own: those that the number's prefix stands for.
    public var candidateZones: [String]
    public var fields: [String: String]
    /// Labels that agents gave it.
    public var tags: [String]
    /// Why campaigns must not write to it for want of consent; `nil` where a consent counts.
    public var consentLack: String?
    /// Why nothing at all may be sent to it; `nil` where it may.
    public var suppression: String?
    /// The categories of messages that it does not get, such as `marketing`; nil: none.
    public var refusedCategories: [String]?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
}

/// One consent on record, and whether it still counts.
public struct ConsentView: Hashable, Sendable, Codable {
    public var id: Int64
    public var number: String
    /// A ``ConsentKind``.
    public var kind: String
    public var source: String
    public var capturedAt: Timestamp
    public var capturedBy: String?
    public var expiresAt: Timestamp?
    /// When the person asked not to be written to after it.
    public var revokedAt: Timestamp?
    public var counts: Bool
    public var wording: String?
    /// SHA-256 of the wording, in hexadecimal digits.
    public var wordingSha256: String?
    public var evidence: String?
    /// What it is for, with commas between the words: `appointments,marketing`; nil: whatever is sent.
    public var purpose: String?
    /// As in ISO 3166: `DE`, `US-FL`.
    public var jurisdiction: String?
    /// The language of the wording, as in BCP 47.
    public var locale: String?
    /// SHA-256 of the file that proves it, in hexadecimal digits.
    public var evidenceSha256: String?
    /// What proves that the person confirmed it; nil where nobody asked.
    public var doubleOptIn: String?
    /// The import that brought it, and the line of its file.
    public var `import`: Int64?
    public var line: Int?
    /// When it was recorded here.
    public var recordedAt: Timestamp

    /// The first line of an export.
    public static let csvHeader = CSVWriter.line([
        "number", "kind", "source", "captured_at", "captured_by", "expires_at", "revoked_at", "counts", "wording",
        "wording_sha256", "evidence", "import", "line", "recorded_at",
        "purpose", "jurisdiction", "locale", "evidence_sha256", "double_opt_in",
    ])

    /// One line of an export (RFC 4180) that a spreadsheet opens without running anything in it.
    public var csvLine: String {
        CSVWriter.line([
            number, kind, source, "\(capturedAt)", capturedBy ?? "", expiresAt.map { "\($0)" } ?? "",
            revokedAt.map { "\($0)" } ?? "", counts ? "yes" : "no", wording ?? "", wordingSha256 ?? "", evidence ?? "",
            self.import.map { "\($0)" } ?? "", line.map { "\($0)" } ?? "", "\(recordedAt)",
            purpose ?? "", jurisdiction ?? "", locale ?? "", evidenceSha256 ?? "", doubleOptIn ?? "",
        ])
    }
}

/// How a contact came with one import.
public struct ContactImportView: Hashable, Sendable, Codable {
    public var `import`: Int64
    /// The file's name.
    public var name: String
    public var sha256: String?
    public var by: String?
    public var at: Timestamp
    public var line: Int
    /// An ``ImportRowView/Verdict``.
    public var verdict: String
    public var warnings: [String]
}

/// A contact's way through one campaign, with what was decided on it.
public struct ContactEnrollmentView: Hashable, Sendable, Codable {
    public var campaign: String
    /// An ``EnrollmentState``.
    public var state: String
    public var reason: String?
    public var endedAt: Timestamp?
    public var decisions: [DecisionView]
}

/// The answer to “why did you text me?”: all that is held about one number, in order.
public struct ContactStory: Hashable, Sendable, Codable {
    public var number: String
    /// `nil` where nobody ever entered the number, and messages were exchanged with it all the same.
    public var contact: ContactView?
    public var consents: [ConsentView]
    public var imports: [ContactImportView]
    public var enrollments: [ContactEnrollmentView]
    /// Messages both ways, with what was decided on those that were sent.
    public var messages: [MessageStory]
    /// Who had the conversation with the number, from one to the next.
    public var ownerChanges: [OwnerChangeView]
    public var suppressions: [SuppressionView]
    /// What was decided about the number itself.
    public var decisions: [DecisionView]
    public var calls: [CallView]
    public var receipts: [ReceiptView]

    /// Nothing at all is held.
    public var isEmpty: Bool {
        contact == nil && messages.isEmpty && suppressions.isEmpty && calls.isEmpty && receipts.isEmpty
            && decisions.isEmpty
    }
}

/// Proof that a person's data were given to them, or erased.
public struct ReceiptView: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case export, erasure
    }

    public var id: Int64
    public var kind: Kind
    public var at: Timestamp
    public var by: String
    public var reason: String?
    /// Stands for the number; the same number has the same one.
    public var numberHash: String
    /// Of what was given, in hexadecimal digits.
    public var sha256: String?
    /// How many rows of each sort were given, or erased.
    public var counts: [String: Int]
}
