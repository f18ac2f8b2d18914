public import Campaigns
import GRDB

/// A database that knows less than what was sent.
public struct Restored: Hashable, Sendable {
    /// Hand-overs that it does not know of.
    public var missing: Int
    /// When the last of them was made.
    public var at: Timestamp
    /// The campaigns that were paused because of it.
    public var campaigns: [String]
    /// Messages that were queued and may have left since.
    public var uncertain: Int

    /// What happened and what to do, for people.
    public var words: String {
        let lack = missing == 1 ? "1 segment up to \(at) is" : "\(missing) segments up to \(at) are"
        let what = "the database is older than what was sent (a restored backup?): \(lack) missing in it"
        let paused = campaigns.isEmpty ? "" : "; paused: \(campaigns.joined(separator: ", "))"
        let queued = uncertain == 1 ? "1 message that was queued is" : "\(uncertain) messages that were queued are"
        let messages = uncertain == 0 ? "" : "; \(queued) uncertain"
        return "\(what)\(paused)\(messages). They count for the limits of every line. \(Restored.remedy)"
    }

    public static let remedy =
        "Who answered or wrote STOP since then is not known here: compare, then `smsbridge campaign resume`"
}

extension Store {
    /// Compares the database with the mark outside of it, before anything is sent. One that is behind the mark was restored:
    /// what it does not know of counts for every limit, what runs is paused, and what was queued is not sent again.
    ///
    /// A mark that is behind the database is normal after a loss of power.
    public func compareWithMark(at: Timestamp) async throws(StorageError) -> Restored? {
        guard let found = context.mark?.read() else { return nil }
        return try await write { transaction in
            var mark = found.mark
            mark.at += try transaction.followBoot(found, at: at)
            return try transaction.compare(with: mark, at: at)
        }
    }

    /// What a restore left for people to see to: campaigns that it paused, or one within the last day.
    public func openRestore(at: Timestamp) async throws(StorageError) -> Restored? {
        try await read { transaction in try transaction.openRestore(at: at) }
    }
}

extension Transaction {
    /// Hand-overs since the machine started are as long ago as they are, also where the clock was set meanwhile: while
    /// nobody was there, or in a time that a restored database knows nothing of. Answers by how much it was set while nobody
    /// was there.
    fileprivate func followBoot(_ found: FoundMark, at: Timestamp) throws -> Duration {
        guard let age = found.age, let uptime = found.uptime else { return .zero }
        let unknown = found.mark.moved - (try moved())
        let boot = found.mark.at - uptime - unknown
        let before =
            try number("SELECT id FROM handover WHERE at < ? ORDER BY id DESC LIMIT 1", [boot.milliseconds]) ?? 0
        context.notes.begin(after: before)
        let away = (at - found.mark.at) - age
        let step = (away > .seconds(1) || away < .seconds(-1) ? away : .zero) + unknown
        guard step != .zero else { return .zero }
        try shift(after: before, by: step)
        try decide("clockSet", "the clock was set by \(step.components.seconds) s while the daemon was away", at: at)
        return step - unknown
    }

    fileprivate func compare(with mark: HighWaterMark, at: Timestamp) throws -> Restored? {
        let last = try number("SELECT MAX(id) FROM handover") ?? 0
        guard mark.handOver > last, try !exists("SELECT 1 FROM restore WHERE mark >= ?", [mark.handOver]) else {
            return nil
        }
        let missing = Int(mark.handOver - last)
        let counted = min(mark.at, at)
        try run(
            "INSERT INTO restore (mark, mark_at, missing, at) VALUES (?, ?, ?, ?)",
            [mark.handOver, counted.milliseconds, missing, at.milliseconds]
        )
        let reason = "sent after the backup that was restored"
        for row in try all("SELECT id FROM route ORDER BY id") {
            try charge(missing, to: .route(row[0]), at: counted, reason: reason)
        }
        for row in try all("SELECT id FROM campaign WHERE state IN ('running', 'paused') ORDER BY id") {
            try charge(missing, to: .campaign(row[0]), at: counted, reason: reason)
        }
        var restored = Restored(missing: missing, at: counted, campaigns: [], uncertain: 0)
        for row in try all("SELECT id, name FROM campaign WHERE state = 'running' ORDER BY id") {
            let reason = "the database is older than what was sent (a restored backup?). \(Restored.remedy)"
            try pauseCampaign(row[0], PauseReason(.restored, reason), at: at)
            restored.campaigns.append(row[1])
        }
        // What was due by then may have left; what campaigns have queued waits for a person.
        let queued = try all(
            """
            SELECT id FROM message WHERE state IN ('queued', 'claimed') AND due_at <= ? AND campaign_id IS NULL ORDER BY id
            """,
            [counted.milliseconds]
        )
        for row in queued {
            try end(row[0], as: .uncertain, reason: "the database was restored: it may have left before", at: at)
            restored.uncertain += 1
        }
        try decide("restored", restored.words, at: at)
        return restored
    }

    fileprivate func openRestore(at: Timestamp) throws -> Restored? {
        guard let row = try first("SELECT missing, mark_at, at FROM restore ORDER BY id DESC LIMIT 1") else {
            return nil
        }
        let paused = try all("SELECT name FROM campaign WHERE state = 'paused' AND pause_kind = 'restored' ORDER BY id")
        guard !paused.isEmpty || at - Timestamp(milliseconds: row[2]) < .seconds(86_400) else { return nil }
        return Restored(
            missing: row[0],
            at: Timestamp(milliseconds: row[1]),
            campaigns: paused.map { $0[0] },
            uncertain: 0
        )
    }

    /// The id of the next hand-over, where it is not simply the next one: ids that were used after a backup that was restored
    /// are not used again.
    func nextHandOver() throws -> Int64? {
        guard let floor = try restoredMark(), floor >= (try number("SELECT MAX(id) FROM handover") ?? 0) else {
            return nil
        }
        return floor + 1
    }

    private func restoredMark() throws -> Int64? {
        if let known = context.slack.restoredMark { return known == 0 ? nil : known }
        let mark = try number("SELECT MAX(mark) FROM restore") ?? 0
        context.slack.restoredMark = mark
        return mark == 0 ? nil : mark
    }

    /// A line that the database did not know when it was restored may be one that sent meanwhile.
    func chargeNew(_ route: RouteID, at: Timestamp) throws {
        let since = at.milliseconds - SlidingLimit.month * 1000
        for row in try all("SELECT missing, mark_at FROM restore WHERE mark_at >= ? ORDER BY id", [since]) {
            try charge(
                row[0],
                to: .route(route),
                at: Timestamp(milliseconds: row[1]),
                reason: "may have sent after the backup that was restored"
            )
        }
    }
}
