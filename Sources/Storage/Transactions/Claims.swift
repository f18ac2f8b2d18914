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
            let changed = try transaction.run(
                """
                UPDATE message SET state = 'queued', claim = claim + 1,
                    wanted_route = CASE WHEN state = 'submitting' THEN route_id ELSE wanted_route END,
                    wanted_until = CASE WHEN state = 'submitting' THEN NULL ELSE wanted_until END
                WHERE id = ?1 AND claim = ?2 AND state IN ('claimed', 'submitting')
                    AND NOT EXISTS (SELECT 1 FROM segment WHERE message_id = ?1 AND state = 'submitting')
                """,
                [message.id, message.claim]
            )
            if changed > 0 { try transaction.decide("released", reason, message: message.id, at: at) }
        }
    }
}

extension Transaction {
    func claim(_ terms: RouteTerms, at: Timestamp) throws -> Claim {
        let opens = try routeOpens(terms, at: at)
        if opens > at { return .nothing(until: opens) }
        try releaseSticky(at: at)
        // Each look ends in a claim, or moves what it found out of the way; the bound keeps one request short.
        for _ in 0..<Self.mostLooks {
            guard let row = try candidate(for: terms, at: at), let message = JudgedMessage(row) else {
                return .nothing(until: try nextChance(after: at))
            }
            switch try judge(message, on: terms, at: at) {
            case .go:
                return .message(try take(row, for: terms, at: at))
            case .hold(let until, let reason, let keeps):
                if keeps == .route { return .nothing(until: until) }
                try hold(message, until: until, reason: reason, keeps: keeps, at: at)
            case .end(let state, let reason):
                try end(message.id, as: state, reason: reason, at: at)
                try enrollmentEnds(after: message, as: state, reason: reason, at: at)
            }
        }
        return .nothing(until: at + .milliseconds(1))
    }

    private static let mostLooks = 64

    /// What waited too long for its own line may go by any.
    private func releaseSticky(at: Timestamp) throws {
        try run(
            """
            UPDATE message SET wanted_route = 0, wanted_until = NULL
            WHERE state = 'queued' AND wanted_route != 0 AND wanted_until IS NOT NULL AND wanted_until <= ?
            """,
            [at.milliseconds]
        )
    }

    /// The head of the queue for a route: first what no campaign sends, then the campaign that was served longest ago.
    private func candidate(for terms: RouteTerms, at: Timestamp) throws -> Row? {
        for priority in 0...3 {
            if let row = try head(of: 0, priority, for: terms, at: at) { return row }
        }
        guard terms.campaignsMayLeave || context.planted.contains(.inboxLast) else { return nil }
        let campaigns = try all(
            "SELECT id FROM campaign WHERE state = 'running' AND hold_until <= ? ORDER BY served_at, id LIMIT 200",
            [at.milliseconds]
        )
        for priority in 4...5 {
            for campaign in campaigns {
                if let row = try head(of: campaign["id"], priority, for: terms, at: at) { return row }
            }
        }
        return nil
    }

    private func head(of stream: Int64, _ priority: Int, for terms: RouteTerms, at: Timestamp) throws -> Row? {
        let bound = try head(of: stream, priority, wanted: terms.route, terms.route, at: at)
        let free = terms.takesUnbound ? try head(of: stream, priority, wanted: 0, terms.route, at: at) : nil
        guard let bound, let free else { return bound ?? free }
        let (left, right): (Int64, Int64) = (bound["due_at"], free["due_at"])
        return left <= right ? bound : free
    }

    private func head(
        of stream: Int64,
        _ priority: Int,
        wanted: RouteID,
        _ route: RouteID,
        at: Timestamp
    ) throws -> Row? {
        try first(
            """
            SELECT * FROM message
            WHERE state = 'queued' AND stream = ? AND wanted_route = ? AND priority = ? AND due_at <= ?
                AND avoided_route != ?
            ORDER BY due_at, id LIMIT 1
            """,
            [stream, wanted, priority, at.milliseconds, route]
        )
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
            WHERE state = 'queued' AND wanted_route != 0 AND wanted_until IS NOT NULL AND wanted_until > ?
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
            try decide("held", detail, message: message.id, enrollment: message.enrollment, at: at)
        }
    }

    private func take(_ row: Row, for terms: RouteTerms, at: Timestamp) throws -> ClaimedMessage {
        let id: Int64 = row["id"]
        guard let recipient = PhoneNumber(e164: row["number"]), let origin = MessageOrigin(rawValue: row["origin"])
        else { throw StorageError.failed("message \(id) has no valid number") }
        try run(
            "UPDATE message SET state = 'claimed', route_id = ?, claim = claim + 1 WHERE id = ?",
            [terms.route, id]
        )
        if let campaign = row["campaign_id"] as Int64? {
            try run(
                "UPDATE campaign SET served_at = ?, hold_until = 0, hold_reason = NULL WHERE id = ?",
                [at.milliseconds, campaign]
            )
        }
        let tries: Int = row["tries"]
        try decide(
            "claimed",
            "\(try routeName(terms.route)) is free and may send it" + (tries > 0 ? ", try \(tries + 1)" : ""),
            message: id,
            at: at
        )
        let pending = try all(
            "SELECT sequence FROM segment WHERE message_id = ? AND state = 'pending' ORDER BY sequence",
            [id]
        )
        return ClaimedMessage(
            id: id,
            claim: (row["claim"] as Int64) + 1,
            number: recipient,
            text: row["text"],
            origin: origin,
            reference: row["reference"],
            total: row["segments"],
            pending: pending.map { $0["sequence"] },
            tries: tries
        )
    }
}
