public import Campaigns
import GRDB

extension Store {
    /// Makes a route known, or notes that it is there again, and returns its id. Limits and history follow the key.
    public func register(_ route: RouteDescription, at: Timestamp) async throws(StorageError) -> RouteID {
        try await write { transaction in try transaction.register(route, at: at) }
    }

    /// Makes a line known, or notes that it is there again. Limits, history and conversations follow the SIM; what was
    /// known of its modem and its SIM before tells what was moved.
    public func register(line: RouteDescription, at: Timestamp) async throws(StorageError) -> RegisteredLine {
        try await write { transaction in
            let before = try transaction.first("SELECT imei FROM route WHERE key = ?", [line.key])
            let last = try line.imei.flatMap { imei in
                try transaction.text("SELECT sim FROM modem_sim WHERE imei = ?", [imei])
            }
            if let imei = line.imei {
                try transaction.run(
                    """
                    INSERT INTO modem_sim (imei, sim, at) VALUES (?, ?, ?)
                    ON CONFLICT (imei) DO UPDATE SET sim = excluded.sim, at = excluded.at
                    """,
                    [imei, line.key, at.milliseconds]
                )
            }
            let modem = before.flatMap { $0["imei"] as String? }
            return RegisteredLine(
                route: try transaction.register(line, at: at),
                earlierModem: modem == line.imei ? nil : modem,
                earlierSIM: last == line.key ? nil : last
            )
        }
    }

    /// Where polling of a provider's inbox goes on.
    public func cursor(of route: RouteID) async throws(StorageError) -> String? {
        try await read { transaction in
            try transaction.text("SELECT cursor FROM route WHERE id = ?", [route])
        }
    }

    /// Moves a provider's cursor on, after all before it is committed.
    public func setCursor(_ cursor: String?, of route: RouteID) async throws(StorageError) {
        _ = try await write { transaction in
            try transaction.run("UPDATE route SET cursor = ? WHERE id = ?", [cursor, route])
        }
    }

    /// Offers what waits for this route alone to the others, at once. What it has begun to send stays its own. Returns how
    /// many messages that are.
    public func handOff(from route: RouteID, at: Timestamp, reason: String) async throws(StorageError) -> Int {
        try await write { transaction in try transaction.handOff(from: route, at: at, reason: reason) }
    }

    /// What routes may send today whose SIM warms up.
    public func warmUpCaps(of terms: [RouteTerms], at: Timestamp) async throws(StorageError) -> [RouteID: Int] {
        let warming = terms.filter { $0.limits.warmUp != nil }
        guard !warming.isEmpty else { return [:] }
        return try await read { transaction in
            var caps: [RouteID: Int] = [:]
            for route in warming { caps[route.route] = try transaction.warmUpCap(route, at: at) }
            return caps
        }
    }

    /// Segments handed over by each route since a moment, by name.
    public func segmentsHandedOver(since: Timestamp) async throws(StorageError) -> [String: Int] {
        try await read { transaction in
            let routes = try transaction.all("SELECT id, name FROM route ORDER BY id")
            let counts = try routes.map { row in
                (row["name"] as String, try transaction.entries(since: since, of: .route(row["id"])))
            }
            return Dictionary(counts.filter { $0.1 > 0 }) { $0 + $1 }
        }
    }
}

extension Transaction {
    func register(_ route: RouteDescription, at: Timestamp) throws -> RouteID {
        let isNew = try !exists("SELECT 1 FROM route WHERE key = ?", [route.key])
        try run(
            """
            INSERT INTO route (kind, key, name, imei, imsi, created_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET name = excluded.name, imei = excluded.imei,
                imsi = COALESCE(excluded.imsi, imsi), seen_at = excluded.seen_at
            """,
            [
                route.kind.rawValue, route.key, route.name, route.imei, route.imsi, at.milliseconds, at.milliseconds,
            ]
        )
        guard let id = try number("SELECT id FROM route WHERE key = ?", [route.key]) else {
            throw StorageError.failed("route \(route.name) was not stored")
        }
        if isNew { try chargeNew(id, at: at) }
        return id
    }

    func handOff(from route: RouteID, at: Timestamp, reason: String) throws -> Int {
        try takeBackTests(of: route, reason: reason, at: at)
        let bound = try all(
            """
            SELECT id FROM message WHERE state = 'queued' AND wanted_route = ?1 AND NOT EXISTS (
                SELECT 1 FROM segment WHERE message_id = message.id AND state IN ('accepted', 'uncertain'))
            ORDER BY id
            """,
            [route]
        )
        for row in bound {
            let message: Int64 = row["id"]
            // A pause before the next try was meant for this route.
            try run(
                """
                UPDATE message SET wanted_route = 0, wanted_until = NULL,
                    due_at = CASE WHEN tries > 0 THEN MIN(due_at, ?1) ELSE due_at END
                WHERE id = ?2
                """,
                [at.milliseconds, message]
            )
            try decide("released", reason, message: message, at: at)
        }
        return bound.count
    }

    func routeName(_ route: RouteID) throws -> String {
        try text("SELECT name FROM route WHERE id = ?", [route]) ?? "route \(route)"
    }
}
