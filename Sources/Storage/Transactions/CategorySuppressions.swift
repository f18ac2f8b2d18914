public import Campaigns
import GRDB

/// Who wants no messages of one category, and everything else. Campaigns and single messages of other categories go on.
extension Store {
    /// Suppresses a number for one category. Answers `false` where it is already.
    public func suppress(
        _ number: PhoneNumber,
        for category: CampaignCategory,
        reason: SuppressionReason,
        note: String?,
        by: String? = nil,
        at: Timestamp
    ) async throws(StorageError) -> Bool {
        try await write { transaction in
            let added = try transaction.suppress(
                number.e164,
                for: category,
                reason: reason,
                note: note,
                by: by,
                at: at
            )
            try transaction.note(
                .suppress,
                by: by,
                number: number.e164,
                after: added ? "\(category.rawValue): \(reason.rawValue)" : "unchanged",
                at: at
            )
            return added
        }
    }

    /// Takes it back.
    public func liftSuppression(
        of number: PhoneNumber,
        for category: CampaignCategory,
        note: String,
        by: String? = nil,
        at: Timestamp
    ) async throws(StorageError) {
        try await write { transaction in
            let current = try transaction.categorySuppressions(of: number.e164).first { $0.category == category }
            guard let current else {
                throw StorageError.notFound("suppression of \(number.masked) for \(category.rawValue) messages")
            }
            guard !current.1.reason.needsConsent else {
                throw StorageError.conflict(
                    "\(current.1.reason.meaning): only START from that number, or a fresh consent that is documented, "
                        + "lifts this (contacts consent add … --lifts-opt-out)"
                )
            }
            try transaction.lift(number.e164, for: category, note: note, asMistake: true, by: by, at: at)
            try transaction.note(
                .lift,
                by: by,
                number: number.e164,
                before: category.rawValue,
                after: note,
                at: at
            )
        }
    }
}

extension Transaction {
    /// Why nothing of a category goes to the number; `nil` where it may.
    func suppressionReason(of number: String, for category: CampaignCategory) throws -> String? {
        guard !context.planted.contains(.unasked),
            let since = try moment(
                "SELECT at FROM suppression WHERE number = ? AND category = ? AND lifted_at IS NULL",
                [number, category.rawValue]
            )
        else { return nil }
        return "\(Self.isSuppressed) for \(category.rawValue) messages, since \(since)"
    }

    /// What holds for single categories, the newest first.
    func categorySuppressions(of number: String) throws -> [(category: CampaignCategory, CurrentSuppression)] {
        try all(
            """
            SELECT id, reason, at, category FROM suppression
            WHERE number = ? AND lifted_at IS NULL AND category IS NOT NULL ORDER BY at DESC, id DESC
            """,
            [number]
        )
        .compactMap { row in
            CampaignCategory(rawValue: row[3]).map { category in
                let reason = SuppressionReason(rawValue: row[1]) ?? .byHand
                return (category, CurrentSuppression(id: row[0], reason: reason, at: Timestamp(milliseconds: row[2])))
            }
        }
    }

    /// When the person last wished to get nothing, or nothing of that category: consents of before do not count for it.
    func optedOutAt(_ number: String, _ category: CampaignCategory?) throws -> Timestamp? {
        let all = try optedOutAt(number)
        guard let category, !context.planted.contains(.unasked) else { return all }
        let own = try moment(
            "SELECT MAX(at) FROM suppression WHERE number = ? AND category = ? AND mistaken = 0",
            [number, category.rawValue]
        )
        return [all, own].compactMap(\.self).max()
    }

    @discardableResult
    func suppress(
        _ number: String,
        for category: CampaignCategory,
        reason: SuppressionReason,
        note: String?,
        by: String?,
        at: Timestamp
    ) throws -> Bool {
        // Who was forgotten here, or opted out, gets nothing anyway; their number is not kept for less.
        guard try !isErased(number) else { return false }
        if reason.needsConsent {
            // What people here entered, and may take back, gives way to what the person wishes.
            for (known, current) in try categorySuppressions(of: number)
            where known == category && !current.reason.needsConsent {
                try run(
                    "UPDATE suppression SET lifted_at = ?, lifted_note = ? WHERE id = ?",
                    [at.milliseconds, "in its place: \(reason.meaning)", current.id]
                )
            }
        }
        let added = try run(
            """
            INSERT INTO suppression (number, category, reason, note, at, made_by) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            [number, category.rawValue, reason.rawValue, note, at.milliseconds, by]
        )
        guard added > 0 else { return false }
        let who = by.map { " by \($0)" } ?? ""
        try decide(
            "suppressed",
            "\(category.rawValue): \(reason.rawValue)\(who) \(note ?? "")",
            number: number,
            at: at
        )
        try takeBack(category, to: number, at: at)
        return true
    }

    /// What is queued of it does not wait for its route to find out.
    private func takeBack(_ category: CampaignCategory, to number: String, at: Timestamp) throws {
        let why = "the number was suppressed for \(category.rawValue) messages"
        let enrollments = try all(
            "SELECT id, campaign_id FROM enrollment WHERE number = ? AND state IN ('pending', 'active', 'held') ORDER BY id",
            [number]
        )
        for row in enrollments where try definition(of: row[1]).category == category {
            try happened(.optedOut, to: row[0], why: why, at: at)
        }
        let singles = try all(
            """
            SELECT id FROM message WHERE number = ? AND state IN ('queued', 'claimed') AND campaign_id IS NULL
                AND category = ? ORDER BY id
            """,
            [number, category.rawValue]
        )
        for row in singles { try end(row[0], as: .suppressed, reason: why, at: at) }
    }

    /// `category` of nil lifts what holds for any. Answers whether something held.
    @discardableResult
    func lift(
        _ number: String,
        for category: CampaignCategory?,
        note: String,
        asMistake: Bool = false,
        by: String? = nil,
        at: Timestamp
    ) throws -> Bool {
        let lifted = try run(
            """
            UPDATE suppression SET lifted_at = ?, lifted_note = ?, mistaken = ?, lifted_by = ?
            WHERE number = ? AND lifted_at IS NULL AND category IS NOT NULL AND (?6 IS NULL OR category = ?6)
            """,
            [at.milliseconds, note, asMistake, by, number, category?.rawValue]
        )
        guard lifted > 0 else { return false }
        let what = category.map { "\($0.rawValue): " } ?? ""
        try decide("lifted", what + note + (by.map { ", by \($0)" } ?? ""), number: number, at: at)
        return true
    }
}
