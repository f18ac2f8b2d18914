public import Campaigns
import GRDB

/// What can be shown of consent and opt-outs, over all contacts.
public struct ComplianceFacts: Hashable, Sendable, Codable {
    /// Contacts by what allows a campaign to write to them.
    public struct Coverage: Hashable, Sendable, Codable {
        public var contacts: Int
        /// With a consent that counts now.
        public var covered: Int
        /// Those of them who are not suppressed.
        public var reachable: Int
        /// Whose newest consent that counts is older than 18 months.
        public var old: Int
        /// When the oldest of these was given.
        public var oldest: Timestamp?
    }

    /// Suppressions in force, of one reason.
    public struct Suppressions: Hashable, Sendable, Codable {
        /// A ``SuppressionReason``.
        public var reason: String
        public var numbers: Int
        /// When the newest was entered.
        public var newest: Timestamp?
    }

    /// A campaign that may still send.
    public struct Campaign: Hashable, Sendable, Codable {
        public var name: String
        /// A ``CampaignState``.
        public var state: String
        public var category: CampaignCategory
        /// Who attested its preflight last, and when; nil where nobody did.
        public var attestedBy: String?
        public var attestedAt: Timestamp?
    }

    public var consent: Coverage
    /// The most frequent reason first.
    public var suppressions: [Suppressions]
    /// Opt-outs of the last 30 days that people wrote themselves, and those of them that were lifted since.
    public var optOuts: Int
    public var liftedOptOuts: Int
    /// The newest of each kind.
    public var lastExport: ReceiptView?
    public var lastErasure: ReceiptView?
    /// The newest first.
    public var campaigns: [Campaign]
}

extension Store {
    /// What can be shown of consent and opt-outs, by one look at the tables.
    public func complianceFacts(at: Timestamp) async throws(StorageError) -> ComplianceFacts {
        try await study { transaction in
            ComplianceFacts(
                consent: try transaction.coverage(at: at),
                suppressions: try transaction.suppressionCounts(),
                optOuts: try transaction.optOuts(since: at - .seconds(SlidingLimit.month), condition: "1"),
                liftedOptOuts: try transaction.optOuts(
                    since: at - .seconds(SlidingLimit.month),
                    condition: "lifted_at IS NOT NULL"
                ),
                lastExport: try transaction.newestReceipt(.export),
                lastErasure: try transaction.newestReceipt(.erasure),
                campaigns: try transaction.openCampaigns()
            )
        }
    }
}

extension Transaction {
    fileprivate func coverage(at: Timestamp) throws -> ComplianceFacts.Coverage {
        let row = try first(
            """
            WITH newest AS (
                SELECT contact.id, contact.number, (
                    SELECT MAX(captured_at) FROM consent
                    WHERE contact_id = contact.id AND (expires_at IS NULL OR expires_at > ?1)
                        AND captured_at > COALESCE(
                            (SELECT MAX(at) FROM suppression WHERE number = contact.number AND \(Self.revokes)), -1)
                ) AS given
                FROM contact
            )
            SELECT COUNT(*) AS contacts, COUNT(given) AS covered, MIN(given) AS oldest,
                COUNT(*) FILTER (WHERE given < ?2) AS old,
                COUNT(*) FILTER (WHERE given IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM suppression WHERE suppression.number = newest.number AND \(Self.keepsAll)
                )) AS reachable
            FROM newest
            """,
            [at.milliseconds, (at - AgeLimit.standard.duration).milliseconds]
        )
        return ComplianceFacts.Coverage(
            contacts: row?["contacts"] ?? 0,
            covered: row?["covered"] ?? 0,
            reachable: row?["reachable"] ?? 0,
            old: row?["old"] ?? 0,
            oldest: row?.moment("oldest")
        )
    }

    fileprivate func suppressionCounts() throws -> [ComplianceFacts.Suppressions] {
        try all(
            """
            SELECT reason || COALESCE(', ' || category, '') AS reason, COUNT(*) AS numbers, MAX(at) AS newest
            FROM suppression WHERE lifted_at IS NULL GROUP BY 1 ORDER BY numbers DESC, 1
            """
        )
        .map { row in
            ComplianceFacts.Suppressions(reason: row["reason"], numbers: row["numbers"], newest: row.moment("newest"))
        }
    }

    fileprivate func optOuts(since: Timestamp, condition: String) throws -> Int {
        let reasons = [SuppressionReason.stopKeyword, .intent].map { "'\($0.rawValue)'" }.joined(separator: ", ")
        let count = try number(
            "SELECT COUNT(*) FROM suppression WHERE reason IN (\(reasons)) AND at > ? AND \(condition)",
            [since.milliseconds]
        )
        return Int(count ?? 0)
    }

    fileprivate func openCampaigns() throws -> [ComplianceFacts.Campaign] {
        let final = [CampaignState.completed, .cancelled].map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try all("SELECT id, name, state FROM campaign WHERE state NOT IN (\(final)) ORDER BY id DESC LIMIT 1000")
            .map { row in
                let attested = try first(
                    """
                    SELECT attested_by, at FROM preflight WHERE campaign_id = ? AND attested_by IS NOT NULL
                    ORDER BY id DESC LIMIT 1
                    """,
                    [row["id"] as Int64]
                )
                return ComplianceFacts.Campaign(
                    name: row["name"],
                    state: row["state"],
                    category: try definition(of: row["id"]).category,
                    attestedBy: attested?["attested_by"],
                    attestedAt: attested?.moment("at")
                )
            }
    }

    fileprivate func newestReceipt(_ kind: ReceiptView.Kind) throws -> ReceiptView? {
        try first("SELECT * FROM receipt WHERE kind = ? ORDER BY id DESC LIMIT 1", [kind.rawValue]).map(receiptView)
    }
}
