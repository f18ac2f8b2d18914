import Campaigns
import GRDB

extension Transaction {
    /// Writes down what models took for a turn.
    func note(_ tokens: ModelTokens, of turn: DueTurn, at: Timestamp) throws {
        guard !tokens.isNone else { return }
        try run(
            """
            INSERT INTO model_use (at, inbound_id, agent, tokens_in, tokens_out, price, currency)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                at.milliseconds, turn.lastInbound, turn.agent, tokens.input, tokens.output, tokens.price,
                tokens.price == nil ? nil : context.settings.work.currency,
            ]
        )
    }
}
