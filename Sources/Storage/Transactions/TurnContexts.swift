public import Campaigns
import GRDB

extension Store {
    /// What an agent is told of a turn beside what was written.
    public func context(of turn: DueTurn, at: Timestamp) async throws(StorageError) -> TurnContext {
        try await read { transaction in try transaction.context(of: turn, at: at) }
    }
}

extension Transaction {
    fileprivate func context(of turn: DueTurn, at: Timestamp) throws -> TurnContext {
        var context = TurnContext()
        context.owner = turn.owner
        guard let row = try first("SELECT * FROM conversation WHERE id = ?", [turn.conversation]) else {
            return context
        }
        context.line = try (row["route_id"] as RouteID?).map(routeName)
        context.language = try language(of: turn.conversation, turn.number, fields: turn.fields)
        context.timeZone = try text("SELECT time_zone FROM contact WHERE number = ?", [turn.number.e164])
        context.consents = try consents(of: turn.number.e164, at: at)
        context.campaign = row["campaign_id"]
        if let campaign = context.campaign {
            let step = try number(
                """
                SELECT step FROM message
                WHERE number = ? AND campaign_id = ? AND step IS NOT NULL AND sent_at IS NOT NULL ORDER BY id DESC LIMIT 1
                """,
                [turn.number.e164, campaign]
            )
            context.step = step.map { Int($0) + 1 }
        }
        let guards = self.context.settings.conversations.guards
        context.repliesLeftHour = max(0, guards.perHour - (try answers(to: turn.number, since: at - .seconds(3600))))
        context.repliesLeftDay = max(0, guards.perDay - (try answers(to: turn.number, since: at - .seconds(86_400))))
        return context
    }

    /// How many answers of agents a number got or is to get.
    func answers(to number: PhoneNumber, since: Timestamp) throws -> Int {
        let count = try self.number(
            """
            SELECT COUNT(*) FROM message
            WHERE number = ? AND origin = 'agent' AND state != 'cancelled' AND created_at > ?
            """,
            [number.e164, since.milliseconds]
        )
        return Int(count ?? 0)
    }

    /// The kinds of consent of a number that count now.
    private func consents(of number: String, at: Timestamp) throws -> [ConsentKind] {
        try all(
            """
            SELECT DISTINCT kind FROM consent JOIN contact ON contact.id = contact_id
            WHERE number = ? AND (expires_at IS NULL OR expires_at > ?) AND captured_at > ? ORDER BY kind
            """,
            [number, at.milliseconds, try optedOutAt(number)?.milliseconds ?? Int64.min]
        )
        .compactMap { ConsentKind(rawValue: $0["kind"]) }
    }

    /// The language of a person: what the contact's fields say, else the language that they write, else the one that they
    /// were written to in.
    func language(of conversation: Int64, _ number: PhoneNumber, fields: [String: String]) throws -> String? {
        for key in ["language", "locale", "lang"] {
            if let code = fields[key].flatMap(TextLanguage.code) { return code }
        }
        let written = try all(
            "SELECT text FROM inbound WHERE conversation_id = ? AND kind IN ('text', 'ask') ORDER BY id DESC LIMIT 10",
            [conversation]
        )
        if let guess = TextLanguage.guess(newestFirst: written.map { $0["text"] }) { return guess }
        let sent = try text(
            "SELECT text FROM message WHERE number = ? AND sent_at IS NOT NULL AND origin != 'system' ORDER BY id DESC LIMIT 1",
            [number.e164]
        )
        return sent.flatMap(TextLanguage.guess)
    }
}
