public import Campaigns
import GRDB

extension Store {
    /// What was written in a conversation before a turn, oldest first; at most so many messages.
    public func history(
        before turn: DueTurn,
        most: Int = AgentTurn.longestHistory
    ) async throws(StorageError) -> [AgentTurn.Message] {
        try await read { transaction in
            let answered =
                try transaction.number(
                    "SELECT answered_inbound FROM conversation WHERE id = ?",
                    [turn.conversation]
                ) ?? 0
            return try transaction.messages(with: turn.number.e164, in: turn.conversation, upTo: answered, most: most)
        }
    }
}

extension Transaction {
    /// Messages of a conversation, oldest first: those received up to `inbound`, and those that left or are about to.
    func messages(
        with number: String,
        in conversation: Int64,
        upTo inbound: Int64,
        most: Int
    ) throws -> [AgentTurn.Message] {
        let rows = try all(
            """
            SELECT * FROM (
                SELECT 'in' AS direction, text, NULL AS origin, received_at AS at, id FROM inbound
                    WHERE conversation_id = ?1 AND id <= ?2 AND kind IN ('text', 'optIn', 'ask', 'automatic')
                UNION ALL
                SELECT 'out', text, origin, COALESCE(sent_at, MAX(created_at, due_at)), id FROM message
                    WHERE number = ?3 AND state NOT IN ('failed', 'suppressed', 'cancelled', 'expired')
            ) ORDER BY at DESC, direction DESC, id DESC LIMIT ?4
            """,
            [conversation, inbound, number, most]
        )
        return rows.reversed().compactMap { row in
            AgentTurn.Message.Direction(rawValue: row["direction"]).map {
                AgentTurn.Message($0, row["text"], origin: row["origin"], at: Timestamp(milliseconds: row["at"]))
            }
        }
    }
}
