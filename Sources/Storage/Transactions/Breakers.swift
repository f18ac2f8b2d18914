public import Campaigns
import GRDB

extension Store {
    /// Why a line has to leave the rotation, by what became of its last hand-overs and those of the others; `nil` where it
    /// may stay. Worth asking after a failure.
    public func trip(line route: RouteID, breaker: LineBreaker = LineBreaker()) async throws(StorageError) -> String? {
        try await read { transaction in try transaction.trip(line: route, breaker) }
    }
}

extension Transaction {
    /// Notes that segments which a route took were refused for good, or because of their sender.
    func note(_ failure: HandOverFailure, of message: Int64, _ sequences: [Int], on route: RouteID) throws {
        guard let last = try lastEntry(of: .route(route))?.ordinal else { return }
        for sequence in sequences {
            // It is one of the last, since a route has one message at a time.
            try run(
                """
                UPDATE handover SET failure = ? WHERE route_id = ? AND route_ordinal > ? AND message_id = ? AND sequence = ?
                """,
                [failure.rawValue, route, last - Int64(2 * Self.mostSegments), message, sequence]
            )
        }
    }

    /// Notes that a segment was not delivered for good, though the network had taken it.
    func noteUndelivered(_ message: Int64, at: Timestamp) throws {
        guard let row = try first("SELECT route_id, campaign_id, sent_at FROM message WHERE id = ?", [message]),
            let route = row["route_id"] as Int64?
        else { return }
        let handedOver = try moment("SELECT MIN(handed_over_at) FROM segment WHERE message_id = ?", [message])
        guard let handedOver, let last = try lastEntry(of: .route(route))?.ordinal else { return }
        let from = try firstEntry(from: handedOver, of: .route(route), last: last)
        try run(
            """
            UPDATE handover SET failure = 'permanent'
            WHERE route_id = ? AND route_ordinal BETWEEN ? AND ? AND message_id = ?
            """,
            [route, from, from + Int64(4 * Self.mostSegments), message]
        )
        guard let campaign = row["campaign_id"] as Int64? else { return }
        let place = try number(
            """
            SELECT MAX(campaign_ordinal) FROM handover
            WHERE route_id = ? AND route_ordinal BETWEEN ? AND ? AND message_id = ?
            """,
            [route, from, from + Int64(4 * Self.mostSegments), message]
        )
        if let place { try tripBreaker(of: campaign, around: place, at: at) }
    }

    /// Reports may come when many others were handed over since: then those beside it count, not the last ones.
    private func tripBreaker(of campaign: Int64, around place: Int64, at: Timestamp) throws {
        let breaker = CampaignBreaker(try definition(of: campaign).breakers)
        guard breaker.reach > 0 else { return }
        let rows = try all(
            """
            SELECT route_id, failure FROM handover
            WHERE campaign_id = ? AND campaign_ordinal BETWEEN ? AND ? ORDER BY campaign_ordinal DESC
            """,
            [campaign, place - Int64(breaker.reach) + 1, place + Int64(breaker.reach) - 1]
        )
        if let reason = breaker.trip(anywhereIn: rows.map(Self.breakerEntry)) {
            try pauseCampaign(campaign, reason, at: at)
        }
    }

    private static func breakerEntry(_ row: Row) -> CampaignBreaker.Entry {
        CampaignBreaker.Entry(route: row[0], failure: (row[1] as String?).flatMap(HandOverFailure.init(rawValue:)))
    }

    /// Pauses a campaign whose last hand-overs failed too often.
    func tripBreaker(of campaign: Int64, at: Timestamp) throws {
        let breaker = CampaignBreaker(try definition(of: campaign).breakers)
        guard breaker.reach > 0 else { return }
        let rows = try all(
            """
            SELECT route_id, failure FROM handover WHERE campaign_id = ? ORDER BY campaign_ordinal DESC LIMIT ?
            """,
            [campaign, breaker.reach]
        )
        if let reason = breaker.trip(rows.map(Self.breakerEntry)) { try pauseCampaign(campaign, reason, at: at) }
    }

    /// Pauses a campaign of whose last recipients too many opted out.
    func tripOptOuts(of campaign: Int64, at: Timestamp) throws {
        let breaker = CampaignBreaker(try definition(of: campaign).breakers)
        guard let threshold = breaker.settings.optOuts else { return }
        let row = try first(
            """
            SELECT COUNT(*), COUNT(DISTINCT number) FILTER (WHERE EXISTS (
                SELECT 1 FROM suppression WHERE number = reached.number AND \(Self.keepsAll) AND at >= reached.at
            ))
            FROM (
                SELECT number, at FROM handover WHERE campaign_id = ? AND leading = 1
                ORDER BY campaign_ordinal DESC LIMIT ?
            ) AS reached
            """,
            [campaign, threshold.of]
        )
        guard let row, let reason = breaker.trip(optOuts: row[1], of: row[0]) else { return }
        try pauseCampaign(campaign, reason, at: at)
    }

    fileprivate func trip(line route: RouteID, _ breaker: LineBreaker) throws -> String? {
        let own = try tally(of: route, breaker.reach)
        guard own.failed > 0 else { return nil }
        var others = LineBreaker.Tally()
        for row in try all(
            "SELECT id FROM route WHERE kind = 'line' AND id != ? ORDER BY seen_at DESC LIMIT 50",
            [route]
        ) {
            let tally = try tally(of: row[0], breaker.reach)
            others.total += tally.total
            others.failed += tally.failed
        }
        return breaker.trip(own: own, others: others)
    }

    private func tally(of route: RouteID, _ reach: Int) throws -> LineBreaker.Tally {
        let row = try first(
            """
            SELECT COUNT(*), COALESCE(SUM(failure IS NOT NULL), 0) FROM (
                SELECT failure FROM handover WHERE route_id = ? ORDER BY route_ordinal DESC LIMIT ?
            )
            """,
            [route, reach]
        )
        return row.map { LineBreaker.Tally(total: $0[0], failed: $0[1]) } ?? LineBreaker.Tally()
    }
}
