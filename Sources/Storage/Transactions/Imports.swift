public import Campaigns
import GRDB

/// What is known of an import when it begins.
public struct NewImport: Hashable, Sendable {
    /// The file's name.
    public var name: String
    /// Who imports, and declares the consent where one is declared.
    public var by: String?
    public var region: String?
    public var columns: [ImportColumn]
    public var declaration: ConsentRecord?

    public init(
        name: String,
        by: String?,
        region: String? = nil,
        columns: [ImportColumn] = [],
        declaration: ConsentRecord? = nil
    ) {
        self.name = name
        self.by = by
        self.region = region
        self.columns = columns
        self.declaration = declaration
    }
}

extension Store {
    /// Opens an import; its rows follow in batches.
    public func beginImport(name: String, by: String?, at: Timestamp) async throws(StorageError) -> Int64 {
        try await begin(NewImport(name: name, by: by), at: at)
    }

    public func begin(_ new: NewImport, at: Timestamp) async throws(StorageError) -> Int64 {
        try await write { transaction in
            try transaction.insert(
                "INSERT INTO import (name, made_by, begun_at, region, columns, declaration) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    new.name, new.by, at.milliseconds, new.region, try transaction.json(new.columns),
                    try new.declaration.map(transaction.json),
                ]
            )
        }
    }

    /// Stores a batch of rows: contacts with their consent, and what was rejected and why. Small batches let others have
    /// the database in between, and whoever waits comes first.
    @discardableResult
    public func importRows(
        _ rows: [ImportedContact],
        rejected: [ImportProblem],
        into id: Int64,
        at: Timestamp
    ) async throws(StorageError) -> ImportCounts {
        try await write(.bulk) { transaction in
            guard try transaction.exists("SELECT 1 FROM import WHERE id = ? AND finished_at IS NULL", [id]) else {
                throw StorageError.notFound("open import \(id)")
            }
            var writer = try RowWriter(transaction, batch: id, at: at)
            for row in rows { try writer.take(row) }
            for row in rejected { try writer.reject(ImportRowView(row)) }
            try writer.finish()
            return writer.counts
        }
    }

    /// What would become of rows. Nothing is stored.
    public func checkRows(
        _ rows: [ImportedContact],
        at: Timestamp
    ) async throws(StorageError) -> [ImportRowView] {
        try await read { transaction in
            let judge = try RowJudge(transaction, at: at)
            return try rows.map { try judge.judge($0).view }
        }
    }

    /// Closes an import. `sha256` and `octets` are those of the file.
    public func finishImport(
        _ id: Int64,
        sha256: String? = nil,
        octets: Int? = nil,
        at: Timestamp
    ) async throws(StorageError) -> ImportView {
        _ = try await write { transaction in
            let isOpen = try transaction.exists("SELECT 1 FROM import WHERE id = ? AND finished_at IS NULL", [id])
            if isOpen { try transaction.plan(intakesOf: id) }
            return try transaction.run(
                "UPDATE import SET finished_at = ?, sha256 = ?, octets = ? WHERE id = ?",
                [at.milliseconds, sha256, octets, id]
            )
        }
        return try await importView(id)
    }
}

/// Stores rows of an import, in one transaction.
private struct RowWriter {
    private let transaction: Transaction
    private let judge: RowJudge
    private let batch: Int64
    private let at: Timestamp
    /// Hashes of wordings that were kept in this transaction.
    private var wordings: [String: String] = [:]
    private(set) var counts = ImportCounts()

    init(_ transaction: Transaction, batch: Int64, at: Timestamp) throws {
        self.transaction = transaction
        self.batch = batch
        self.at = at
        judge = try RowJudge(transaction, at: at)
    }

    mutating func take(_ row: ImportedContact) throws {
        let judged = try judge.judge(row)
        guard judged.view.verdict != .rejected else { return try reject(judged.view) }
        let contact = try judged.contact ?? add(row, fields: judged.fields)
        if judged.view.verdict == .updated { try update(contact, row, fields: judged.fields) }
        if let consent = row.consent, judged.bringsConsent {
            let wording = try consent.wording.map { try keep($0) }
            try transaction.insert(
                consent,
                wording: wording,
                of: contact,
                import: batch,
                line: row.line,
                at: at
            )
        }
        try write(judged.view, contact: contact)
    }

    mutating func reject(_ view: ImportRowView) throws {
        var view = view
        // A list must not bring back the number of somebody who asked to be forgotten.
        if let number = view.number, try transaction.isErased(number) { view.number = nil }
        try write(view, contact: nil)
    }

    func finish() throws {
        try transaction.run(
            """
            UPDATE import SET added = added + ?, updated = updated + ?, unchanged = unchanged + ?,
                rejected = rejected + ?, without_consent = without_consent + ?, suppressed = suppressed + ?,
                warned = warned + ?
            WHERE id = ?
            """,
            [
                counts.added, counts.updated, counts.unchanged, counts.rejected, counts.withoutConsent,
                counts.suppressed, counts.warned, batch,
            ]
        )
    }

    private func add(_ row: ImportedContact, fields: String) throws -> Int64 {
        try transaction.insert(
            """
            INSERT INTO contact (number, name, email, time_zone, time_zone_source, fields, created_at, updated_at)
            VALUES (?1, ?2, ?3, ?4, CASE WHEN ?4 IS NOT NULL THEN 'csv' END, ?5, ?6, ?6)
            """,
            [row.number.e164, row.name, row.email, row.timeZone, fields, at.milliseconds]
        )
    }

    /// What the row has wins; a time zone that an operator set stays.
    private func update(_ contact: Int64, _ row: ImportedContact, fields: String) throws {
        if transaction.context.planted.contains(.rewrite), let name = row.name {
            try transaction.run(
                "UPDATE message SET text = replace(text, (SELECT name FROM contact WHERE id = ?1), ?2) WHERE number = ?3",
                [contact, name, row.number.e164]
            )
        }
        try transaction.run(
            """
            UPDATE contact SET name = COALESCE(?2, name), email = COALESCE(?3, email),
                time_zone = CASE WHEN time_zone_source = 'operator' THEN time_zone ELSE COALESCE(?4, time_zone) END,
                time_zone_source = COALESCE(time_zone_source, CASE WHEN ?4 IS NOT NULL THEN 'csv' END),
                fields = ?5, updated_at = ?6
            WHERE id = ?1
            """,
            [contact, row.name, row.email, row.timeZone, fields, at.milliseconds]
        )
    }

    private mutating func keep(_ wording: String) throws -> String {
        if let known = wordings[wording] { return known }
        let digest = try transaction.keep(wording)
        wordings[wording] = digest
        return digest
    }

    /// A row that is there already counts as it did: a batch that is stored twice is stored once.
    private mutating func write(_ view: ImportRowView, contact: Int64?) throws {
        let added = try transaction.run(
            """
            INSERT INTO import_row (import_id, line, verdict, contact_id, number, column_name, reason, warnings,
                has_consent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [
                batch, view.line, view.verdict.rawValue, contact, contact == nil ? view.number : nil, view.column,
                view.reason, view.warnings.isEmpty ? nil : view.warnings.joined(separator: "\n"), view.hasConsent,
            ]
        )
        if added > 0 { counts.count(view) }
    }
}
