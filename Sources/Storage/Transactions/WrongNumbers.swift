import Campaigns
import GRDB

extension Transaction {
    /// The person says that the number is wrong: it is written to no more, and nobody has replied. What the halt ended for
    /// this message ends as a suppression does.
    func suppressWrongNumber(_ number: String, inbound: Int64, at: Timestamp) throws {
        try suppress(number, reason: .wrongNumber, note: nil, inbound: inbound, at: at)
        let halted = try all(
            """
            SELECT id FROM enrollment WHERE number = ?1 AND state = 'replied'
                AND ended_at >= (SELECT COALESCE(MIN(received_at), ?2) FROM part WHERE inbound_id = ?3)
            ORDER BY id
            """,
            [number, at.milliseconds, inbound]
        )
        try endAsOptedOut(halted, reason: SuppressionReason.wrongNumber.meaning, at: at)
        try takeBackSuppressed(number, at: at)
    }
}
