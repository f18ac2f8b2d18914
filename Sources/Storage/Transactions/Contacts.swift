public import Campaigns
import Foundation
import GRDB

extension Store {
    /// Opens an import; its rows follow in batches.
    public func beginImport(name: String, by: String?, at: Timestamp) async throws(StorageError) -> Int64 {
        try await write { transaction in
            try transaction.insert(
                "INSERT INTO import (name, made_by, begun_at) VALUES (?, ?, ?)",
                [name, by, at.milliseconds]
            )
        }
    }

    /// Stores a batch of rows: contacts with their consent, and what was rejected and why.
    public func importRows(
        _ rows: [ImportedContact],
        rejected: [ImportProblem],
        into id: Int64,
        at: Timestamp
    ) async throws(StorageError) {
        try await write { transaction in
            guard try transaction.exists("SELECT 1 FROM import WHERE id = ? AND finished_at IS NULL", [id]) else {
                throw StorageError.notFound("open import \(id)")
            }
            for row in rows { try transaction.importRow(row, into: id, at: at) }
            for row in rejected {
                try transaction.run(
                    """
                    INSERT INTO import_row (import_id, line, verdict, column_name, reason)
                    VALUES (?, ?, 'rejected', ?, ?) ON CONFLICT DO NOTHING
                    """,
                    [id, row.line, row.column, row.reason]
                )
            }
        }
    }

    /// Closes an import and says what became of its rows.
    public func finishImport(_ id: Int64, at: Timestamp) async throws(StorageError) -> ImportView {
        try await write { transaction in
            try transaction.run("UPDATE import SET finished_at = ? WHERE id = ?", [at.milliseconds, id])
            return try transaction.importView(id)
        }
    }
}

extension Transaction {
    fileprivate func importRow(_ row: ImportedContact, into id: Int64, at: Timestamp) throws {
        let known = try first("SELECT id FROM contact WHERE number = ?", [row.number.e164])
        if context.planted.contains(.rewrite), let name = row.name {
            try run(
                """
                UPDATE message SET text = replace(text, (SELECT name FROM contact WHERE number = message.number), ?1)
                WHERE number = ?2
                """,
                [name, row.number.e164]
            )
        }
        var fields = row.fields
        if let language = row.language { fields["language"] = language }
        try run(
            """
            INSERT INTO contact (number, name, email, time_zone, fields, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET name = COALESCE(excluded.name, name),
                email = COALESCE(excluded.email, email), time_zone = COALESCE(excluded.time_zone, time_zone),
                fields = excluded.fields, updated_at = excluded.updated_at
            """,
            [
                row.number.e164, row.name, row.email, row.timeZone, try json(fields), at.milliseconds,
                at.milliseconds,
            ]
        )
        let contact: Int64 = known?["id"] ?? database.lastInsertedRowID
        if let consent = row.consent { try record(consent, of: contact, import: id, at: at) }
        try run(
            """
            INSERT INTO import_row (import_id, line, verdict, contact_id, has_consent) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            [id, row.line, known == nil ? "added" : "updated", contact, row.consent != nil]
        )
    }

    /// Adds a consent, unless the very same one is recorded already.
    private func record(_ consent: ConsentRecord, of contact: Int64, import id: Int64, at: Timestamp) throws {
        let isKnown = try exists(
            "SELECT 1 FROM consent WHERE contact_id = ? AND kind = ? AND source = ? AND captured_at = ?",
            [contact, consent.kind.rawValue, consent.source, consent.capturedAt.milliseconds]
        )
        guard !isKnown else { return }
        try run(
            """
            INSERT INTO consent (contact_id, kind, source, captured_at, wording, evidence, captured_by, import_id,
                created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                contact, consent.kind.rawValue, consent.source, consent.capturedAt.milliseconds, consent.wording,
                consent.evidence, consent.capturedBy, id, at.milliseconds,
            ]
        )
    }

    func importView(_ id: Int64) throws -> ImportView {
        guard
            let counts = try first(
                """
                SELECT COUNT(*) AS rows, COALESCE(SUM(verdict = 'added'), 0) AS added,
                    COALESCE(SUM(verdict = 'updated'), 0) AS updated,
                    COALESCE(SUM(verdict != 'rejected' AND NOT has_consent), 0) AS without
                FROM import_row WHERE import_id = ?
                """,
                [id]
            ), try exists("SELECT 1 FROM import WHERE id = ?", [id])
        else { throw StorageError.notFound("import \(id)") }
        let rejected = try all(
            """
            SELECT line, column_name, reason FROM import_row WHERE import_id = ? AND verdict = 'rejected'
            ORDER BY line LIMIT 10000
            """,
            [id]
        )
        return ImportView(
            id: id,
            rows: counts["rows"],
            added: counts["added"],
            updated: counts["updated"],
            withoutConsent: counts["without"],
            rejected: rejected.map {
                ImportView.RejectedRow(line: $0["line"], column: $0["column_name"], reason: $0["reason"])
            }
        )
    }

    /// What a template or an agent may use of a contact.
    func templateFields(ofContact contact: Int64) throws -> [String: String] {
        guard let row = try first("SELECT number, name, email, fields FROM contact WHERE id = ?", [contact]),
            let number = PhoneNumber(e164: row["number"])
        else { return [:] }
        let fields = try JSONDecoder().decode([String: String].self, from: Data((row["fields"] as String).utf8))
        return ImportedContact(
            number: number,
            name: row["name"],
            email: row["email"],
            fields: fields,
            line: 0
        ).templateFields
    }
}
