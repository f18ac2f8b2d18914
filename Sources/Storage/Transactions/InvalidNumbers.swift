import Campaigns
import GRDB

extension Transaction {
    /// Writes down that a message failed for good because of its number, by the route that had it. Where the rule says
    /// that the number is invalid, it is suppressed.
    func numberFailed(_ message: Int64, reason: String, at: Timestamp) throws {
        guard let number = try text("SELECT number FROM message WHERE id = ?", [message]) else { return }
        try decide(Self.numberFailure, "\(reason): counts towards an invalid number", message: message, at: at)
        // Who lifted the suppression knows better than what was before.
        let lifted = try moment(
            "SELECT MAX(lifted_at) FROM suppression WHERE number = ? AND category IS NULL",
            [number]
        )
        let rows = try all(
            """
            SELECT decision.at, message.route_id FROM message JOIN decision ON decision.message_id = message.id
            WHERE message.number = ? AND decision.kind = ? AND decision.at > ? ORDER BY decision.id DESC LIMIT 100
            """,
            [number, Self.numberFailure, lifted?.milliseconds ?? 0]
        )
        let failures = rows.compactMap { row in
            (row["route_id"] as Int64?).map {
                InvalidNumberRule.Failure(line: "\($0)", at: Timestamp(milliseconds: row["at"]))
            }
        }
        guard InvalidNumberRule().isInvalid(after: failures) else { return }
        let note = "permanent failures by different lines, at least a day apart; the last: \(reason)"
        guard try suppress(number, reason: .invalidNumber, note: note, inbound: nil, at: at) else { return }
        try decide("suppressed", "the number is invalid from now on: \(note)", message: message, at: at)
        try takeBackSuppressed(number, at: at)
    }

    private static let numberFailure = "numberFailed"
}
