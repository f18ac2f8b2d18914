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

    private func scope(of terms: RouteTerms, at: Timestamp) throws -> ClaimScope {
        let isReady = terms.campaignsMayLeave || context.planted.contains(.inboxLast)
        let opens = try lineOpens(terms, at: at).flatMap { $0 > at ? $0 : nil }
        var scope = ClaimScope(campaigns: isReady && terms.campaignObstacle == nil && opens == nil, changes: opens)
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
