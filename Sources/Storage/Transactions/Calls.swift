public import Campaigns
import GRDB

extension Store {
    /// Rings that are further apart belong to two calls.
    public static let callPause: Duration = .seconds(15)

    /// Notes that a line rang (`rings` 1), or who calls (`rings` 0). The webhooks are told once for each call: as soon as
    /// the number is known, or when it rang twice without one.
    public func rang(
        _ route: RouteID,
        number: String?,
        rings: Int,
        at: Timestamp
    ) async throws(StorageError) {
        try await write { transaction in
            let row = try transaction.first(
                "SELECT id, number, rings FROM call WHERE route_id = ? AND last_ring_at >= ? ORDER BY id DESC LIMIT 1",
                [route, (at - Self.callPause).milliseconds]
            )
            let known = row.flatMap { $0["number"] as String? }
            // Another caller rings at once after the first.
            guard let row, known == nil || number == nil || known == number else {
                let id = try transaction.insert(
                    """
                    INSERT INTO call (route_id, number, first_ring_at, last_ring_at, rings) VALUES (?, ?, ?, ?, ?)
                    """,
                    [route, number, at.milliseconds, at.milliseconds, max(1, rings)]
                )
                if number != nil { try transaction.tellCall(id, at: at) }
                return
            }
            let id: Int64 = row["id"]
            try transaction.run(
                "UPDATE call SET number = COALESCE(number, ?), last_ring_at = ?, rings = rings + ? WHERE id = ?",
                [number, at.milliseconds, rings, id]
            )
            let before: Int = row["rings"]
            let isNamed = known == nil && number != nil && before == 1
            let staysHidden = known == nil && number == nil && before == 1 && rings == 1
            if isNamed || staysHidden { try transaction.tellCall(id, at: at) }
        }
    }

    /// Calls, the newest first; to one line, or to all (`nil`).
    public func calls(
        to route: String? = nil,
        before: Int64? = nil,
        limit: Int = 50
    ) async throws(StorageError) -> [CallView] {
        let limit = min(max(1, limit), 1000)
        return try await read { transaction in
            try transaction.all(
                """
                SELECT call.*, route.name FROM call JOIN route ON route.id = call.route_id
                WHERE (?1 IS NULL OR route.name = ?1) AND call.id < ?2 ORDER BY call.id DESC LIMIT ?3
                """,
                [route, before ?? Int64.max, limit]
            ).map(transaction.callView)
        }
    }
}

extension Transaction {
    func callView(_ row: Row) -> CallView {
        CallView(
            id: row["id"],
            route: row["name"],
            number: row["number"],
            firstRingAt: Timestamp(milliseconds: row["first_ring_at"]),
            lastRingAt: Timestamp(milliseconds: row["last_ring_at"]),
            rings: row["rings"]
        )
    }

    fileprivate func tellCall(_ id: Int64, at: Timestamp) throws {
        guard
            let row = try first(
                "SELECT call.*, route.name FROM call JOIN route ON route.id = call.route_id WHERE call.id = ?",
                [id]
            )
        else { return }
        let call = callView(row)
        try record(.callMissed, at: at) {
            CallEvent(id: id, from: call.number, route: call.route, at: call.firstRingAt)
        }
    }
}
