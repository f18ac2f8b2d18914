import Campaigns
import GRDB

extension Transaction {
    /// An agent understood that the person wants no more messages: the same as if they had written STOP, one confirmation
    /// included. `answered`: the last inbound message before the turn's.
    func optOut(asAgentSays why: String, in turn: DueTurn, after answered: Int64, at: Timestamp) throws {
        let first = try number(
            "SELECT MIN(id) FROM inbound WHERE conversation_id = ? AND id > ?",
            [turn.conversation, answered]
        )
        guard let route = try number("SELECT route_id FROM inbound WHERE id = ?", [turn.lastInbound]) else { return }
        let actor = Actor.agent(turn.agent)
        let cause = OptOutCause(
            reason: .intent,
            note: "\(actor): \(why.prefix(200))",
            actor: actor,
            language: try language(of: turn.conversation, turn.number, fields: turn.fields)
                ?? context.confirmations.fallbackLanguage
        )
        let messages = min(first ?? turn.lastInbound, turn.lastInbound)...turn.lastInbound
        try optOut(turn.number, cause, messages: messages, in: turn.conversation, route: route, at: at)
    }

    /// Fields of a contact, as an agent says. Of somebody who is no contact nothing is kept.
    func setFields(_ new: [String: String], of number: PhoneNumber, by: String, at: Timestamp) throws {
        guard let row = try first("SELECT id, fields FROM contact WHERE number = ?", [number.e164]) else { return }
        var fields: [String: String] = try decoded(row["fields"])
        let before = fields
        for (key, value) in new { fields[key] = value.isEmpty ? nil : value }
        guard fields != before, fields.count <= 200 else { return }
        try run(
            "UPDATE contact SET fields = ?, updated_at = ? WHERE id = ?",
            [FieldsJSON.text(fields), at.milliseconds, row["id"] as Int64]
        )
        try decide("edited", "\(new.keys.sorted().joined(separator: ", ")), by \(by)", number: number.e164, at: at)
    }
}
