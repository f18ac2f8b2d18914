public import Campaigns
import GRDB

extension Store {
    public var retention: RetentionSettings { context.settings.retention }

    /// Forgets a batch of what is older than ``StoreSettings/retention`` says. Answers whether there may be more. Whoever
    /// else waits for the database comes first.
    public func prune(at: Timestamp) async throws(StorageError) -> Bool {
        try await write(.bulk) { try $0.prune(at: at) }
    }
}

extension Transaction {
    private static let prunedAtOnce = 200

    fileprivate func prune(at: Timestamp) throws -> Bool {
        let retention = context.settings.retention
        var hasMore = false
        if let age = retention.messages {
            let cutoff = at - age.duration
            hasMore = try blankMessages(before: cutoff) || hasMore
            hasMore = try blankLateOnes() || hasMore
            for words in Self.words { hasMore = try blank(words, before: cutoff) || hasMore }
        }
        if let age = retention.decisions { hasMore = try dropDecisions(before: at - age.duration) || hasMore }
        if let age = retention.events { hasMore = try dropEvents(before: at - age.duration) || hasMore }
        if let age = retention.imports { hasMore = try dropVerdicts(before: at - age.duration) || hasMore }
        return hasMore
    }

    // MARK: Words

    private struct Words: Sendable {
        var table: String
        var time: String
        var change: String
    }

    /// What else holds what people wrote. A part's fingerprint stays: the modem may show it once more.
    private static let words = [
        Words(table: "inbound", time: "received_at", change: "text = ''"),
        Words(table: "part", time: "received_at", change: "raw = ''"),
        Words(table: "report", time: "at", change: "raw = ''"),
        Words(
            table: "draft",
            time: "created_at",
            change: "text = '', why = '', state = CASE state WHEN 'waiting' THEN 'stale' ELSE state END"
        ),
    ]

    private func place(_ kind: String) throws -> Int64 {
        try number("SELECT after FROM pruning WHERE kind = ?", [kind]) ?? 0
    }

    private func note(_ kind: String, after id: Int64) throws {
        try run(
            "INSERT INTO pruning (kind, after) VALUES (?1, ?2) ON CONFLICT (kind) DO UPDATE SET after = ?2",
            [kind, id]
        )
    }

    private func blankMessages(before cutoff: Timestamp) throws -> Bool {
        let rows = try all(
            "SELECT id, state, created_at FROM message WHERE id > ? ORDER BY id LIMIT ?",
            [try place("message"), Self.prunedAtOnce]
        )
        let old = rows.prefix { ($0["created_at"] as Int64) < cutoff.milliseconds }
        for row in old {
            let id: Int64 = row["id"]
            if isOpen(row["state"]) {
                try run("INSERT INTO pruning_later (message_id) VALUES (?) ON CONFLICT DO NOTHING", [id])
            } else {
                try run("UPDATE message SET text = '' WHERE id = ?", [id])
            }
        }
        if let last = old.last { try note("message", after: last["id"]) }
        return old.count == Self.prunedAtOnce
    }

    /// Those that were not through when they grew old.
    private func blankLateOnes() throws -> Bool {
        let through = try all(
            """
            SELECT message_id FROM pruning_later JOIN message ON message.id = message_id
            WHERE state NOT IN ('queued', 'claimed', 'submitting') ORDER BY message_id LIMIT ?
            """,
            [Self.prunedAtOnce]
        )
        for row in through {
            try run("UPDATE message SET text = '' WHERE id = ?", [row[0] as Int64])
            try run("DELETE FROM pruning_later WHERE message_id = ?", [row[0] as Int64])
        }
        return through.count == Self.prunedAtOnce
    }

    private func isOpen(_ state: String) -> Bool {
        [MessageState.queued, .claimed, .submitting].contains { $0.rawValue == state }
    }

    private func blank(_ words: Words, before cutoff: Timestamp) throws -> Bool {
        let rows = try all(
            "SELECT id, \(words.time) FROM \(words.table) WHERE id > ? ORDER BY id LIMIT ?",
            [try place(words.table), Self.prunedAtOnce]
        )
        let old = rows.prefix { ($0[1] as Int64) < cutoff.milliseconds }
        for row in old { try run("UPDATE \(words.table) SET \(words.change) WHERE id = ?", [row[0] as Int64]) }
        if let last = old.last { try note(words.table, after: last[0]) }
        return old.count == Self.prunedAtOnce
    }

    // MARK: Rows

    /// The newest stays, since it tells when the clock was last right. What proves consents and opt-outs stays, too.
    private func dropDecisions(before cutoff: Timestamp) throws -> Bool {
        let rows = try all(
            """
            SELECT id, at, kind IN ('consented', 'suppressed', 'lifted') FROM decision
            WHERE id > ? AND id < (SELECT MAX(id) FROM decision) ORDER BY id LIMIT ?
            """,
            [try place("decision"), Self.prunedAtOnce]
        )
        let old = rows.prefix { ($0[1] as Int64) < cutoff.milliseconds }
        for row in old where !(row[2] as Bool) { try run("DELETE FROM decision WHERE id = ?", [row[0] as Int64]) }
        if let last = old.last { try note("decision", after: last[0]) }
        return old.count == Self.prunedAtOnce
    }

    /// The newest stays, so that no other event ever gets its id.
    private func dropEvents(before cutoff: Timestamp) throws -> Bool {
        let dropped = try run(
            """
            DELETE FROM event WHERE id IN (
                SELECT id FROM event WHERE due_at IS NULL AND at < ? AND id < (SELECT MAX(id) FROM event)
                ORDER BY id LIMIT ?
            )
            """,
            [cutoff.milliseconds, Self.prunedAtOnce]
        )
        return dropped == Self.prunedAtOnce
    }

    /// A list that a campaign may still take its contacts from stays.
    private func dropVerdicts(before cutoff: Timestamp) throws -> Bool {
        let lists = try all(
            """
            SELECT id FROM import WHERE finished_at < ? AND EXISTS (SELECT 1 FROM import_row WHERE import_id = import.id)
            ORDER BY id
            """,
            [cutoff.milliseconds]
        )
        guard !lists.isEmpty else { return false }
        let open = try all(
            "SELECT audience FROM campaign WHERE state NOT IN ('completed', 'cancelled')"
        )
        var needed = try Set(open.map { try audience($0) })
        for row in try all("SELECT DISTINCT import_id FROM campaign_intake") {
            needed.insert(.importBatch(row["import_id"]))
        }
        guard let list = lists.first(where: { !needed.contains(.importBatch($0["id"])) }) else { return false }
        try run(
            """
            DELETE FROM import_row WHERE import_id = ?1 AND line IN
                (SELECT line FROM import_row WHERE import_id = ?1 ORDER BY line LIMIT ?2)
            """,
            [list["id"] as Int64, Self.prunedAtOnce]
        )
        return true
    }
}
