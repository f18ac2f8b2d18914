import Campaigns
import GRDB

extension Transaction {
    /// Notes what a person's answer cost in time, by the prices of now.
    func noteWork(on message: Int64) throws {
        let work = context.settings.work
        try run(
            "UPDATE message SET work_minutes = ?, work_price = ?, work_currency = ? WHERE id = ?",
            [
                work.minutes, work.perAnswer?.thousandths, work.perAnswer == nil ? nil : work.currency, message,
            ]
        )
    }

    /// The newest message that came from a number: what a person answers who writes to it.
    func newestInbound(from number: String) throws -> Int64? {
        try self.number(
            """
            SELECT MAX(inbound.id) FROM inbound JOIN conversation ON conversation.id = inbound.conversation_id
            WHERE conversation.number = ?
            """,
            [number]
        )
    }
}
