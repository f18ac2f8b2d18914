import Campaigns
import GRDB

/// What a campaign's messages cost, as its budget counts it: a segment from its hand-over on, until it is refused.
extension Transaction {
    func spent(by campaign: Int64) throws -> Amount {
        let handedOver = try lastEntry(of: .campaign(campaign))?.spent ?? 0
        let refunded = try number("SELECT refunded FROM campaign WHERE id = ?", [campaign]) ?? 0
        return Amount(thousandths: Int(handedOver - refunded))
    }

    /// Nobody pays for a segment that was refused.
    func refund(_ message: Int64, _ sequence: Int) throws {
        try run(
            """
            UPDATE campaign SET refunded = refunded + COALESCE(
                (SELECT price FROM segment WHERE message_id = ?1 AND sequence = ?2), 0)
            WHERE id = (SELECT campaign_id FROM message WHERE id = ?1)
            """,
            [message, sequence]
        )
    }
}
