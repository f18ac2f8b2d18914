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

    /// Nothing may be sent to them, so nobody has to look: the conversation ends, and says why. What a person has stays
    /// theirs to end.
    func endWrongNumber(_ conversation: Int64, at: Timestamp) throws {
        let owner = try text("SELECT owner FROM conversation WHERE id = ?", [conversation])
        guard owner != ConversationOwner.human.rawValue else { return }
        try apply(.closed, to: conversation, by: Actor.gateway, reason: "says that the number is wrong", at: at)
    }
}
