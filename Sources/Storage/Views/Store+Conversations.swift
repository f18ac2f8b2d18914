public import Campaigns
import GRDB

extension Store {
    /// Conversations: those that wait for a person first, the one that waits longest at the top; then those of which a
    /// draft waits, those that people have, and the others by the last message.
    public func conversations(
        owner: String?,
        waiting: Bool = false,
        limit: Int
    ) async throws(StorageError) -> [ConversationView] {
        try await read { transaction in
            let rows = try transaction.all(
                """
                \(Transaction.conversation)
                LEFT JOIN escalation ON escalation.conversation_id = conversation.id AND escalation.resolved_at IS NULL
                LEFT JOIN draft ON draft.conversation_id = conversation.id AND draft.state = 'waiting'
                -- Our lines' tests of each other are nobody's conversation.
                WHERE conversation.number != 'loopback' AND (?1 IS NULL OR conversation.owner = ?1)
                    AND (NOT ?2 OR draft.id IS NOT NULL
                        OR (escalation.id IS NOT NULL AND escalation.claimed_at IS NULL))
                ORDER BY CASE
                        WHEN escalation.id IS NOT NULL AND escalation.claimed_at IS NULL THEN 0
                        WHEN draft.id IS NOT NULL THEN 1 WHEN escalation.id IS NOT NULL THEN 2 ELSE 3 END,
                    CASE WHEN escalation.claimed_at IS NULL THEN escalation.opened_at END,
                    conversation.active_at DESC, conversation.id DESC LIMIT ?3
                """,
                [owner, waiting, limit]
            )
            return try rows.map(transaction.wholeView)
        }
    }

    /// One conversation with its messages, oldest first: by all lines and of all campaigns. A number that was only
    /// written to has one, too.
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
                    owner: ConversationOwner.agent.rawValue,
                    campaign: newest.campaign,
                    route: newest.route,
                    reason: "nobody has written back"
                )
                return ConversationStory(conversation: view, messages: sent.reversed())
            }
            let id: Int64 = row["id"]
            let received = try transaction.all(
                "\(Transaction.inbound) WHERE inbound.conversation_id = ? ORDER BY inbound.id DESC LIMIT 500",
                [id]
            ).map(transaction.inboundView)
            return ConversationStory(
                conversation: try transaction.wholeView(row),
                messages: (sent + received).sorted { ($0.sentAt ?? $0.createdAt) < ($1.sentAt ?? $1.createdAt) },
                changes: try transaction.history("owner_change", of: id).map(OwnerChangeView.init),
                escalations: try transaction.history("escalation", of: id).map(EscalationView.init),
                drafts: try transaction.history("draft", of: id).map(DraftView.init)
            )
        }
    }

    /// The same with a service; `nil` where none of that name has written.
    public func conversation(withService name: String) async throws(StorageError) -> ConversationStory? {
        let isKnown = try await read { transaction in
            try transaction.exists(
                "SELECT 1 FROM conversation WHERE number = ? AND mute_cause = ?",
                [name, MuteCause.service.rawValue]
            )
        }
        return isKnown ? try await conversation(with: name) : nil
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

    /// The last rows of one of a conversation's histories, oldest first.
    func history(_ table: String, of conversation: Int64, most: Int = 500) throws -> [Row] {
        try all("SELECT * FROM \(table) WHERE conversation_id = ? ORDER BY id DESC LIMIT ?", [conversation, most])
            .reversed()
    }

    /// With what waits of it.
    func wholeView(_ row: Row) throws -> ConversationView {
        var view = conversationView(row)
        view.escalation = try first(
            "SELECT * FROM escalation WHERE conversation_id = ? AND resolved_at IS NULL",
            [view.id]
        ).map(EscalationView.init)
        view.draft = try first("SELECT * FROM draft WHERE conversation_id = ? AND state = 'waiting'", [view.id])
            .map(DraftView.init)
        return view
    }

    func conversationView(_ row: Row) -> ConversationView {
        ConversationView(
            id: row["id"],
            number: row["number"],
            name: row["contact_name"],
            owner: row["owner"],
            holder: row["holder"],
            muteCause: row["mute_cause"],
            mutedUntil: row.moment("muted_until"),
            agent: row["agent"],
            campaign: row["campaign_name"],
            route: row["route_name"],
            lastText: row["last_text"],
            lastInboundAt: row.moment("last_inbound_at"),
            reason: row["reason"],
            version: row["version"]
        )
    }
}
