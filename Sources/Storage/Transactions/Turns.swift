import Campaigns
import GRDB

/// What became of a turn, as figures count it.
enum TurnKind: String {
    case replied, silent, escalated, closed, muted
}

extension Transaction {
    /// Writes down what became of a turn; `agent` is `nil` where none was asked.
    func took(
        _ kind: TurnKind,
        _ agent: String?,
        on inbound: Int64,
        answered: Bool = false,
        reason: String,
        at: Timestamp
    ) throws {
        try run(
            """
            INSERT INTO turn (at, conversation_id, inbound_id, agent, outcome, answered, reason)
            SELECT ?, conversation_id, id, ?, ?, ?, ? FROM inbound WHERE id = ?
            """,
            [at.milliseconds, agent, kind.rawValue, answered, reason, inbound]
        )
    }
}
