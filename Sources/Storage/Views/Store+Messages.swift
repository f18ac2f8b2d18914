import Campaigns
import GRDB
import SMS

/// Which messages are asked for.
public struct MessageFilter: Hashable, Sendable {
    public var number: String?
    public var state: String?
    public var campaign: String?
    /// `in` or `out`; `nil` is both.
    public var direction: String?
    /// 1 to 1000.
    public var limit: Int
    public var beforeID: Int64?

    public init(
        number: String? = nil,
        state: String? = nil,
        campaign: String? = nil,
        direction: String? = nil,
        limit: Int = 50,
        beforeID: Int64? = nil
    ) {
        self.number = number
        self.state = state
        self.campaign = campaign
        self.direction = direction
        self.limit = min(max(limit, 1), 1000)
        self.beforeID = beforeID
    }
}

extension Store {
    /// A message with every decision on its way.
    public func story(of message: Int64) async throws(StorageError) -> MessageStory {
        try await read { transaction in
            guard let row = try transaction.first("\(Transaction.outbound) WHERE message.id = ?", [message]) else {
                throw StorageError.notFound("message \(message)")
            }
            let decisions = try transaction.decisions(about: row)
            return MessageStory(
                message: try transaction.outboundView(row),
                decisions: decisions.map {
                    DecisionView(at: Timestamp(milliseconds: $0["at"]), kind: $0["kind"], detail: $0["detail"])
                }
            )
        }
    }

    /// Messages, newest first.
    public func messages(_ filter: MessageFilter) async throws(StorageError) -> [MessageView] {
        try await read { transaction in
            var found: [MessageView] = []
            if filter.direction != "in" { found += try transaction.outbound(filter) }
            if filter.direction != "out", filter.state == nil || filter.state == "received" {
                found += try transaction.inbound(filter)
            }
            found.sort { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
            return Array(found.prefix(filter.limit))
        }
    }
}

extension Transaction {
    /// What was decided about a message, in order: about itself, about its step before it existed, and what kept its
    /// campaign or its line while it waited.
    fileprivate func decisions(about message: Row) throws -> [Row] {
        let id: Int64 = message["id"]
        let waitedUntil =
            try number("SELECT MIN(at) FROM decision WHERE message_id = ? AND kind = 'claimed'", [id])
            ?? (message["final_at"] as Int64? ?? Int64.max)
        let waitedFrom = max(message["created_at"] as Int64, min(message["due_at"] as Int64, waitedUntil))
        return try all(
            """
            SELECT at, kind, detail FROM decision
            WHERE message_id = ?1 OR (enrollment_id = ?2 AND message_id IS NULL)
                OR (campaign_id = ?3 AND message_id != ?1 AND at BETWEEN ?5 AND ?6)
                OR (route_id IS NOT NULL AND route_id = COALESCE(?4, route_id) AND at BETWEEN ?5 AND ?6)
            ORDER BY at, id LIMIT 1000
            """,
            [
                id, message["enrollment_id"] as Int64?, message["campaign_id"] as Int64?,
                message["route_id"] as Int64?, waitedFrom, waitedUntil,
            ]
        )
    }

    static let outbound = """
        SELECT message.*, campaign.name AS campaign_name, route.name AS route_name FROM message
        LEFT JOIN campaign ON campaign.id = message.campaign_id LEFT JOIN route ON route.id = message.route_id
        """
    static let inbound = """
        SELECT inbound.*, campaign.name AS campaign_name, route.name AS route_name FROM inbound
        LEFT JOIN campaign ON campaign.id = inbound.campaign_id LEFT JOIN route ON route.id = inbound.route_id
        """

    fileprivate func outbound(_ filter: MessageFilter) throws -> [MessageView] {
        try select(Self.outbound, "message", filter, state: filter.state).map(outboundView)
    }

    fileprivate func inbound(_ filter: MessageFilter) throws -> [MessageView] {
        try select(Self.inbound, "inbound", filter, state: nil).map(inboundView)
    }

    private func select(_ sql: String, _ table: String, _ filter: MessageFilter, state: String?) throws -> [Row] {
        var conditions = ["\(table).id < ?"]
        var arguments: StatementArguments = [filter.beforeID ?? Int64.max]
        func require(_ condition: String, _ value: String?) {
            guard let value else { return }
            conditions.append(condition)
            arguments += [value]
        }
        require("\(table).number = ?", filter.number)
        require("\(table).state = ?", state)
        require("campaign.name = ?", filter.campaign)
        return try all(
            "\(sql) WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(table).id DESC LIMIT \(filter.limit)",
            arguments
        )
    }

    func outboundView(_ row: Row) throws -> MessageView {
        let id: Int64 = row["id"]
        let segments = try all(
            """
            SELECT segment.*, route.name AS route_name FROM segment LEFT JOIN route ON route.id = segment.route_id
            WHERE message_id = ? ORDER BY sequence
            """,
            [id]
        )
        let step = row["step"] as Int?
        return MessageView(
            id: id,
            direction: "out",
            number: row["number"],
            text: row["text"],
            state: row["state"],
            origin: row["origin"],
            category: row["category"],
            campaign: row["campaign_name"],
            step: step.map { $0 + 1 },
            campaignVersion: row["version"],
            variant: row["variant"],
            route: row["route_name"],
            encoding: row["encoding"],
            segments: segments.map { segmentView($0, providerReference: row["provider_reference"]) },
            raced: row["raced"],
            reason: row["reason"],
            idempotencyKey: row["idempotency_key"],
            createdAt: Timestamp(milliseconds: row["created_at"]),
            dueAt: row.moment("due_at"),
            deadline: row.moment("deadline"),
            sentAt: row.moment("sent_at"),
            finalAt: row.moment("final_at")
        )
    }

    private func segmentView(_ row: Row, providerReference: String?) -> SegmentView {
        let reference = (row["reference"] as Int?).map(String.init)
        let status = (row["status"] as Int?).flatMap { UInt8(exactly: $0) }
        return SegmentView(
            sequence: row["sequence"],
            state: row["state"],
            route: row["route_name"],
            reference: reference ?? providerReference,
            handedOverAt: row.moment("handed_over_at"),
            answeredAt: row.moment("answered_at"),
            report: status.map { DeliveryStatus(octet: $0).meaning }
        )
    }

    func inboundView(_ row: Row) -> MessageView {
        let received = Timestamp(milliseconds: row["received_at"])
        return MessageView(
            id: row["id"],
            direction: "in",
            number: row["sender"],
            text: row["text"],
            state: "received",
            origin: ["messageWaiting", "silent", "simData"].contains(row["kind"] as String) ? "network" : "person",
            campaign: row["campaign_name"],
            route: row["route_name"],
            encoding: row["encoding"],
            reason: row["kind"],
            createdAt: received
        )
    }
}
