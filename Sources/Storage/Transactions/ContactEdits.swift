public import Campaigns
import GRDB

/// What somebody here changes of a contact. An empty text takes a value away; `nil` leaves it as it is.
public struct ContactEdit: Hashable, Sendable, Codable {
    public var name: String?
    public var email: String?
    /// The name of a time zone; it wins over what lists say from now on.
    public var timeZone: String?
    /// By the names that templates use.
    public var fields: [String: String]?

    public init(
        name: String? = nil,
        email: String? = nil,
        timeZone: String? = nil,
        fields: [String: String]? = nil
    ) {
        self.name = name
        self.email = email
        self.timeZone = timeZone
        self.fields = fields
    }

    public var isEmpty: Bool { name == nil && email == nil && timeZone == nil && (fields ?? [:]).isEmpty }
}

extension Store {
    /// Changes a contact, and writes down who changed what.
    public func edit(
        _ number: PhoneNumber,
        _ edit: ContactEdit,
        by: String,
        at: Timestamp
    ) async throws(StorageError) -> ContactView {
        try await write { transaction in
            guard let row = try transaction.first("SELECT * FROM contact WHERE number = ?", [number.e164]) else {
                throw StorageError.notFound("contact \(number.masked)")
            }
            try transaction.edit(row, edit, by: by, at: at)
            guard let row = try transaction.first("SELECT * FROM contact WHERE number = ?", [number.e164]) else {
                throw StorageError.notFound("contact \(number.masked)")
            }
            return try transaction.contactView(row, at: at)
        }
    }
}

extension Transaction {
    fileprivate func edit(_ row: Row, _ edit: ContactEdit, by: String, at: Timestamp) throws {
        var changed: [String] = []
        func value(_ new: String?, _ column: String) -> String? {
            let old: String? = row[column]
            guard let new else { return old }
            let value = new.isEmpty ? nil : new
            if value != old { changed.append(column) }
            return value
        }
        let name = value(edit.name, "name")
        let email = value(edit.email, "email")
        let zone = value(edit.timeZone, "time_zone")
        var fields: [String: String] = try decoded(row["fields"])
        for (key, new) in (edit.fields ?? [:]).sorted(by: { $0.key < $1.key }) {
            let value = new.isEmpty ? nil : new
            if fields[key] != value { changed.append(key) }
            fields[key] = value
        }
        guard !changed.isEmpty || edit.timeZone != nil else { return }
        let source: String? =
            edit.timeZone == nil ? row["time_zone_source"] : zone == nil ? nil : "operator"
        try run(
            """
            UPDATE contact SET name = ?, email = ?, time_zone = ?, time_zone_source = ?, fields = ?, updated_at = ?
            WHERE id = ?
            """,
            [name, email, zone, source, FieldsJSON.text(fields), at.milliseconds, row["id"] as Int64]
        )
        let what = changed.isEmpty ? "time_zone" : changed.joined(separator: ", ")
        try decide("edited", "\(what), by \(by)", number: row["number"], at: at)
    }
}
