public import Campaigns
import GRDB

/// A turn of a conversation of the past, and what the agent answered.
public struct PastTurn: Hashable, Sendable {
    public var conversation: Int64
    public var number: PhoneNumber
    public var text: String
    public var fields: [String: String]
    public var campaign: String?
    public var at: Timestamp
    public var history: [AgentTurn.Message]
    /// `nil` where the agent answered nothing before the person wrote again.
    public var answer: String?
}

extension Store {
    /// Turns of the newest conversations, oldest first within each one. Texts that the gateway itself acted on are none.
    public func pastTurns(most: Int) async throws(StorageError) -> [PastTurn] {
        try await read { transaction in
            let rows = try transaction.all(
                """
                SELECT conversation.*, campaign.name AS campaign_name FROM conversation
                LEFT JOIN campaign ON campaign.id = conversation.campaign_id
                WHERE EXISTS (SELECT 1 FROM inbound WHERE inbound.conversation_id = conversation.id
                    AND inbound.kind = 'text')
                ORDER BY conversation.last_inbound_at DESC LIMIT ?
                """,
                [most]
            )
            var turns: [PastTurn] = []
            for row in rows {
                guard turns.count < most else { break }
                turns += try transaction.pastTurns(row)
            }
            return Array(turns.prefix(most))
        }
    }
}

extension Transaction {
    fileprivate func pastTurns(_ row: Row) throws -> [PastTurn] {
        guard let number = PhoneNumber(e164: row["number"]) else { return [] }
        let messages = try messages(with: number.e164, in: row["id"], upTo: .max, most: 500)
        let contact = try self.number("SELECT id FROM contact WHERE number = ?", [number.e164])
        let fields = try contact.map { try templateFields(ofContact: $0) } ?? ["phone": number.e164]
        var turns: [PastTurn] = []
        var texts: [String] = []
        var start = 0
        for (index, message) in messages.enumerated() {
            switch message.direction {
            case .incoming:
                if texts.isEmpty { start = index }
                texts.append(message.text)
                let next = messages.dropFirst(index + 1).first
                // What came while the agent waited for more was one turn.
                if let next, next.direction == .incoming, next.at - message.at <= context.settings.debounce { continue }
                turns.append(
                    PastTurn(
                        conversation: row["id"],
                        number: number,
                        text: texts.joined(separator: "\n"),
                        fields: fields,
                        campaign: row["campaign_name"],
                        at: message.at,
                        history: Array(messages[..<start].suffix(AgentTurn.longestHistory)),
                        answer: next?.direction == .outgoing && next?.origin == "agent" ? next?.text : nil
                    )
                )
                texts = []
            case .outgoing: texts = []
            }
        }
        return turns
    }
}
