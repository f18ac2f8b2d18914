public import Campaigns
import GRDB

extension Store {
    /// A report that has not come after so long is missed.
    public static let reportPatience: Duration = .seconds(300)

    /// What passed over a line from `since` until `now`. Of a line that sends very much only the last 20,000 hand-overs count.
    public func traffic(
        of route: RouteID,
        since: Timestamp,
        now: Timestamp
    ) async throws(StorageError) -> LineTraffic {
        try await read { transaction in try transaction.traffic(of: route, since: since, now: now) }
    }
}

extension Transaction {
    private static let mostHandOvers = 20_000
    private static let mostRefusals = 50

    fileprivate func traffic(of route: RouteID, since: Timestamp, now: Timestamp) throws -> LineTraffic {
        var traffic = LineTraffic()
        var lastAccepted: Int64?
        // A segment that was tried again was handed over more than once.
        let sent = try first(
            """
            SELECT SUM(state = 'accepted') AS accepted, SUM(state = 'uncertain') AS uncertain,
                SUM(state = 'accepted' AND reported_at IS NOT NULL) AS reports,
                SUM(state = 'accepted' AND (reported_at IS NOT NULL OR answered_at <= ?4)) AS expected,
                MAX(CASE WHEN state = 'accepted' THEN answered_at END) AS last_accepted
            FROM (
                SELECT DISTINCT message_id, sequence FROM (
                    SELECT message_id, sequence FROM handover WHERE route_id = ?1 AND at >= ?2
                    ORDER BY at DESC LIMIT ?3))
            JOIN segment USING (message_id, sequence) WHERE segment.route_id = ?1
            """,
            [
                route, since.milliseconds, Self.mostHandOvers, (now - Store.reportPatience).milliseconds,
            ]
        )
        if let sent {
            traffic.accepted = sent["accepted"] ?? 0
            traffic.uncertain = sent["uncertain"] ?? 0
            traffic.reports = sent["reports"] ?? 0
            traffic.reportsExpected = sent["expected"] ?? 0
            lastAccepted = sent["last_accepted"]
        }
        traffic.refused = Int(
            try number("SELECT COUNT(*) FROM refusal WHERE route_id = ? AND at >= ?", [route, since.milliseconds]) ?? 0
        )
        traffic.refusedInARow = Int(
            try number(
                "SELECT COUNT(*) FROM refusal WHERE route_id = ? AND at >= ? AND at > ?",
                [route, since.milliseconds, lastAccepted ?? Int64.min]
            ) ?? 0
        )
        traffic.refusals = try all(
            "SELECT at, reason FROM refusal WHERE route_id = ? AND at >= ? ORDER BY at DESC, id DESC LIMIT ?",
            [route, since.milliseconds, Self.mostRefusals]
        ).reversed().map { LineTraffic.Refusal(at: Timestamp(milliseconds: $0["at"]), reason: $0["reason"]) }
        traffic.received = Int(
            try number(
                "SELECT COUNT(*) FROM part WHERE route_id = ? AND received_at >= ?",
                [route, since.milliseconds]
            )
                ?? 0
        )
        traffic.lastReceived = try moment("SELECT MAX(received_at) FROM part WHERE route_id = ?", [route])
        return traffic
    }
}

extension Store {
    /// Whether a route tells what became of messages; `nil` where it has not sent enough yet to know.
    public func reportsDeliveries(_ route: RouteID, at: Timestamp) async throws(StorageError) -> Bool? {
        try await read { transaction in
            let isTold = try transaction.exists(
                """
                SELECT 1 FROM report WHERE route_id = ?1 AND message_id IS NOT NULL
                UNION ALL SELECT 1 FROM provider_report WHERE route_id = ?1 LIMIT 1
                """,
                [route]
            )
            if isTold { return true }
            // Some phones are off: a few messages without a report say nothing.
            let silent = try transaction.number(
                "SELECT COUNT(*) FROM (SELECT 1 FROM handover WHERE route_id = ? AND at < ? LIMIT 10)",
                [route, at.milliseconds - 86_400_000]
            )
            return silent == 10 ? false : nil
        }
    }
}
