public import Campaigns
import GRDB

extension Store {
    /// The tests that something is still to be done about, oldest first; technicians' own are theirs.
    public func openLoopbacks() async throws(StorageError) -> [Loopback] {
        try await read { transaction in
            try transaction.loopbacks("WHERE loopback.concluded = 0 AND cause != 'diagnosis'", order: "")
        }
    }

    /// All tests of a round, in the order in which they were begun.
    public func loopbacks(ofRound round: Int64) async throws(StorageError) -> [Loopback] {
        try await read { transaction in try transaction.loopbacks("WHERE round = ?", [round], order: "") }
    }

    /// Tests for people and programs, the newest first; of one line, or of all (`nil`).
    public func loopbacks(
        of route: String? = nil,
        round: Int64? = nil,
        before: Int64? = nil,
        limit: Int = 50
    ) async throws(StorageError) -> [LoopbackView] {
        let limit = min(max(1, limit), 1000)
        return try await read { transaction in
            let found = try transaction.loopbacks(
                """
                WHERE loopback.id < ?1 AND (?2 IS NULL OR round = ?2) AND (?3 IS NULL
                    OR sender_id IN (SELECT id FROM route WHERE name = ?3)
                    OR receiver_id IN (SELECT id FROM route WHERE name = ?3))
                """,
                [before ?? Int64.max, round, route],
                order: "DESC LIMIT \(limit)"
            )
            let rows = try transaction.all("SELECT id, name FROM route")
            let names = Dictionary(rows.map { ($0["id"] as RouteID, $0["name"] as String) }) { name, _ in name }
            return found.map { LoopbackView($0) { names[$0] ?? "route \($0)" } }
        }
    }

    /// When the last round on schedule was begun, and which lines have sent a test since.
    public func lastLoopbackRound() async throws(StorageError) -> (at: Timestamp, senders: [RouteID])? {
        try await read { transaction in
            guard
                let at = try transaction.moment("SELECT MAX(created_at) FROM loopback WHERE cause = 'schedule'")
            else { return nil }
            let rows = try transaction.all(
                """
                SELECT DISTINCT sender_id FROM loopback
                WHERE created_at >= ? AND sender_id IS NOT NULL AND cause != 'diagnosis' ORDER BY sender_id
                """,
                [at.milliseconds]
            )
            return (at, rows.map { $0["sender_id"] })
        }
    }

    /// What our routes are called.
    public func routeNames() async throws(StorageError) -> [RouteID: String] {
        try await read { transaction in
            try transaction.all("SELECT id, name FROM route ORDER BY id").reduce(into: [:]) { names, row in
                names[row["id"] as RouteID] = row["name"]
            }
        }
    }

    /// The last tests of a line that tell something of it. A technician's that failed has no other beside it: it proves
    /// nothing.
    public func loopbackStanding(of route: RouteID) async throws(StorageError) -> LoopbackStanding {
        try await read { transaction in
            let telling = "outcome = 'arrived' OR (outcome IN ('lost', 'refused') AND cause != 'diagnosis')"
            return LoopbackStanding(
                sent: try transaction.last("sender_id", route, telling),
                received: try transaction.last("receiver_id", route, telling)
            )
        }
    }

    /// Whether the last test for a line came to it, a technician's too; `nil` where there was none, or where its sender was
    /// at fault.
    public func lastLoopbackCame(to route: RouteID) async throws(StorageError) -> Bool? {
        let last = try await read { transaction in
            try transaction.last("receiver_id", route, "outcome IN ('arrived', 'lost')")
        }
        guard let last else { return nil }
        if last.outcome == .arrived { return last.arrivedOn == nil || last.arrivedOn == route }
        return last.blame == .sender || last.blame == .nobody ? nil : false
    }

    /// The numbers of our own lines.
    public func ownNumbers() async throws(StorageError) -> [RouteID: PhoneNumber] {
        try await read { transaction in
            let rows = try transaction.all("SELECT route_id, number FROM own_number ORDER BY route_id")
            return rows.reduce(into: [:]) { numbers, row in
                numbers[row["route_id"] as RouteID] = PhoneNumber(e164: row["number"])
            }
        }
    }
}

extension Transaction {
    /// The last concluded test that has the route in that column.
    fileprivate func last(_ column: String, _ route: RouteID, _ condition: String) throws -> Loopback? {
        try loopbacks(
            "WHERE \(column) = ? AND loopback.concluded = 1 AND (\(condition))",
            [route],
            order: "DESC LIMIT 1"
        ).first
    }

    fileprivate func loopbacks(
        _ condition: String,
        _ arguments: StatementArguments = [],
        order: String
    ) throws -> [Loopback] {
        try all(
            """
            SELECT loopback.*, message.state AS message_state, message.reason AS message_reason, message.deadline,
                segment.state AS segment_state, segment.handed_over_at AS segment_handed_over_at, segment.answered_at
            FROM loopback LEFT JOIN message ON message.id = loopback.message_id
                LEFT JOIN segment ON segment.message_id = loopback.message_id AND segment.sequence = 1
            \(condition) ORDER BY loopback.id \(order)
            """,
            arguments
        ).compactMap(loopback)
    }

    private func loopback(_ row: Row) -> Loopback? {
        guard let cause = Loopback.Cause(rawValue: row["cause"]) else { return nil }
        let isAccepted = row["segment_state"] as String? == "accepted"
        return Loopback(
            id: row["id"],
            round: row["round"],
            cause: cause,
            isFollowUp: row["follows"],
            sender: row["sender_id"],
            receiver: row["receiver_id"],
            createdAt: Timestamp(milliseconds: row["created_at"]),
            message: row["message_id"],
            state: (row["message_state"] as String?).flatMap(MessageState.init(rawValue:)),
            stateReason: row["message_reason"],
            deadline: row.moment("deadline"),
            handedOverAt: row.moment("handed_over_at") ?? row.moment("segment_handed_over_at"),
            acceptedAt: row.moment("accepted_at") ?? (isAccepted ? row.moment("answered_at") : nil),
            arrivedAt: row.moment("arrived_at"),
            arrivedOn: row["arrived_on"],
            outcome: (row["outcome"] as String?).flatMap(Loopback.Outcome.init(rawValue:)),
            reason: row["reason"],
            blame: (row["blame"] as String?).flatMap(Loopback.Blame.init(rawValue:)),
            isProven: row["proven"],
            isConcluded: row["concluded"]
        )
    }
}
