public import Campaigns
import GRDB

extension Store {
    /// Receipts, newest first; of one number, where one is given.
    public func receipts(
        of number: PhoneNumber?,
        before: Int64?,
        limit: Int
    ) async throws(StorageError) -> [ReceiptView] {
        try await read { transaction in
            if let number { return try transaction.receipts(about: number.e164) }
            return try transaction.all(
                "SELECT * FROM receipt WHERE id < ? ORDER BY id DESC LIMIT ?",
                [before ?? Int64.max, limit]
            ).map(transaction.receiptView)
        }
    }

    public func receipt(_ id: Int64) async throws(StorageError) -> ReceiptView {
        try await read { try $0.receipt(id) }
    }

    /// Writes down that a person's data were given to them: `sha256` is that of what was given.
    public func recordExport(
        of number: PhoneNumber,
        by: String,
        reason: String?,
        octets: [UInt8],
        counts: [String: Int],
        at: Timestamp
    ) async throws(StorageError) -> ReceiptView {
        try await write { transaction in
            let id = try transaction.insert(
                "INSERT INTO receipt (kind, at, made_by, reason, number, sha256, counts) VALUES ('export', ?, ?, ?, ?, ?, ?)",
                [
                    at.milliseconds, by, reason, try transaction.hide(number.e164), Digest.sha256(octets),
                    try transaction.json(counts),
                ]
            )
            return try transaction.receipt(id)
        }
    }
}

extension Transaction {
    func receipts(about number: String) throws -> [ReceiptView] {
        let hidden = HiddenNumbers.Key(id: HiddenNumbers.own, secret: context.numberKey).hide(number)
        return try all("SELECT * FROM receipt WHERE number = ? ORDER BY id DESC LIMIT 1000", [hidden])
            .map(receiptView)
    }

    func receipt(_ id: Int64) throws -> ReceiptView {
        guard let row = try first("SELECT * FROM receipt WHERE id = ?", [id]) else {
            throw StorageError.notFound("receipt \(id)")
        }
        return try receiptView(row)
    }

    func receiptView(_ row: Row) throws -> ReceiptView {
        ReceiptView(
            id: row["id"],
            kind: ReceiptView.Kind(rawValue: row["kind"]) ?? .export,
            at: Timestamp(milliseconds: row["at"]),
            by: row["made_by"],
            reason: row["reason"],
            numberHash: row["number"],
            sha256: row["sha256"],
            counts: try decoded(row["counts"])
        )
    }
}
