public import Campaigns
import GRDB

extension Store {
    /// How long the history of modems is kept.
    public static let modemHistoryAge: Duration = .seconds(90 * 86_400)

    /// Appends to the history of a modem, and prunes a little of what is older than ``modemHistoryAge``.
    public func record(_ entry: ModemHistoryEntry, of route: RouteID?) async throws(StorageError) {
        _ = try await write { transaction in try transaction.record(entry, of: route) }
    }

    /// When a line's balance was asked for last, and what the history says of it.
    public func lastBalance(of route: RouteID) async throws(StorageError) -> (at: Timestamp, detail: String)? {
        try await read { transaction in
            try transaction.first(
                "SELECT at, detail FROM modem_history WHERE route_id = ? AND kind = 'balance' ORDER BY id DESC LIMIT 1",
                [route]
            ).map { (Timestamp(milliseconds: $0["at"]), $0["detail"] ?? "") }
        }
    }

    /// The history of one modem, or of all (`nil`), newest first. `before` goes on where an earlier page ended.
    public func modemHistory(
        of modem: String?,
        kind: ModemHistoryEntry.Kind? = nil,
        since: Timestamp = Timestamp(milliseconds: 0),
        before: Timestamp? = nil,
        limit: Int = 200
    ) async throws(StorageError) -> [ModemHistoryEntry] {
        let limit = min(max(1, limit), 10_000)
        return try await read { transaction in
            try transaction.modemHistory(of: modem, kind: kind, since: since, before: before, limit: limit)
        }
    }
}

extension Transaction {
    /// Rows that one appended row may prune: the table shrinks, and no request takes long.
    private static let mostPruned = 20

    func record(_ entry: ModemHistoryEntry, of route: RouteID?) throws {
        try run(
            """
            INSERT INTO modem_history
                (at, modem, route_id, kind, state, registration, signal_dbm, storage_used, storage_total, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                entry.at.milliseconds, entry.modem, route, entry.kind.rawValue, entry.state, entry.registration,
                entry.signalDBm, entry.storageUsed, entry.storageTotal, entry.detail,
            ]
        )
        try run(
            "DELETE FROM modem_history WHERE id IN (SELECT id FROM modem_history WHERE at < ? ORDER BY at LIMIT ?)",
            [(entry.at - Store.modemHistoryAge).milliseconds, Self.mostPruned]
        )
    }

    fileprivate func modemHistory(
        of modem: String?,
        kind: ModemHistoryEntry.Kind?,
        since: Timestamp,
        before: Timestamp?,
        limit: Int
    ) throws -> [ModemHistoryEntry] {
        let name = modem == nil ? "" : "modem = ?5 AND"
        var arguments: StatementArguments = [
            since.milliseconds, before?.milliseconds ?? Int64.max, limit, kind?.rawValue,
        ]
        if let modem { arguments += [modem] }
        return try all(
            "SELECT * FROM modem_history WHERE \(name) at >= ?1 AND at < ?2 AND (?4 IS NULL OR kind = ?4) ORDER BY id DESC LIMIT ?3",
            arguments
        ).compactMap { row in
            guard let kind = ModemHistoryEntry.Kind(rawValue: row["kind"]) else { return nil }
            var entry = ModemHistoryEntry(
                at: Timestamp(milliseconds: row["at"]),
                modem: row["modem"],
                kind: kind,
                detail: row["detail"]
            )
            entry.state = row["state"]
            entry.registration = row["registration"]
            entry.signalDBm = row["signal_dbm"]
            entry.storageUsed = row["storage_used"]
            entry.storageTotal = row["storage_total"]
            return entry
        }
    }
}
