import Campaigns
import Foundation
import GRDB

extension Transaction {
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
