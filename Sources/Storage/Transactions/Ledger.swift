import Campaigns
import GRDB

/// The hand-overs of a route or a campaign, in their order. Their ordinals and their times grow together, so that the k-th
/// last one and the first one of a stretch of time are found by seeks.
extension Transaction {
    /// The last entry: how many there were in all, and what they have cost.
    func lastEntry(of owner: LimitSlack.Owner) throws -> (ordinal: Int64, spent: Int64)? {
        let row =
            switch owner {
            case .route(let route):
                try first(
                    """
                    SELECT route_ordinal, route_spent FROM handover WHERE route_id = ?
                    ORDER BY route_ordinal DESC LIMIT 1
                    """,
                    [route]
                )
            case .campaign(let campaign):
                try first(
                    """
                    SELECT campaign_ordinal, campaign_spent FROM handover WHERE campaign_id = ?
                    ORDER BY campaign_ordinal DESC LIMIT 1
                    """,
                    [campaign]
                )
            }
        let last = row.map { (ordinal: $0[0] as Int64, spent: $0[1] as Int64) }
        guard case .route(let route) = owner, try hasCharges(),
            let charged = try number("SELECT MAX(ordinal) FROM charge WHERE route_id = ?", [route])
        else { return last }
        return (max(charged, last?.ordinal ?? 0), last?.spent ?? 0)
    }

    /// When the entry of that ordinal was made. One that was only charged counts at the time of the charge.
    func time(ofEntry ordinal: Int64, of owner: LimitSlack.Owner) throws -> Timestamp? {
        guard case .route(let route) = owner else {
            guard case .campaign(let campaign) = owner else { return nil }
            return try moment(
                """
                SELECT at FROM handover WHERE campaign_id = ? AND campaign_ordinal >= ?
                ORDER BY campaign_ordinal LIMIT 1
                """,
                [campaign, ordinal]
            )
        }
        let real = try first(
            "SELECT route_ordinal, at FROM handover WHERE route_id = ? AND route_ordinal >= ? ORDER BY route_ordinal LIMIT 1",
            [route, ordinal]
        )
        guard try hasCharges(),
            let charged = try first(
                "SELECT ordinal, at FROM charge WHERE route_id = ? AND ordinal >= ? ORDER BY ordinal LIMIT 1",
                [route, ordinal]
            ), real == nil || (charged[0] as Int64) < (real?[0] ?? .max)
        else { return (real?[1] as Int64?).map(Timestamp.init(milliseconds:)) }
        return Timestamp(milliseconds: charged[1])
    }

    /// The ordinal of the first entry at that time or later; one more than the last where there is none.
    func firstEntry(from time: Timestamp, of owner: LimitSlack.Owner, last: Int64) throws -> Int64 {
        // What happened lately is asked for most: the steps back from the end grow.
        var (after, step) = (last + 1, Int64(1))
        while after > 1 {
            let probe = max(1, after - step)
            guard let at = try self.time(ofEntry: probe, of: owner), at >= time else {
                return try firstEntry(from: time, of: owner, between: probe, and: after)
            }
            after = probe
            step *= 2
        }
        return after
    }

    /// `before` is an entry that is too early, `after` one that is not.
    private func firstEntry(
        from time: Timestamp,
        of owner: LimitSlack.Owner,
        between before: Int64,
        and after: Int64
    ) throws -> Int64 {
        var (before, after) = (before, after)
        while after - before > 1 {
            let middle = before + (after - before) / 2
            if let at = try self.time(ofEntry: middle, of: owner), at >= time {
                after = middle
            } else {
                before = middle
            }
        }
        return after
    }

    /// How many entries there are at that time or later.
    func entries(since time: Timestamp, of owner: LimitSlack.Owner) throws -> Int {
        guard let last = try lastEntry(of: owner)?.ordinal else { return 0 }
        return Int(last - (try firstEntry(from: time, of: owner, last: last)) + 1)
    }

    /// What a route's hand-overs after that time have cost.
    func spent(by route: RouteID, after time: Timestamp) throws -> Int {
        guard let last = try lastEntry(of: .route(route)) else { return 0 }
        let first = try firstEntry(from: time + .milliseconds(1), of: .route(route), last: last.ordinal)
        let before = try number(
            """
            SELECT route_spent FROM handover WHERE route_id = ? AND route_ordinal < ?
            ORDER BY route_ordinal DESC LIMIT 1
            """,
            [route, first]
        )
        return Int(last.spent - (before ?? 0))
    }

    private func hasCharges() throws -> Bool {
        if let known = context.slack.hasCharges { return known }
        let found = try exists("SELECT 1 FROM charge LIMIT 1")
        if mayWrite { context.slack.hasCharges = found }
        return found
    }

    /// Counts segments that left by a route and that the database does not know of.
    func charge(_ count: Int, to route: RouteID, at: Timestamp, reason: String) throws {
        let last = try lastEntry(of: .route(route))?.ordinal ?? 0
        try run(
            "INSERT INTO charge (route_id, ordinal, count, at, reason) VALUES (?, ?, ?, ?, ?)",
            [route, last + Int64(count), count, at.milliseconds, reason]
        )
        context.slack.forget()
    }

    // MARK: Time

    /// When the newest hand-over was, or a little later.
    func newestHandOver() throws -> Timestamp? {
        if let known = context.slack.newest { return known }
        let newest = try moment("SELECT at FROM handover ORDER BY id DESC LIMIT 1")
        if mayWrite, let newest { context.slack.newest = newest }
        return newest
    }

    /// Brings what was handed over in this life in line with a clock that was set: the time between two hand-overs stays
    /// what it was.
    func followClock() throws {
        guard mayWrite, let step = context.notes.takeStep() else { return }
        try shift(after: context.lastOfEarlierLives, by: step)
    }

    /// Moves the times of the hand-overs after one of them. Their order stays.
    func shift(after id: Int64, by step: Duration) throws {
        guard let begin = try moment("SELECT at FROM handover WHERE id > ? ORDER BY id LIMIT 1", [id]) else { return }
        let floor = try number("SELECT at FROM handover WHERE id <= ? ORDER BY id DESC LIMIT 1", [id]) ?? 0
        let by = step.wholeMilliseconds
        try run("UPDATE handover SET at = MAX(at + ?, ?) WHERE id > ?", [by, floor, id])
        try run("UPDATE line_recipient SET at = MAX(at + ?, ?) WHERE at >= ?", [by, floor, begin.milliseconds])
        context.slack.forget()
    }

    /// No hand-over lies in the future: the clock was wrong then. Counted from now, it keeps every limit.
    func endFuture(at: Timestamp) throws {
        guard let newest = try newestHandOver(), newest > at else { return }
        try run(
            """
            UPDATE handover SET at = ?1
            WHERE id > COALESCE((SELECT id FROM handover WHERE at <= ?1 ORDER BY id DESC LIMIT 1), 0)
            """,
            [at.milliseconds]
        )
        try run("UPDATE charge SET at = ?1 WHERE at > ?1", [at.milliseconds])
        try run("UPDATE line_recipient SET at = ?1 WHERE at > ?1", [at.milliseconds])
        context.slack.forget()
    }
}
