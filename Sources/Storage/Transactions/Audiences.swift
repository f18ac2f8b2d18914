import Campaigns
import Foundation
import GRDB

/// One contact of a campaign's audience, as it stands in the tables.
struct AudienceMember {
    /// Where it stands in the audience's order: the contact, or the line of the import.
    var place: Int64
    var contact: Int64
    var hashed: AudienceRow

    /// What a template may use, the number left aside.
    func templateFields() throws -> [String: String] {
        let fields = try JSONDecoder().decode([String: String].self, from: Data(hashed.fields.utf8))
        return ImportedContact.templateFields(fields, name: hashed.name, email: hashed.email)
    }
}

extension Transaction {
    /// The next rows of an audience, in its order. `newest` bounds everyone to those who were there at one time.
    func audienceRows(
        of audience: Audience,
        campaign: Int64,
        after place: Int64,
        newest: Int64,
        most: Int
    ) throws -> [AudienceMember] {
        let (placed, from, condition): (String, String, String)
        var arguments: StatementArguments = [campaign, place]
        switch audience {
        case .everyone:
            (placed, from, condition) = ("contact.id", "contact", "contact.id > ? AND contact.id <= ?")
            arguments += [newest]
        case .importBatch(let batch):
            (placed, from) = ("line", "import_row JOIN contact ON contact.id = import_row.contact_id")
            condition = "line > ? AND import_row.import_id = ?"
            arguments += [batch]
        case .numbers(let numbers):
            (placed, from) = ("contact.id", "contact")
            condition = "contact.id > ? AND contact.number IN (SELECT value FROM json_each(?))"
            arguments += [try json(numbers)]
        }
        arguments += [most]
        let rows = try all(
            """
            SELECT \(placed) AS place, contact.id, contact.number, name, email, time_zone, fields,
                EXISTS (SELECT 1 FROM consent WHERE consent.contact_id = contact.id) AS consented,
                EXISTS (SELECT 1 FROM campaign_removal AS removal
                    WHERE removal.campaign_id = ? AND removal.number = contact.number) AS removed
            FROM \(from) WHERE contact.erased_at IS NULL AND \(condition) ORDER BY place LIMIT ?
            """,
            arguments
        )
        return rows.map { row in
            AudienceMember(
                place: row["place"],
                contact: row["id"],
                hashed: AudienceRow(
                    number: row["number"],
                    name: row["name"],
                    email: row["email"],
                    timeZone: row["time_zone"],
                    fields: row["fields"],
                    hasConsent: row["consented"],
                    isRemoved: row["removed"]
                )
            )
        }
    }

    /// What the texts of an enrollment are filled with: as it was at the start.
    func templateFields(ofEnrollment enrollment: Int64, contact: Int64) throws -> [String: String] {
        let kept = try text("SELECT fields FROM enrollment_fields WHERE enrollment_id = ?", [enrollment])
        // A campaign that was started before this was kept.
        guard let kept else { return try templateFields(ofContact: contact) }
        var fields = try JSONDecoder().decode([String: String].self, from: Data(kept.utf8))
        fields["phone"] = try text("SELECT number FROM enrollment WHERE id = ?", [enrollment])
        return fields
    }
}
