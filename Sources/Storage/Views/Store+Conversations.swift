public import Campaigns
import GRDB

extension Store {
    /// Conversations, those that wait for a human first, then by the last message.
    public func conversations(owner: String?, limit: Int) async throws(StorageError) -> [ConversationView] {
        try await read { transaction in
            let rows = try transaction.all(
                """
                \(Transaction.conversation)
                -- Our lines' tests of each other are nobody's conversation.
                WHERE conversation.number != 'loopback' AND (?1 IS NULL OR conversation.owner = ?1)
                ORDER BY conversation.owner = 'waitingForHuman' DESC, conversation.last_inbound_at DESC LIMIT ?2
                """,
                [owner, limit]
            )
            return rows.map(transaction.conversationView)
        }
    }

    /// One conversation with its messages, oldest first. A number that was only written to has one, too.
    public func conversation(with number: String) async throws(StorageError) -> ConversationStory {
        try await read { transaction in
            let sent = try transaction.all(
                "\(Transaction.outbound) WHERE message.number = ? ORDER BY message.id DESC LIMIT 500",
                [number]
            ).map(transaction.outboundView)
            guard let row = try transaction.first("\(Transaction.conversation) WHERE conversation.number = ?", [number])
            else {
                guard let newest = sent.first else { throw StorageError.notFound("conversation with \(number)") }
                let view = ConversationView(
                    id: 0,
                    number: number,
                    name: nil,
                    owner: ConversationOwner.agent.rawValue,
                    agent: nil,
                    campaign: newest.campaign,
                    route: newest.route,
                    lastText: nil,
                    lastInboundAt: nil,
                    reason: "nobody has written back"
                )
                return ConversationStory(conversation: view, messages: sent.reversed())
            }
            let received = try transaction.all(
                "\(Transaction.inbound) WHERE inbound.conversation_id = ? ORDER BY inbound.id DESC LIMIT 500",
                [row["id"] as Int64]
            ).map(transaction.inboundView)
            return ConversationStory(
                conversation: transaction.conversationView(row),
                messages: (sent + received).sorted { ($0.sentAt ?? $0.createdAt) < ($1.sentAt ?? $1.createdAt) }
            )
        }
    }

    /// How many messages wait, and since when the oldest of them is due.
    public func queueDepth(at: Timestamp) async throws(StorageError) -> (queued: Int, oldestDue: Timestamp?) {
        try await read { transaction in
            let row = try transaction.first(
                "SELECT COUNT(*) AS count, MIN(due_at) AS oldest FROM message WHERE state = 'queued' AND due_at <= ?",
                [at.milliseconds]
            )
            return (row?["count"] ?? 0, row?.moment("oldest"))
        }
    }
}

extension Transaction {
    static let conversation = """
        SELECT conversation.*, campaign.name AS campaign_name, route.name AS route_name, contact.name AS contact_name,
            (SELECT text FROM inbound WHERE inbound.conversation_id = conversation.id ORDER BY inbound.id DESC LIMIT 1)
                AS last_text
        FROM conversation LEFT JOIN campaign ON campaign.id = conversation.campaign_id
        LEFT JOIN route ON route.id = conversation.route_id LEFT JOIN contact ON contact.number = conversation.number
        """

    func conversationView(_ row: Row) -> ConversationView {
        ConversationView(
            id: row["id"],
            number: row["number"],
            name: row["contact_name"],
            owner: row["owner"],
            agent: row["agent"],
            campaign: row["campaign_name"],
            route: row["route_name"],
            lastText: row["last_text"],
            lastInboundAt: row.moment("last_inbound_at"),
            reason: row["reason"]
        )
    }
}
