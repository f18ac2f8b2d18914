import Foundation
import GRDB

extension Store {
    /// An import with the first of its rejected rows.
    public func importView(_ id: Int64) async throws(StorageError) -> ImportView {
        try await read { transaction in
            guard let row = try transaction.first("SELECT * FROM import WHERE id = ?", [id]) else {
                throw StorageError.notFound("import \(id)")
            }
            var view = try transaction.importView(row)
            view.rejected = try transaction.all(
                """
                SELECT line, column_name, reason FROM import_row WHERE import_id = ? AND verdict = 'rejected'
                ORDER BY line LIMIT \(ImportView.mostListed)
                """,
                [id]
            ).map {
                ImportView.RejectedRow(line: $0["line"], column: $0["column_name"], reason: $0["reason"] ?? "")
            }
            return view
        }
    }

    /// Imports, newest first, without their rejected rows.
    public func imports(before: Int64?, limit: Int) async throws(StorageError) -> [ImportView] {
        try await read { transaction in
            try transaction.all(
                "SELECT * FROM import WHERE id < ? ORDER BY id DESC LIMIT ?",
                [before ?? Int64.max, limit]
            ).map(transaction.importView)
        }
    }

    /// What became of the rows of an import behind a line, in the order of the file.
    public func verdicts(
        of id: Int64,
        after line: Int,
        only verdict: ImportRowView.Verdict? = nil,
        limit: Int
    ) async throws(StorageError) -> [ImportRowView] {
        try await read { transaction in
            guard try transaction.exists("SELECT 1 FROM import WHERE id = ?", [id]) else {
                throw StorageError.notFound("import \(id)")
            }
            // Where only the rejected ones are asked for, they have an index of their own.
            let filter = verdict.map { "AND verdict = '\($0.rawValue)'" } ?? ""
            return try transaction.all(
                """
                SELECT import_row.*, contact.number AS contact_number FROM import_row
                LEFT JOIN contact ON contact.id = import_row.contact_id
                WHERE import_id = ? AND line > ? \(filter) ORDER BY line LIMIT ?
                """,
                [id, line, limit]
            ).map(ImportRowView.init)
        }
    }
}

extension ImportRowView {
    init(_ row: Row) {
        self.init(
            line: row["line"],
            number: row["contact_number"] ?? row["number"],
            verdict: Verdict(rawValue: row["verdict"]) ?? .rejected,
            column: row["column_name"],
            reason: row["reason"],
            warnings: (row["warnings"] as String?)?.split(separator: "\n").map(String.init) ?? [],
            hasConsent: row["has_consent"]
        )
    }
}

extension Transaction {
    func importView(_ row: Row) throws -> ImportView {
        var view = ImportView()
        view.id = row["id"]
        view.name = row["name"]
        view.by = row["made_by"]
        view.begunAt = row.moment("begun_at")
        view.finishedAt = row.moment("finished_at")
        view.sha256 = row["sha256"]
        view.octets = row["octets"]
        view.region = row["region"]
        view.columns = try (row["columns"] as String?).map(decoded) ?? []
        view.declaration = try (row["declaration"] as String?).map(decoded)
        view.added = row["added"]
        view.updated = row["updated"]
        view.unchanged = row["unchanged"]
        view.rejectedRows = row["rejected"]
        view.rows = view.added + view.updated + view.unchanged + view.rejectedRows
        view.withoutConsent = row["without_consent"]
        view.suppressed = row["suppressed"]
        view.warned = row["warned"]
        if let sha256 = view.sha256 {
            view.sameFileAs = try number(
                "SELECT MAX(id) FROM import WHERE sha256 = ? AND id < ? AND finished_at IS NOT NULL",
                [sha256, view.id]
            )
        }
        return view
    }

    func decoded<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }
}
