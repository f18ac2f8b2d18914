public import Campaigns
import Foundation
import GRDB

extension Store {
    /// Contacts by number, those behind `after`, of whom the number, name or e-mail holds `search`.
    public func contacts(
        search: String?,
        after: String?,
        limit: Int,
        at: Timestamp
    ) async throws(StorageError) -> [ContactView] {
        try await read { transaction in
            let pattern = search.map { "%" + $0.escapedForLike + "%" }
            return try transaction.all(
                """
                SELECT * FROM contact
                WHERE erased_at IS NULL AND number > ?1
                    AND (?2 IS NULL OR number LIKE ?2 ESCAPE '\\' OR name LIKE ?2 ESCAPE '\\' OR email LIKE ?2 ESCAPE '\\')
                ORDER BY number LIMIT ?3
                """,
                [after ?? "", pattern, limit]
            ).map { try transaction.contactView($0, at: at) }
        }
    }

    public func contact(_ number: PhoneNumber, at: Timestamp) async throws(StorageError) -> ContactView {
        try await read { transaction in
            guard let row = try transaction.first("SELECT * FROM contact WHERE number = ?", [number.e164]) else {
                throw StorageError.notFound("contact \(number.masked)")
            }
            return try transaction.contactView(row, at: at)
        }
    }

    /// Consents behind an id, of one number or of all, in the order in which they were recorded.
    public func consents(
        of number: PhoneNumber? = nil,
        after id: Int64 = 0,
        limit: Int,
        at: Timestamp
    ) async throws(StorageError) -> [ConsentView] {
        try await read { transaction in
            try transaction.consents(of: number?.e164, after: id, limit: limit, at: at)
        }
    }
}

extension Transaction {
    func contactView(_ row: Row, at: Timestamp) throws -> ContactView {
        let number: String = row["number"]
        let zone: String? = row["time_zone"]
        var view = ContactView(
            id: row["id"],
            number: number,
            name: row["name"],
            email: row["email"],
            timeZone: zone,
            timeZoneSource: row["time_zone_source"],
            candidateZones: zone == nil ? PhoneNumber(e164: number).map(NumberZones.candidates) ?? [] : [],
            fields: try decoded(row["fields"]),
            tags: try decoded(row["tags"]),
            consentLack: try consentLack(ofContact: row["id"], number: number, at: at),
            suppression: try suppressionReason(of: number),
            createdAt: Timestamp(milliseconds: row["created_at"]),
            updatedAt: Timestamp(milliseconds: row["updated_at"])
        )
        let refused = Set(try categorySuppressions(of: number).map(\.category.rawValue)).sorted()
        if !refused.isEmpty { view.refusedCategories = refused }
        return view
    }

    func consents(of number: String?, after id: Int64, limit: Int, at: Timestamp) throws -> [ConsentView] {
        let rows = try all(
            """
            SELECT consent.*, contact.number AS number, wording.text AS wording FROM consent
            JOIN contact ON contact.id = consent.contact_id
            LEFT JOIN wording ON wording.sha256 = consent.wording_sha256
            WHERE consent.id > ?1 AND \(number == nil ? "?2 IS NULL" : "contact.number = ?2")
                AND contact.erased_at IS NULL
            ORDER BY consent.id LIMIT ?3
            """,
            [id, number, limit]
        )
        return try rows.map { try consentView($0, at: at) }
    }

    private func consentView(_ row: Row, at: Timestamp) throws -> ConsentView {
        let number: String = row["number"]
        let captured = Timestamp(milliseconds: row["captured_at"])
        let expires = row.moment("expires_at")
        let optedOut = try optedOutAt(number)
        let revoked = try optedOut == nil ? nil : firstOptOut(of: number, notBefore: captured)
        return ConsentView(
            id: row["id"],
            number: number,
            kind: row["kind"],
            source: row["source"],
            capturedAt: captured,
            capturedBy: row["captured_by"],
            expiresAt: expires,
            revokedAt: revoked,
            counts: revoked == nil && expires.map { $0 > at } ?? true,
            wording: row["wording"],
            wordingSha256: row["wording_sha256"],
            evidence: row["evidence"],
            purpose: row["purpose"],
            jurisdiction: row["jurisdiction"],
            locale: row["locale"],
            evidenceSha256: row["evidence_sha256"],
            doubleOptIn: row["double_opt_in"],
            import: row["import_id"],
            line: row["line"],
            recordedAt: Timestamp(milliseconds: row["created_at"])
        )
    }

    private func firstOptOut(of number: String, notBefore: Timestamp) throws -> Timestamp? {
        try names(of: number).compactMap { name in
            try moment(
                "SELECT MIN(at) FROM suppression WHERE number = ? AND at >= ? AND \(Self.revokes)",
                [name, notBefore.milliseconds]
            )
        }
        .min()
    }
}

extension String {
    /// For LIKE with the escape character `\`.
    var escapedForLike: String {
        replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "%", with: "\\%")
            .replacingOccurrences(of: "_", with: "\\_")
    }
}
