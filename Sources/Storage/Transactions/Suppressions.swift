public import Campaigns
import GRDB

extension Store {
    /// Suppresses a number by hand. Answers `false` when it is suppressed already.
    public func suppress(
        _ number: PhoneNumber,
        reason: SuppressionReason,
        note: String?,
        at: Timestamp
    ) async throws(StorageError) -> Bool {
        try await write { transaction in
            let added = try transaction.suppress(number.e164, reason: reason, note: note, inbound: nil, at: at)
            try transaction.takeBackSuppressed(number.e164, at: at)
            return added
        }
    }

    /// Lifts a suppression, on documented consent alone.
    public func lift(_ number: PhoneNumber, note: String, at: Timestamp) async throws(StorageError) {
        try await write { transaction in
            guard try transaction.lift(number.e164, note: note, at: at) else {
                throw StorageError.notFound("suppression of \(number.masked)")
            }
        }
    }
}

extension Transaction {
    /// Why the number must not be written to, and since when; `nil` where it may be.
    func suppressionReason(of number: String) throws -> String? {
        guard !context.planted.contains(.unasked),
            let row = try first("SELECT reason, at FROM suppression WHERE number = ? AND lifted_at IS NULL", [number])
        else { return nil }
        let name: String = row["reason"]
        let meaning = SuppressionReason(rawValue: name)?.meaning ?? name
        return "the number is suppressed: \(meaning), since \(Timestamp(milliseconds: row["at"]))"
    }

    @discardableResult
    func suppress(
        _ number: String,
        reason: SuppressionReason,
        note: String?,
        inbound: Int64?,
        at: Timestamp
    ) throws -> Bool {
        if context.planted.contains(.optOut) { return true }
        let added = try run(
            """
            INSERT INTO suppression (number, reason, note, inbound_id, at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            [number, reason.rawValue, note, inbound, at.milliseconds]
        )
        if added > 0 { try decide("suppressed", "\(reason.rawValue) \(note ?? "")", number: number, at: at) }
        return added > 0
    }

    /// What is queued for a number that was just suppressed does not wait for its route to find out.
    func takeBackSuppressed(_ number: String, at: Timestamp) throws {
        let open = try all(
            "SELECT \(JudgedMessage.columns) FROM message WHERE number = ? AND state IN ('queued', 'claimed') AND exempt = 0",
            [number]
        )
        for row in open {
            guard let message = JudgedMessage(row) else { continue }
            try end(message.id, as: .suppressed, reason: "the number was suppressed", at: at)
        }
        let enrollments = try all(
            "SELECT id FROM enrollment WHERE number = ? AND state IN ('pending', 'active', 'held')",
            [number]
        )
        for row in enrollments {
            try happened(.optedOut, to: row["id"], why: "the number was suppressed", at: at)
        }
    }

    func lift(_ number: String, note: String, at: Timestamp) throws -> Bool {
        let changed = try run(
            "UPDATE suppression SET lifted_at = ?, lifted_note = ? WHERE number = ? AND lifted_at IS NULL",
            [at.milliseconds, note, number]
        )
        if changed > 0 { try decide("lifted", note, number: number, at: at) }
        return changed > 0
    }
}
