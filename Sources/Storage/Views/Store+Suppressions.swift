public import Campaigns
import GRDB

/// A number that must not be written to.
public struct SuppressionView: Hashable, Sendable, Codable {
    public var id: Int64
    /// E.164; `hmac:…` where the number itself is not kept.
    public var number: String
    /// A ``CampaignCategory`` that alone is kept from it; nil: nothing is sent to it.
    public var category: String?
    /// A ``SuppressionReason``.
    public var reason: String
    public var note: String?
    /// The inbound message that asked for it.
    public var inbound: Int64?
    public var at: Timestamp
    public var liftedAt: Timestamp?
    /// Which consent allowed to lift it, or what was wrong with it.
    public var liftedNote: String?
    /// Who suppressed it here by hand or by a list.
    public var by: String?
    /// Who took it back.
    public var liftedBy: String?
    /// It was lifted because it had been a mistake.
    public var mistaken: Bool

    /// The first line of an export.
    public static func csvHeader(hashed: Bool) -> String {
        CSVWriter.line([hashed ? "hash" : "number", "reason", "at", "note", "category"])
    }

    /// One line of an export. With a key the number goes out as its HMAC-SHA256 alone, and the note stays here.
    public func csvLine(hashedWith key: [UInt8]?) -> String {
        CSVWriter.line([
            key.map { Digest.hmac(number, key: $0) } ?? number, reason, "\(at)", key == nil ? note ?? "" : "",
            category ?? "",
        ])
    }
}

/// Which suppressions are asked for.
public struct SuppressionFilter: Hashable, Sendable {
    public var includingLifted = false
    public var reason: SuppressionReason?
    /// Only ids below it; newest first.
    public var before: Int64?
    /// Those whose number is hidden, too.
    public var includingHidden = true
    public var limit = 1000

    public init() {}
}

extension Store {
    public func suppressions(_ filter: SuppressionFilter) async throws(StorageError) -> [SuppressionView] {
        try await read { transaction in
            try transaction.all(
                """
                SELECT * FROM suppression
                WHERE id < ?1 AND (?2 OR lifted_at IS NULL) AND (?3 IS NULL OR reason = ?3)
                    AND (?4 OR number NOT LIKE 'hmac:%')
                ORDER BY id DESC LIMIT ?5
                """,
                [
                    filter.before ?? Int64.max, filter.includingLifted, filter.reason?.rawValue,
                    filter.includingHidden, filter.limit,
                ]
            ).map(Transaction.suppressionView)
        }
    }

    /// All that ever kept a number from being written to, oldest first.
    public func suppressionHistory(of number: PhoneNumber) async throws(StorageError) -> [SuppressionView] {
        try await read { transaction in
            let history = try transaction.suppressionHistory(of: number.e164)
            guard !history.isEmpty else { throw StorageError.notFound("suppression of \(number.masked)") }
            return history
        }
    }
}

extension Transaction {
    static func suppressionView(_ row: Row) -> SuppressionView {
        SuppressionView(
            id: row["id"],
            number: row["number"],
            category: row["category"],
            reason: row["reason"],
            note: row["note"],
            inbound: row["inbound_id"],
            at: Timestamp(milliseconds: row["at"]),
            liftedAt: row.moment("lifted_at"),
            liftedNote: row["lifted_note"],
            by: row["made_by"],
            liftedBy: row["lifted_by"],
            mistaken: row["mistaken"]
        )
    }
}
