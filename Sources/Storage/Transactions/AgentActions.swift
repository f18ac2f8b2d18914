import Campaigns
import GRDB

extension Transaction {
    /// An agent understood that the person wants no more messages: the same as if they had written STOP, one confirmation
    /// included.
    func optOut(asAgentSays why: String, in turn: DueTurn, route: RouteID?, at: Timestamp) throws {
        let number = turn.number
        let isNew = try suppress(
            number.e164,
            reason: .intent,
            note: "agent “\(turn.agent)”: \(String(why.prefix(200)))",
            inbound: turn.lastInbound,
            at: at
        )
        try takeBackSuppressed(number.e164, at: at)
        let holder = try text("SELECT holder FROM conversation WHERE id = ?", [turn.conversation])
        try apply(.optedOut, to: turn.conversation, by: Actor.agent(turn.agent), reason: "opted out", at: at)
        try relayOptOut(of: turn.conversation, heldBy: holder, at: at)
        guard isNew,
            let text = context.confirmations.optOut(language: "en", sender: context.settings.senderName)
        else { return }
        do {
            _ = try queue(
                QueueEntry(
                    number: number.e164,
                    text: text,
                    origin: .system,
                    priority: MessageOrigin.system.priority,
                    dueAt: at,
                    conversation: turn.conversation,
                    answers: turn.lastInbound,
                    isExempt: true,
                    wantedRoute: route,
                    why: "confirms what the person asked for"
                ),
                at: at
            )
        } catch StorageError.conflict(let reason) {
            // What the person asked for is done all the same.
            try decide("notConfirmed", reason, number: number.e164, at: at)
        }
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
