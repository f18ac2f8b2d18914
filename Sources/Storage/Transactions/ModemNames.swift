public import Campaigns
import GRDB

extension Store {
    /// What people call the modem of the first of these keys that has a name.
    public func modemName(of keys: [String]) async throws(StorageError) -> String? {
        try await read { transaction in
            for key in keys {
                if let name = try transaction.text("SELECT name FROM modem_name WHERE key = ?", [key]) { return name }
            }
            return nil
        }
    }

    /// Gives a modem or a line a name, in place of the one that it had; a route that is served now has it at once. Throws
    /// ``StorageError/conflict(_:)`` where another one is called so.
    public func name(_ key: String, _ name: String, route: RouteID?, at: Timestamp) async throws(StorageError) {
        try await write { transaction in
            let other = try transaction.text("SELECT key FROM modem_name WHERE name = ?", [name])
            guard other == nil || other == key else {
                throw StorageError.conflict("another modem or SIM is called \(name) already: choose another name")
            }
            try transaction.run(
                """
                INSERT INTO modem_name (key, name, at) VALUES (?, ?, ?)
                ON CONFLICT (key) DO UPDATE SET name = excluded.name, at = excluded.at
                """,
                [key, name, at.milliseconds]
            )
            if let route { try transaction.run("UPDATE route SET name = ? WHERE id = ?", [name, route]) }
        }
    }

    /// Takes the names of these keys away.
    public func forgetNames(of keys: [String]) async throws(StorageError) {
        try await write { transaction in
            for key in keys { try transaction.run("DELETE FROM modem_name WHERE key = ?", [key]) }
        }
    }
}

extension Store {
    /// Whether a part or report that was received on a route is stored.
    public func holds(_ fingerprint: String, of route: RouteID) async throws(StorageError) -> Bool {
        try await read { transaction in
            for table in ["part", "report"] {
                let found = try transaction.number(
                    "SELECT 1 FROM \(table) WHERE route_id = ? AND fingerprint = ?",
                    [route, fingerprint]
                )
                if try found != nil || transaction.holdsErased(fingerprint, in: table, of: route) { return true }
            }
            return false
        }
    }
}
