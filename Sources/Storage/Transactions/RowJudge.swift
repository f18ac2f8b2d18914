import Campaigns
import Foundation
import GRDB
import SMS

/// Says what becomes of rows of a list, by what is stored. Changes nothing.
struct RowJudge {
    struct Judged {
        var view: ImportRowView
        /// The contact that has the number already.
        var contact: Int64?
        /// The row's consent is not recorded yet.
        var bringsConsent = false
        /// The fields as they are stored.
        var fields: String
    }

    private let transaction: Transaction
    private let at: Timestamp
    /// Whether any number is suppressed, or ever was.
    private let hasSuppressions: Bool

    init(_ transaction: Transaction, at: Timestamp) throws {
        self.transaction = transaction
        self.at = at
        hasSuppressions = try transaction.exists("SELECT 1 FROM suppression LIMIT 1")
    }

    func judge(_ row: ImportedContact) throws -> Judged {
        let number = row.number.e164
        let wishes = hasSuppressions ? try transaction.wishes(of: number) : Wishes()
        let suppression = wishes.current
        var view = ImportRowView(line: row.line, number: number, verdict: .added, warnings: row.warnings)
        if let suppression, suppression.reason == .erasure {
            // The number is not kept: it was erased.
            view.number = nil
            view.verdict = .rejected
            view.reason =
                "this person's data were erased on \(day(suppression.at)): only a fresh consent brings them back"
            view.warnings = []
            return Judged(view: view, fields: "")
        }
        if let suppression {
            view.isSuppressed = true
            view.warnings.append("the number is suppressed (\(suppression.reason.meaning)): nothing is sent to it")
        }
        var fields = row.fields
        if let language = row.language { fields["language"] = language }
        let known = try transaction.first(
            "SELECT id, name, email, time_zone, time_zone_source, fields FROM contact WHERE number = ?",
            [number]
        )
        var written = FieldsJSON.text(fields)
        if let known {
            if let old = known[1] as String?, let new = row.name, old != new {
                view.warnings.append("the number was known as “\(old)”: this row's “\(new)” replaces it")
            }
            if known[5] as String != written { written = try merged(fields, into: known[5]) }
        }
        let contact = known?[0] as Int64?
        let bringsConsent = try bringsConsent(row, contact)
        if let known {
            view.verdict = bringsConsent || changes(known, row, fields: written) ? .updated : .unchanged
        }
        view.hasConsent = try hasConsent(row, wishes, contact: contact)
        if !view.hasConsent, let consent = row.consent {
            let why = consent.counts(at: at, optedOutAt: nil) ? "was revoked since" : "has ended"
            view.warnings.append("the consent of \(day(consent.capturedAt)) \(why): no campaign writes to it")
        }
        return Judged(view: view, contact: contact, bringsConsent: bringsConsent, fields: written)
    }

    /// What this list does not have stays as it was.
    private func merged(_ fields: [String: String], into known: String) throws -> String {
        let old = try JSONDecoder().decode([String: String].self, from: Data(known.utf8))
        return FieldsJSON.text(old.merging(fields) { $1 })
    }

    private func bringsConsent(_ row: ImportedContact, _ contact: Int64?) throws -> Bool {
        guard let consent = row.consent else { return false }
        guard let contact else { return true }
        return try !transaction.isRecorded(consent, wording: consent.wording.map(Digest.sha256), of: contact)
    }

    private func hasConsent(_ row: ImportedContact, _ wishes: Wishes, contact: Int64?) throws -> Bool {
        if let consent = row.consent, consent.counts(at: at, optedOutAt: wishes.optedOutAt) { return true }
        guard let contact else { return false }
        return try transaction.consentLack(ofContact: contact, number: row.number.e164, at: at) == nil
    }

    private func changes(_ known: Row, _ row: ImportedContact, fields: String) -> Bool {
        func differs(_ new: String?, _ column: Int) -> Bool { new != nil && new != known[column] }
        let hasOwnZone = known[4] as String? == "operator"
        return differs(row.name, 1) || differs(row.email, 2) || (!hasOwnZone && differs(row.timeZone, 3))
            || fields != known[5] as String
    }

    private func day(_ time: Timestamp) -> String { String("\(time)".prefix(10)) }
}

/// Fields as JSON with sorted keys.
enum FieldsJSON {
    static func text(_ fields: [String: String]) -> String {
        if fields.isEmpty { return "{}" }
        var text = "{"
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            if text.utf8.count > 1 { text += "," }
            append(key, to: &text)
            text += ":"
            append(value, to: &text)
        }
        return text + "}"
    }

    private static func append(_ value: String, to text: inout String) {
        text += "\""
        if value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
            text += value
        } else {
            for scalar in value.unicodeScalars {
                switch scalar {
                case "\"": text += "\\\""
                case "\\": text += "\\\\"
                case "\n": text += "\\n"
                case "\r": text += "\\r"
                case "\t": text += "\\t"
                case _ where scalar.value < 0x20:
                    let digits = String(scalar.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
}
