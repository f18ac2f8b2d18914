public import Campaigns
import GRDB

/// What is known of a service of an agent.
public struct AgentServiceState: Hashable, Sendable {
    /// Since when it wants no more questions at the address that was asked about.
    public var goneSince: Timestamp?
    /// The last day on which tokens were used, counted from 1970 in UTC, and how many.
    public var day: Int64
    public var tokens: Int
}

extension Store {
    public func serviceState(
        of agent: String,
        _ kind: String,
        address: ContentHash
    ) async throws(StorageError) -> AgentServiceState {
        try await read { transaction in
            let row = try transaction.first(
                "SELECT address, gone_at, day, tokens FROM agent_service WHERE agent = ? AND kind = ?",
                [agent, kind]
            )
            let isSame = row?["address"] == address.hex
            return AgentServiceState(
                goneSince: isSame ? row?.moment("gone_at") : nil,
                day: row?["day"] ?? 0,
                tokens: row?["tokens"] ?? 0
            )
        }
    }

    /// A service said that it wants no more questions (HTTP 410).
    public func markGone(
        _ agent: String,
        _ kind: String,
        address: ContentHash,
        at: Timestamp
    ) async throws(StorageError) {
        _ = try await write { transaction in
            try transaction.run(
                """
                INSERT INTO agent_service (agent, kind, address, gone_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (agent, kind) DO UPDATE SET address = excluded.address, gone_at = excluded.gone_at
                """,
                [agent, kind, address.hex, at.milliseconds]
            )
        }
    }

    /// Counts tokens of a day; those of an earlier day are forgotten.
    public func spend(_ tokens: Int, of agent: String, _ kind: String, day: Int64) async throws(StorageError) {
        guard tokens > 0 else { return }
        _ = try await write { transaction in
            try transaction.run(
                """
                INSERT INTO agent_service (agent, kind, day, tokens) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (agent, kind) DO UPDATE
                SET tokens = CASE WHEN day = ?3 THEN tokens ELSE 0 END + ?4, day = ?3
                """,
                [agent, kind, day, tokens]
            )
        }
    }

    /// Lets all services of an agent be asked again. Answers how many had said that they are gone.
    public func enableServices(of agent: String) async throws(StorageError) -> Int {
        try await write { transaction in
            try transaction.run(
                "UPDATE agent_service SET gone_at = NULL WHERE agent = ? AND gone_at IS NOT NULL",
                [agent]
            )
        }
    }
}
