import Campaigns
import GRDB

/// The hand-overs of a route or a campaign, in their order. Their ordinals and their times grow together, so that the k-th
/// last one and the first one of a stretch of time are found by seeks.
extension Transaction {
    /// One of them.
    struct Entry {
        /// How many there were in all, this one included.
        var ordinal: Int64
        /// What all of them have cost, this one included.
        var spent: Int64
        var at: Timestamp

        mutating func add(_ price: Int) {
            ordinal += 1
            spent += Int64(price)
        }
    }

    func lastEntry(of owner: LimitSlack.Owner) throws -> Entry? {
        let real = try entry(
            """
            SELECT \(owner.ordinal), \(owner.spent), at FROM handover WHERE \(owner.column) = ?
            ORDER BY \(owner.ordinal) DESC LIMIT 1
            """,
            [owner.id]
        )
        guard try hasCharges() else { return real }
        let charged = try entry(
            "SELECT ordinal, spent, at FROM charge WHERE \(owner.column) = ? ORDER BY ordinal DESC LIMIT 1",
            [owner.id]
        )
        return [real, charged].compactMap(\.self).max { $0.ordinal < $1.ordinal }
    }

    /// The first of that ordinal or a later one. Those that were only charged count at the time of the charge.
    private func entry(_ ordinal: Int64, of owner: LimitSlack.Owner) throws -> Entry? {
        let real = try entry(
            """
            SELECT \(owner.ordinal), \(owner.spent), at FROM handover WHERE \(owner.column) = ? AND \(owner.ordinal) >= ?
            ORDER BY \(owner.ordinal) LIMIT 1
            """,
            [owner.id, ordinal]
        )
        guard try hasCharges() else { return real }
        let charged = try entry(
            "SELECT ordinal, spent, at FROM charge WHERE \(owner.column) = ? AND ordinal >= ? ORDER BY ordinal LIMIT 1",
            [owner.id, ordinal]
        )
        return [real, charged].compactMap(\.self).min { $0.ordinal < $1.ordinal }
    }

    private func entry(_ sql: String, _ arguments: StatementArguments) throws -> Entry? {
        try first(sql, arguments).map { row in
            Entry(ordinal: row[0], spent: row[1], at: Timestamp(milliseconds: row[2]))
        }
    }

    /// When the entry of that ordinal was made.
    func time(ofEntry ordinal: Int64, of owner: LimitSlack.Owner) throws -> Timestamp? {
        try entry(ordinal, of: owner)?.at
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

    /// What hand-overs after that time have cost.
    func spent(by owner: LimitSlack.Owner, after time: Timestamp) throws -> Int {
        guard let last = try lastEntry(of: owner) else { return 0 }
        let first = try firstEntry(from: time + .milliseconds(1), of: owner, last: last.ordinal)
        let before = first > 1 ? try entry(first - 1, of: owner) : nil
        return Int(last.spent - (before.map { $0.ordinal < first ? $0.spent : 0 } ?? 0))
    }

    private func hasCharges() throws -> Bool {
        if let known = context.slack.hasCharges { return known }
        let found = try exists("SELECT 1 FROM charge LIMIT 1")
        if mayWrite { context.slack.hasCharges = found }
        return found
    }

    /// Counts segments that left and that the database does not know of, each at the price of the last one.
    func charge(_ count: Int, to owner: LimitSlack.Owner, at: Timestamp, reason: String) throws {
        let last = try lastEntry(of: owner)
        let price = try number(
            "SELECT price FROM handover WHERE \(owner.column) = ? ORDER BY \(owner.ordinal) DESC LIMIT 1",
            [owner.id]
        )
        try run(
            "INSERT INTO charge (\(owner.column), ordinal, count, spent, at, reason) VALUES (?, ?, ?, ?, ?, ?)",
            [
                owner.id, (last?.ordinal ?? 0) + Int64(count), count,
                (last?.spent ?? 0) + (price ?? 0) * Int64(count), at.milliseconds, reason,
            ]
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
        try shift(after: context.notes.lastOfOtherClock, by: step)
    }

    /// Moves the times of the hand-overs after one of them. Their order stays.
    func shift(after id: Int64, by step: Duration) throws {
        guard let begin = try moment("SELECT at FROM handover WHERE id > ? ORDER BY id LIMIT 1", [id]) else { return }
        let floor = try number("SELECT at FROM handover WHERE id <= ? ORDER BY id DESC LIMIT 1", [id]) ?? 0
        let by = step.wholeMilliseconds
        try run("UPDATE handover SET at = MAX(at + ?, ?) WHERE id > ?", [by, floor, id])
        try run("UPDATE line_recipient SET at = MAX(at + ?, ?) WHERE at >= ?", [by, floor, begin.milliseconds])
        let moved = try moved().wholeMilliseconds + by
        try run("INSERT INTO clock_step (after, milliseconds, moved) VALUES (?, ?, ?)", [id, by, moved])
        context.slack.forget()
    }

    /// By how much the times of hand-overs were moved in all.
    func moved() throws -> Duration {
        if let known = context.slack.moved { return known }
        let moved = Duration.milliseconds(try number("SELECT moved FROM clock_step ORDER BY id DESC LIMIT 1") ?? 0)
        if mayWrite { context.slack.moved = moved }
        return moved
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

extension LimitSlack.Owner {
    fileprivate var id: Int64 {
        switch self {
        case .route(let route): route
        case .campaign(let campaign): campaign
        }
    }

    /// In both tables.
    fileprivate var column: String {
        switch self {
        case .route: "route_id"
        case .campaign: "campaign_id"
        }
    }

    fileprivate var ordinal: String {
        switch self {
        case .route: "route_ordinal"
        case .campaign: "campaign_ordinal"
        }
    }

    fileprivate var spent: String {
        switch self {
        case .route: "route_spent"
        case .campaign: "campaign_spent"
        }
    }
}
