import Campaigns
import GRDB

/// Of which messages a route gets one now.
struct ClaimScope {
    /// Those of campaigns, too.
    var campaigns: Bool
    /// None but those to people whom the line wrote to since that time: it may write to nobody else this month.
    var knownSince: Timestamp?
    /// When that may change by itself.
    var changes: Timestamp?
}

/// What a free route gets next, and when it asks again. The work does not grow with the queue.
extension Transaction {
    /// What waited too long for one line, or for any other than one, may go by any.
    private func releaseSticky(at: Timestamp) throws {
        try run(
            """
            UPDATE message SET wanted_route = 0, avoided_route = 0, wanted_until = NULL
            WHERE state = 'queued' AND wanted_until IS NOT NULL AND wanted_until <= ?
            """,
            [at.milliseconds]
        )
    }

    /// The head of the queue for a route: first what it has begun, then what no campaign sends, then the campaign that
    /// had least of its share.
    func candidate(for terms: RouteTerms, _ scope: ClaimScope, at: Timestamp) throws -> Row? {
        if terms.takesTestsAlone {
            return try headTest(of: terms.route, at: at).flatMap { try first(Self.claimed, [$0]) }
        }
        let arguments: StatementArguments = [0, at.milliseconds, terms.route, free(terms), scope.campaigns]
        guard var direct = try first(Self.directHead, arguments) else { return nil }
        if let waited = direct[1] as Int64?, waited <= at.milliseconds {
            try releaseSticky(at: at)
            direct = try first(Self.directHead, arguments) ?? direct
        }
        if let begun = direct[0] as Int64? { return try first(Self.claimed, [begun]) }
        if let since = scope.knownSince { return try known(for: terms, scope, since: since, at: at) }
        if let row = try best(of: direct, from: 2) { return row }
        guard scope.campaigns else { return nil }
        // Follow-ups of any campaign go before starters of any.
        var starter: Row?
        for campaign in try waitingCampaigns(for: terms, at: at) {
            let free = try free(terms, for: campaign)
            guard let heads = try first(Self.campaignHead, [campaign.id, at.milliseconds, terms.route, free]),
                let row = try best(of: heads, from: 0)
            else { continue }
            if row["priority"] == MessageOrigin.campaign.priority { return row }
            starter = starter ?? row
        }
        return starter
    }

    private struct WaitingCampaign {
        var id: Int64
        /// It names the lines and providers by which it goes.
        var isRestricted: Bool
    }

    /// Those that may send now, and by this route, the one that had least of its share first.
    private func waitingCampaigns(for terms: RouteTerms, at: Timestamp) throws -> [WaitingCampaign] {
        try all(
            context.planted.contains(.route) ? Self.waitingAnyhow : Self.waiting,
            [at.milliseconds, terms.route]
        )
        .map { WaitingCampaign(id: $0[0], isRestricted: $0[1]) }
    }

    private static let waiting = """
        SELECT id, restricted FROM campaign
        WHERE state = 'running' AND hold_until <= ?1 AND (NOT restricted OR \(namesRoute("?2")))
        ORDER BY share_end, served_at, id LIMIT 200
        """
    private static let waitingAnyhow = """
        SELECT id, FALSE FROM campaign WHERE state = 'running' AND hold_until <= ?1 AND ?2 IS NOT NULL
        ORDER BY share_end, served_at, id LIMIT 200
        """

    /// The best message to somebody whom the line wrote to since then. Only so many of a stream are looked at.
    private func known(for terms: RouteTerms, _ scope: ClaimScope, since: Timestamp, at: Timestamp) throws -> Row? {
        for (stream, priorities) in [(Int64(0), 0...3)] + (try knownStreams(for: terms, scope, at: at)) {
            for priority in priorities {
                for wanted in Set([terms.route, free(terms)]).sorted(by: >) {
                    let found = try number(
                        Self.knownHead,
                        [stream, at.milliseconds, terms.route, wanted, priority, since.milliseconds]
                    )
                    if let found { return try first(Self.claimed, [found]) }
                }
            }
        }
        return nil
    }

    private func knownStreams(
        for terms: RouteTerms,
        _ scope: ClaimScope,
        at: Timestamp
    ) throws -> [(Int64, ClosedRange<Int>)] {
        guard scope.campaigns else { return [] }
        let campaigns = try waitingCampaigns(for: terms, at: at).map(\.id)
        return campaigns.map { ($0, 4...4) } + campaigns.map { ($0, 5...5) }
    }

    private static let knownHead = """
        SELECT id FROM (
            SELECT id, number, due_at FROM message
            WHERE state = 'queued' AND stream = ?1 AND wanted_route = ?4 AND priority = ?5 AND due_at <= ?2
                AND avoided_route != ?3
            ORDER BY due_at, id LIMIT 200
        ) AS head
        WHERE EXISTS (SELECT 1 FROM line_recipient WHERE route_id = ?3 AND number = head.number AND at >= ?6)
        ORDER BY due_at, id LIMIT 1
        """

    /// A route that takes nothing unbound looks at its own twice: one statement serves both.
    private func free(_ terms: RouteTerms) -> RouteID { terms.takesUnbound ? 0 : terms.route }

    /// The same for one campaign: where it names no line that goes before a provider, the provider takes what is unbound.
    private func free(_ terms: RouteTerms, for campaign: WaitingCampaign) throws -> RouteID {
        guard !terms.takesUnbound, campaign.isRestricted else { return free(terms) }
        return try standsIn(terms, for: campaign.id) ? 0 : terms.route
    }

    /// The best message of one stream that is due: of those bound to a route and of those that any route may take.
    private func best(of heads: Row, from first: Int) throws -> Row? {
        for priority in stride(from: first, to: heads.count, by: 2) {
            let (bound, unbound) = (heads[priority] as Int64?, heads[priority + 1] as Int64?)
            guard let id = bound ?? unbound else { continue }
            let row = try self.first(Self.claimed, [id])
            guard bound != nil, let unbound, unbound != id, let other = try self.first(Self.claimed, [unbound]) else {
                return row
            }
            guard let row else { return other }
            let (own, free) = (row["due_at"] as Int64, other["due_at"] as Int64)
            return (own, id) < (free, unbound) ? row : other
        }
        return nil
    }

    private static let claimed = """
        SELECT \(JudgedMessage.columns), text, reference, claim, tries,
            (SELECT COUNT(*) FROM segment WHERE message_id = message.id AND state = 'pending'), priority, due_at,
            \(isOutdated) AS outdated
        FROM message WHERE id = ?
        """

    /// What the route has begun, as far as its campaign may send; when the first is no longer kept for one route; the heads.
    static let directHead =
        """
        SELECT (SELECT message.id FROM message LEFT JOIN campaign ON campaign.id = message.campaign_id
                WHERE message.state = 'queued' AND wanted_route != 0 AND wanted_route = ?3 AND wanted_until IS NULL
                    AND due_at <= ?2 AND (campaign_id IS NULL
                        OR (?5 AND campaign.state = 'running' AND campaign.hold_until <= ?2))
                ORDER BY due_at, message.id LIMIT 1),
            (SELECT MIN(wanted_until) FROM message WHERE state = 'queued' AND wanted_until IS NOT NULL),
        """ + heads(0...3)
    static let campaignHead = "SELECT " + heads(4...5)

    /// One seek in the queue's index for each priority and binding: the work does not grow with the queue. Scalar
    /// subqueries, since what is sorted or joined from subqueries goes through a table of its own each time.
    private static func heads(_ priorities: ClosedRange<Int>) -> String {
        let seeks = priorities.flatMap { priority in
            ["?3", "?4"].map { wanted in
                """
                (SELECT id FROM message
                    WHERE state = 'queued' AND stream = ?1 AND wanted_route = \(wanted) AND priority = \(priority)
                        AND due_at <= ?2 AND avoided_route != ?3
                    ORDER BY due_at, id LIMIT 1)
                """
            }
        }
        return seeks.joined(separator: ", ")
    }

    /// When something that waits now may become possible by itself.
    func nextChance(after at: Timestamp) throws -> Timestamp? {
        let due = try moment(
            "SELECT MIN(due_at) FROM message WHERE state = 'queued' AND due_at > ?",
            [at.milliseconds]
        )
        let held = try moment(
            "SELECT MIN(hold_until) FROM campaign WHERE state = 'running' AND hold_until > ?",
            [at.milliseconds]
        )
        let sticky = try moment(
            """
            SELECT MIN(wanted_until) FROM message
            WHERE state = 'queued' AND wanted_until IS NOT NULL AND wanted_until > ?
            """,
            [at.milliseconds]
        )
        return [due, held, sticky].compactMap(\.self).min()
    }
}
