public import Campaigns
import GRDB

extension Store {
    /// Suppresses the numbers of a list, in one transaction. Says of each row whether it is new (`added`) or was
    /// suppressed already (`unchanged`). `key` is that of hashes, which may be shared by several gateways; `known` are those
    /// of numbers that are suppressed here by their plain name.
    public func suppressRows(
        _ rows: [SuppressionList.Row],
        list: String,
        key: [UInt8]?,
        known: SuppressedHashes = SuppressedHashes(),
        by: String? = nil,
        at: Timestamp
    ) async throws(StorageError) -> [ImportRowView] {
        try await write { transaction in
            try rows.map { row in
                let view = try transaction.judge(row, key: key, known)
                guard view.verdict == .added else { return view }
                let number: String
                switch row.target {
                case .number(let known): number = known.e164
                case .hash(let hash):
                    number = "hmac:\(try transaction.hidingKey(key ?? [], name: list).id):\(hash)"
                }
                let note = row.note ?? "from the list \(list), line \(row.line)"
                if let category = row.category {
                    try transaction.suppress(
                        number,
                        for: category,
                        reason: row.reason,
                        note: note,
                        by: by,
                        at: row.at ?? at
                    )
                    return view
                }
                try transaction.suppress(
                    number,
                    reason: row.reason,
                    note: note,
                    inbound: nil,
                    by: by,
                    at: row.at ?? at
                )
                if case .number = row.target { try transaction.takeBackSuppressed(number, at: at) }
                return view
            }
        }
    }

    /// What ``suppressRows(_:list:key:known:at:)`` would say. Nothing is stored.
    public func checkSuppressions(
        _ rows: [SuppressionList.Row],
        key: [UInt8]?,
        known: SuppressedHashes = SuppressedHashes()
    ) async throws(StorageError) -> [ImportRowView] {
        try await read { transaction in try rows.map { try transaction.judge($0, key: key, known) } }
    }
}

extension Transaction {
    fileprivate func judge(
        _ row: SuppressionList.Row,
        key: [UInt8]?,
        _ known: SuppressedHashes
    ) throws -> ImportRowView {
        switch row.target {
        case .number(let number):
            var isKnown = try currentSuppression(of: number.e164) != nil
            if !isKnown, let category = row.category {
                isKnown = try suppressionReason(of: number.e164, for: category) != nil
            }
            return ImportRowView(
                line: row.line,
                number: number.e164,
                verdict: isKnown ? .unchanged : .added,
                warnings: row.warnings
            )
        case .hash(let hash) where known.contains(hash):
            return ImportRowView(line: row.line, number: hash, verdict: .unchanged, warnings: row.warnings)
        case .hash(let hash):
            let proof = HiddenNumbers.proof(of: key ?? [])
            let id = try self.number("SELECT id FROM hash_key WHERE proof = ?", [proof])
            let isKnown = try id.map {
                try exists("SELECT 1 FROM suppression WHERE number = ? AND lifted_at IS NULL", ["hmac:\($0):\(hash)"])
            }
            return ImportRowView(
                line: row.line,
                number: hash,
                verdict: isKnown == true ? .unchanged : .added,
                warnings: row.warnings
            )
        }
    }
}
