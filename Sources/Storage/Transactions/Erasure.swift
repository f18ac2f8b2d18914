public import Campaigns
import GRDB
import SMS

extension Store {
    /// Erases one person: cancels what is open, and takes number, name, texts and fields out of every table. What figures
    /// are counted from stays, under a name that says nothing; the number stays suppressed as a keyed hash. Follow it with
    /// ``scrub()``.
    public func erase(
        _ number: PhoneNumber,
        by: String,
        reason: String,
        at: Timestamp
    ) async throws(StorageError) -> ReceiptView {
        try await write { try $0.erase(number.e164, by: by, reason: reason, at: at) }
    }

    /// Writes the database anew, so that no page keeps what was deleted from it. Everything else waits meanwhile: about
    /// a second for each 100 MB.
    public func scrub() async throws(StorageError) {
        try await alone { database in
            try database.execute(sql: "VACUUM")
            // Waits for whoever reads, as long as a busy database is waited for.
            let isBusy = try Bool.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? false
            guard !isBusy else {
                throw StorageError.failed(
                    "somebody was reading all the time: the person is erased, and the write-ahead log keeps copies "
                        + "until it is written into the database, at the latest when the daemon stops"
                )
            }
        }
    }
}

extension Transaction {
    fileprivate func erase(_ number: String, by: String, reason: String, at: Timestamp) throws -> ReceiptView {
        let hidden = try hide(number)
        let id = try insert(
            "INSERT INTO receipt (kind, at, made_by, reason, number, counts) VALUES ('erasure', ?, ?, ?, ?, '{}')",
            [at.milliseconds, by, reason, hidden]
        )
        var eraser = Eraser(transaction: self, number: number, alias: "erased:\(id)", at: at)
        try eraser.cancelOpen()
        try eraser.blankMessages()
        try eraser.blankInbound()
        try eraser.blankContact()
        try eraser.blankDecisions()
        try eraser.hideSuppressions(under: hidden)
        guard eraser.counts.values.contains(where: { $0 > 0 }) else {
            throw StorageError.notFound("contact, message or call with that number: nothing is held about it")
        }
        try run(
            "INSERT INTO suppression (number, reason, note, at) VALUES (?, 'erasure', ?, ?)",
            [hidden, "receipt \(id)", at.milliseconds]
        )
        try run("UPDATE receipt SET counts = ? WHERE id = ?", [try json(eraser.counts), id])
        return try receipt(id)
    }
}

/// One person's way out of the tables, in one transaction.
private struct Eraser {
    let transaction: Transaction
    let number: String
    /// What stands where the number stood, so that different people stay different.
    let alias: String
    let at: Timestamp
    /// Rows of each sort.
    var counts: [String: Int] = [:]

    private var digits: String { String(number.dropFirst()) }

    private mutating func change(_ sort: String, _ sql: String, _ arguments: StatementArguments) throws {
        counts[sort, default: 0] += try transaction.run(sql, arguments)
    }

    mutating func cancelOpen() throws {
        let why = "the person was erased"
        let enrollments = try transaction.all(
            "SELECT id FROM enrollment WHERE number = ? AND state IN ('pending', 'active', 'held')",
            [number]
        )
        for row in enrollments { try transaction.happened(.cancelled, to: row["id"], why: why, at: at) }
        let open = try transaction.all(
            "SELECT id, state FROM message WHERE number = ? AND state IN ('queued', 'claimed', 'submitting') ORDER BY id",
            [number]
        )
        for row in open { try transaction.takeBack(message: row["id"], in: row["state"], why: why, at: at) }
    }

    mutating func blankMessages() throws {
        // The hash of a report or part still tells a second reading of it from a new one.
        let reports = try transaction.all(
            """
            SELECT id, fingerprint FROM report
            WHERE message_id IN (SELECT id FROM message WHERE number = ?1) OR \(Transaction.reportedOn)
            """,
            [number, digits]
        )
        for row in reports {
            try change(
                "reports",
                "UPDATE report SET recipient = ?2, raw = '', fingerprint = ?3 WHERE id = ?1",
                [row["id"] as Int64, alias, Transaction.erased(fingerprint: row["fingerprint"])]
            )
        }
        try transaction.run("UPDATE handover SET number = ?2 WHERE number = ?1", [number, alias])
        let messages = try ids("SELECT id FROM message WHERE number = ?")
        for message in messages {
            try transaction.run("UPDATE decision SET detail = '' WHERE message_id = ?", [message])
        }
        try change(
            "messages",
            """
            UPDATE message SET number = ?2, text = '', idempotency_key = NULL,
                reason = CASE WHEN reason IS NULL THEN NULL ELSE 'erased' END
            WHERE number = ?1
            """,
            [number, alias]
        )
    }

    mutating func blankInbound() throws {
        for row in try transaction.all("SELECT id, fingerprint FROM part WHERE number = ? OR sender = ?1", [number]) {
            try change(
                "parts",
                "UPDATE part SET sender = ?2, number = NULL, raw = '', fingerprint = ?3 WHERE id = ?1",
                [row["id"] as Int64, alias, Transaction.erased(fingerprint: row["fingerprint"])]
            )
        }
        try transaction.run(
            """
            UPDATE turn SET reason = NULL WHERE reason IS NOT NULL AND conversation_id IN
                (SELECT id FROM conversation WHERE number = ?)
            """,
            [number]
        )
        try change(
            "inbound",
            "UPDATE inbound SET number = ?2, sender = ?2, text = '' WHERE number = ?1 OR sender = ?1",
            [number, alias]
        )
        if let conversation = try transaction.number("SELECT id FROM conversation WHERE number = ?", [number]) {
            try blankHistories(of: conversation)
        }
        try change(
            "conversations",
            """
            UPDATE conversation SET number = ?2, owner = 'closed', mute_cause = NULL, muted_until = NULL, holder = NULL,
                answer_due_at = NULL, reason = NULL, version = version + 1
            WHERE number = ?1
            """,
            [number, alias]
        )
        // As the network gave it, at home even without its prefix.
        try change("calls", "UPDATE call SET number = NULL WHERE substr(number, -9) = substr(?1, -9)", [number])
        try change(
            "events",
            "UPDATE event SET payload = '{}', due_at = NULL, reason = 'erased' WHERE instr(payload, ?1) > 0",
            ["\"\(number)\""]
        )
    }

    private mutating func blankHistories(of conversation: Int64) throws {
        try transaction.run("UPDATE owner_change SET reason = NULL WHERE conversation_id = ?", [conversation])
        try transaction.run(
            """
            UPDATE escalation SET reason = 'erased', due_at = NULL, resolved_at = COALESCE(resolved_at, ?2)
            WHERE conversation_id = ?1
            """,
            [conversation, at.milliseconds]
        )
        try change(
            "drafts",
            """
            UPDATE draft SET text = '', why = '', state = CASE state WHEN 'waiting' THEN 'stale' ELSE state END
            WHERE conversation_id = ?
            """,
            [conversation]
        )
        let untold = try transaction.all(
            """
            SELECT id FROM message WHERE conversation_id = ? AND number NOT IN (?, ?) AND state IN ('queued', 'claimed')
            ORDER BY id
            """,
            [conversation, number, alias]
        )
        for row in untold {
            try transaction.end(row["id"], as: .cancelled, reason: "the person was erased", at: at)
        }
        // What staff were told of the person, and answered them from their own phones.
        try change(
            "relayed",
            "UPDATE message SET text = '', reason = NULL WHERE conversation_id = ? AND number NOT IN (?, ?)",
            [conversation, number, alias]
        )
        try change("relayed", "UPDATE inbound SET text = '' WHERE relayed_to = ?", [conversation])
    }

    mutating func blankContact() throws {
        let contact = try transaction.number("SELECT id FROM contact WHERE number = ?", [number])
        for enrollment in try ids("SELECT id FROM enrollment WHERE number = ?") {
            try transaction.run("UPDATE decision SET detail = '' WHERE enrollment_id = ?", [enrollment])
        }
        try change(
            "enrollments",
            """
            UPDATE enrollment SET number = ?2, reason = CASE WHEN reason IS NULL THEN NULL ELSE 'erased' END
            WHERE number = ?1
            """,
            [number, alias]
        )
        try change("questions", "UPDATE consent_question SET number = ?2 WHERE number = ?1", [number, alias])
        try change("goals", "UPDATE goal SET number = ?2, idempotency_key = NULL WHERE number = ?1", [number, alias])
        try transaction.run("DELETE FROM campaign_removal WHERE number = ?", [number])
        try blankRejectedRows()
        guard let contact else { return }
        try change(
            "import_rows",
            "UPDATE import_row SET warnings = NULL, number = NULL, reason = NULL WHERE contact_id = ?",
            [contact]
        )
        // A wording that is this person's alone goes with them.
        let wordings = try String.fetchAll(
            transaction.database,
            sql: "SELECT DISTINCT wording_sha256 FROM consent WHERE contact_id = ? AND wording_sha256 IS NOT NULL",
            arguments: [contact]
        )
        try change(
            "consents",
            """
            UPDATE consent SET source = 'erased', evidence = NULL, wording_sha256 = NULL, evidence_sha256 = NULL,
                double_opt_in = NULL, jurisdiction = NULL, locale = NULL
            WHERE contact_id = ?
            """,
            [contact]
        )
        for wording in wordings.sorted() {
            try transaction.run(
                """
                DELETE FROM wording WHERE sha256 = ?1
                    AND NOT EXISTS (SELECT 1 FROM consent WHERE wording_sha256 = ?1)
                """,
                [wording]
            )
        }
        try change(
            "contacts",
            """
            UPDATE contact SET number = ?2, name = NULL, email = NULL, time_zone = NULL, time_zone_source = NULL,
                fields = '{}', tags = '[]', erased_at = ?3
            WHERE id = ?1
            """,
            [contact, alias, at.milliseconds]
        )
    }

    /// Rows that were refused hold the number as the file had it, and what it may have been meant as.
    private mutating func blankRejectedRows() throws {
        let rows = try transaction.database.cachedStatement(
            sql: """
                SELECT import_id, line, number, reason, warnings FROM import_row
                WHERE contact_id IS NULL AND (number IS NOT NULL OR reason IS NOT NULL)
                """
        )
        var found: [(Int64, Int64)] = []
        let cursor = try GRDB.Row.fetchCursor(rows).map { [damage = transaction.damage] in Row($0, damage) }
        while let row = try cursor.next() {
            let texts = [row[2] as String?, row[3] as String?].compactMap(\.self)
            if texts.contains(where: mentionsNumber) { found.append((row[0], row[1])) }
        }
        for (batch, line) in found {
            try change(
                "import_rows",
                "UPDATE import_row SET number = NULL, reason = 'erased', warnings = NULL WHERE import_id = ? AND line = ?",
                [batch, line]
            )
        }
    }

    /// Whether a text holds the number, however it is written: with its last nine digits in a row, signs between them
    /// not counted.
    private func mentionsNumber(_ text: String) -> Bool {
        let found = String(decoding: text.utf8.filter { (0x30...0x39).contains($0) }, as: UTF8.self)
        return found.contains(digits.suffix(9))
    }

    mutating func blankDecisions() throws {
        try transaction.run("UPDATE decision SET detail = '', number = ?2 WHERE number = ?1", [number, alias])
        try transaction.run(
            "UPDATE audit SET before = NULL, after = NULL, number = ?2 WHERE number = ?1",
            [number, alias]
        )
    }

    mutating func hideSuppressions(under hidden: String) throws {
        try change(
            "suppressions",
            """
            UPDATE suppression SET number = ?2, note = NULL, lifted_at = COALESCE(lifted_at, ?3),
                lifted_note = CASE WHEN lifted_at IS NULL THEN 'erased' END
            WHERE number = ?1
            """,
            [number, hidden, at.milliseconds]
        )
        try transaction.run(
            "UPDATE suppression SET lifted_at = ?2, lifted_note = 'erased again' WHERE number = ?1 AND lifted_at IS NULL",
            [hidden, at.milliseconds]
        )
    }

    private func ids(_ sql: String) throws -> [Int64] {
        try transaction.all(sql, [number]).map { $0[0] }
    }
}

extension Transaction {
    /// What stands for the fingerprint of a part or report of a person who was erased.
    static func erased(fingerprint: String) -> String { "sha256:" + Digest.sha256(fingerprint) }

    /// Whether a part or report was received before and has been erased since: it may still lie in a modem.
    func holdsErased(_ fingerprint: String, in table: String, of route: RouteID) throws -> Bool {
        try exists(
            "SELECT 1 FROM \(table) WHERE route_id = ? AND fingerprint = ?",
            [route, Self.erased(fingerprint: fingerprint)]
        )
    }
}
