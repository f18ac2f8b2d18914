public import Campaigns
import GRDB

extension Store {
    /// Gives a free route the best message that it may send now, in one transaction with the judgement.
    public func claim(_ terms: RouteTerms, at: Timestamp) async throws(StorageError) -> Claim {
        try await write { transaction in try transaction.claim(terms, at: at) }
    }

    /// Gives a claim back. A message of which a segment left stays bound to its line.
    public func release(_ message: ClaimedMessage, at: Timestamp, reason: String) async throws(StorageError) {
        try await write { transaction in
            let isOurs = try transaction.exists(
                "SELECT 1 FROM message WHERE id = ? AND claim = ? AND state IN ('claimed', 'submitting')",
                [message.id, message.claim]
            )
            if isOurs { try transaction.release(message.id, at: at, reason: reason) }
        }
    }
}

extension Transaction {
    /// `follows` where the route has just been told what became of the last one.
    func claim(_ terms: RouteTerms, follows: Bool = false, at: Timestamp) throws -> Claim {
        if !follows { try releaseForgotten(by: terms.route, at: at) }
        if let throttle = try throttle(terms, at: at) {
            if !terms.takesTestsAlone { try noteThrottling(of: terms.route, throttle, at: at) }
            return .nothing(until: throttle.until)
        }
        let scope = try scope(of: terms, at: at)
        // Each look ends in a claim, or moves what it found out of the way; the bound keeps one request short.
        for _ in 0..<Self.mostLooks {
            guard let row = try candidate(for: terms, scope, at: at), let message = JudgedMessage(row) else {
                if terms.takesTestsAlone { return .nothing(until: try nextTest(of: terms.route)) }
                return .nothing(until: [try nextChance(after: at), scope.changes].compactMap(\.self).min())
            }
            if row["outdated"] {
                try refresh(message.id, at: at)
                continue
            }
            let segments: Int = row[JudgedMessage.next + 4]
            switch try judge(message, segments: segments, on: terms, at: at) {
            case .go:
                return .message(try take(row, message, for: terms, at: at))
            case .hold(let until, let reason, let keeps):
                if keeps == .route {
                    try noteThrottling(of: terms.route, Throttle(until: until, bucket: reason), at: at)
                    return .nothing(until: until)
                }
                try hold(message, until: until, reason: reason, keeps: keeps, at: at)
            case .end(let state, let reason):
                try end(message.id, as: state, reason: reason, at: at)
                try enrollmentEnds(after: message, as: state, reason: reason, at: at)
            case .over(let end, let reason):
                try self.end(message.id, as: .expired, reason: reason, at: at)
                try enrollmentIsOver(after: message, end, reason: reason, at: at)
            case .pause(let reason):
                if let campaign = message.campaign { try pauseCampaign(campaign, reason, at: at) }
            }
        }
        return .nothing(until: at + .milliseconds(1))
    }

    /// Of which messages a route gets one now.
    private struct Scope {
        /// Those of campaigns, too.
        var campaigns: Bool
        /// None but those to people whom the line wrote to since that time: it may write to nobody else this month.
        var knownSince: Timestamp?
        /// When that may change by itself.
        var changes: Timestamp?
    }

    private func scope(of terms: RouteTerms, at: Timestamp) throws -> Scope {
        let isReady = terms.campaignsMayLeave || context.planted.contains(.inboxLast)
        let opens = try lineOpens(terms, at: at).flatMap { $0 > at ? $0 : nil }
        var scope = Scope(campaigns: isReady && terms.campaignObstacle == nil && opens == nil, changes: opens)
        if let most = terms.limits.recipientsPerMonth, !context.planted.contains(.limit),
            let until = try recipientsOpen(terms, most, to: "", at: at)
        {
            scope.knownSince = recipientsSince(terms.limits, at: at)
            scope.changes = min(scope.changes ?? until, until)
            let name = try routeName(terms.route)
            try noteThrottling(
                of: terms.route,
                Throttle(until: until, bucket: "\(name): \(most) different recipients a month"),
                at: at
            )
        }
        return scope
    }

    private static let mostLooks = 64

    /// A route that asks for a message has none: what it could not give back, since the database refused, comes back here.
    private func releaseForgotten(by route: RouteID, at: Timestamp) throws {
        guard !context.planted.contains(.forget) else { return }
        // Each state by itself: a list in SQL is a table that is made anew each time.
        let forgotten = try ["claimed", "submitting"].flatMap { state in
            try all(
                """
                SELECT id FROM message
                WHERE state IN ('claimed', 'submitting') AND state = '\(state)' AND route_id = ?
                """,
                [route]
            )
            .map { $0["id"] as Int64 }
        }
        for message in forgotten.sorted() {
            try release(message, at: at, reason: "\(try routeName(route)) asks for a message and has none")
        }
    }

    /// Puts a claimed message back into the queue, unless a segment of it waits for its answer.
    func release(_ message: Int64, at: Timestamp, reason: String) throws {
        let changed = try run(
            """
            UPDATE message SET state = 'queued', claim = claim + 1 WHERE id = ?1
                AND NOT EXISTS (SELECT 1 FROM segment WHERE message_id = ?1 AND state = 'submitting')
            """,
            [message]
        )
        guard changed > 0 else { return }
        try bindIfBegun(message, at: at)
        try decide("released", reason, message: message, at: at)
    }

    /// A queued message of which a segment left goes on by the same route alone, and not for ever: where the route does
    /// not come back, its deadline ends it.
    func bindIfBegun(_ message: Int64, at: Timestamp) throws {
        let latest = at + context.settings.validity
        try run(
            """
            UPDATE message SET wanted_route = route_id, wanted_until = NULL, avoided_route = 0,
                deadline = MIN(COALESCE(deadline, ?2), ?2)
            WHERE id = ?1 AND state = 'queued' AND route_id IS NOT NULL AND (wanted_route = 0 OR wanted_until IS NOT NULL)
                AND EXISTS (SELECT 1 FROM segment WHERE message_id = ?1 AND state IN ('accepted', 'uncertain'))
            """,
            [message, latest.milliseconds]
        )
    }

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
    private func candidate(for terms: RouteTerms, _ scope: Scope, at: Timestamp) throws -> Row? {
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
    private func known(for terms: RouteTerms, _ scope: Scope, since: Timestamp, at: Timestamp) throws -> Row? {
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
        _ scope: Scope,
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
    private func nextChance(after at: Timestamp) throws -> Timestamp? {
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

    private func hold(
        _ message: JudgedMessage,
        until: Timestamp,
        reason: String,
        keeps: Judgement.Kept,
        at: Timestamp
    ) throws {
        if keeps == .campaign, let campaign = message.campaign {
            try run(
                "UPDATE campaign SET hold_until = ?, hold_reason = ? WHERE id = ?",
                [until.milliseconds, reason, campaign]
            )
        } else {
            try run("UPDATE message SET due_at = ? WHERE id = ?", [until.milliseconds, message.id])
        }
        // A claim that is asked for again and again for the same reason is one decision.
        let last = try text(
            "SELECT detail FROM decision WHERE message_id = ? AND kind = 'held' ORDER BY id DESC LIMIT 1",
            [message.id]
        )
        let detail = "\(reason); next at \(until)"
        if last != detail {
            // What keeps the campaign is part of the story of each of its messages that waits.
            let campaign = keeps == .campaign ? message.campaign : nil
            try decide(
                "held",
                detail,
                message: message.id,
                enrollment: message.enrollment,
                campaign: campaign,
                at: at
            )
        }
    }

    /// Writes down, once, that a line's limits keep what waits; pauses of seconds are not worth a word.
    private func noteThrottling(of route: RouteID, _ throttle: Throttle, at: Timestamp) throws {
        guard throttle.until - at > .seconds(10),
            try exists("SELECT 1 FROM message WHERE state = 'queued' AND due_at <= ? LIMIT 1", [at.milliseconds])
        else { return }
        let prefix = throttle.bucket.hasPrefix("the ") ? "" : "the limits of "
        let detail = "\(prefix)\(throttle.bucket); next at \(throttle.until)"
        let last = try text(
            "SELECT detail FROM decision WHERE route_id = ? ORDER BY at DESC, id DESC LIMIT 1",
            [route]
        )
        if last != detail { try decide("held", detail, route: route, at: at) }
    }

    private func take(_ row: Row, _ message: JudgedMessage, for terms: RouteTerms, at: Timestamp) throws
        -> ClaimedMessage
    {
        let next = JudgedMessage.next
        let (id, text, reference, claim): (Int64, String, Int, Int64) = (
            message.id, row[next], row[next + 1], row[next + 2]
        )
        let (tries, open): (Int, Int) = (row[next + 3], row[next + 4])
        guard let recipient = PhoneNumber(e164: message.number)
        else { throw StorageError.failed("message \(id) has no valid number") }
        try run(
            "UPDATE message SET state = 'claimed', route_id = ?, claim = claim + 1 WHERE id = ?",
            [terms.route, id]
        )
        if let campaign = message.campaign {
            try countShare(of: campaign, segments: message.segments, at: at)
        }
        try decide(
            "claimed",
            "\(try routeName(terms.route)) is free and may send it" + (tries > 0 ? ", try \(tries + 1)" : ""),
            message: id,
            at: at
        )
        let pending =
            open == message.segments
            ? Array(1...max(open, 1))
            : try Int.fetchAll(
                database.cachedStatement(
                    sql: "SELECT sequence FROM segment WHERE message_id = ? AND state = 'pending' ORDER BY sequence"
                ),
                arguments: [id]
            )
        return ClaimedMessage(
            id: id,
            claim: claim + 1,
            number: recipient,
            text: text,
            origin: message.origin,
            reference: reference,
            total: message.segments,
            pending: pending,
            tries: tries
        )
    }
}
