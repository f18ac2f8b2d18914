public import Campaigns
import GRDB

extension Store {
    /// Suppresses a number by hand. Answers `false` when it is suppressed already.
    public func suppress(
        _ number: PhoneNumber,
        reason: SuppressionReason,
        note: String?,
        by: String? = nil,
        at: Timestamp
    ) async throws(StorageError) -> Bool {
        try await write { transaction in
            let before = try transaction.currentSuppression(of: number.e164)
            let added = try transaction.suppress(number.e164, reason: reason, note: note, inbound: nil, by: by, at: at)
            let isErased = try transaction.isErased(number.e164)
            try transaction.note(
                .suppress,
                by: by,
                number: isErased ? transaction.hide(number.e164) : number.e164,
                before: before?.reason.rawValue,
                after: added ? [reason.rawValue, note].compactMap(\.self).joined(separator: ": ") : "unchanged",
                at: at
            )
            try transaction.takeBackSuppressed(number.e164, at: at)
            return added
        }
    }

    /// Takes a suppression back that was a mistake of people here. What a person asked for is not lifted by this: it takes
    /// START, or a fresh consent (``addConsent(_:to:liftsOptOut:at:)``).
    public func correctSuppression(
        of number: PhoneNumber,
        note: String,
        by: String? = nil,
        at: Timestamp
    ) async throws(StorageError) {
        try await write { transaction in
            guard let current = try transaction.currentSuppression(of: number.e164) else {
                let others = try transaction.categorySuppressions(of: number.e164).map(\.category.rawValue)
                let hint =
                    others.isEmpty
                    ? "" : "; there is one for \(others.joined(separator: ", ")): name it with --category"
                throw StorageError.notFound("suppression of \(number.masked) for everything\(hint)")
            }
            guard !current.reason.needsConsent else {
                throw StorageError.conflict(
                    "\(current.reason.meaning): only START from that number, or a fresh consent that is documented, "
                        + "lifts this (contacts consent add … --lifts-opt-out)"
                )
            }
            try transaction.lift(number.e164, note: note, asMistake: true, by: by, at: at)
            try transaction.note(
                .lift,
                by: by,
                number: number.e164,
                before: current.reason.rawValue,
                after: note,
                at: at
            )
        }
    }
}

/// Whether the person may be written to, and when they last wished not to be.
struct Wishes {
    var current: CurrentSuppression?
    var optedOutAt: Timestamp?
}

/// A suppression that is in force.
struct CurrentSuppression {
    var id: Int64
    var reason: SuppressionReason
    var at: Timestamp
}

extension Transaction {
    /// Why the number must not be written to, and since when; `nil` where it may be.
    func suppressionReason(of number: String) throws -> String? {
        guard !context.planted.contains(.unasked) else { return nil }
        return try currentSuppression(of: number).map { "\(Self.isSuppressed): \($0.reason.meaning), since \($0.at)" }
    }

    /// What keeps a number from being written to, also where the number is hidden. Of several what the person wished.
    func currentSuppression(of number: String) throws -> CurrentSuppression? {
        var found: CurrentSuppression?
        for name in names(of: number) {
            guard
                let row = try first(
                    "SELECT id, reason, at FROM suppression WHERE number = ? AND \(Self.keepsAll)",
                    [name]
                )
            else { continue }
            let suppression = CurrentSuppression(
                id: row["id"],
                reason: SuppressionReason(rawValue: row["reason"]) ?? .byHand,
                at: Timestamp(milliseconds: row["at"])
            )
            if suppression.reason.needsConsent { return suppression }
            found = found ?? suppression
        }
        return found
    }

    /// Both at once, for lists: nearly no number of them has any row.
    func wishes(of number: String) throws -> Wishes {
        var wishes = Wishes()
        for name in names(of: number) {
            let rows = try all(
                "SELECT id, reason, at, lifted_at, mistaken FROM suppression WHERE number = ? AND category IS NULL ORDER BY id",
                [name]
            )
            for row in rows {
                let reason = SuppressionReason(rawValue: row[1]) ?? .byHand
                let at = Timestamp(milliseconds: row[2])
                if (row[3] as Int64?) == nil { wishes.current = CurrentSuppression(id: row[0], reason: reason, at: at) }
                if reason.revokesConsent, !(row[4] as Bool) { wishes.optedOutAt = max(wishes.optedOutAt ?? at, at) }
            }
        }
        return wishes
    }

    /// Whether the person asked to be forgotten, and that holds.
    func isErased(_ number: String) throws -> Bool {
        try isHidden(number) && currentSuppression(of: number)?.reason == .erasure
    }

    /// When the person last wished not to be written to, whether that was lifted since or not.
    func optedOutAt(_ number: String) throws -> Timestamp? {
        guard !context.planted.contains(.unasked) else { return nil }
        return try names(of: number).compactMap { name in
            try moment("SELECT MAX(at) FROM suppression WHERE number = ? AND \(Self.revokes)", [name])
        }
        .max()
    }

    /// Which suppressions revoke a consent.
    static let revokes = "mistaken = 0 AND category IS NULL AND reason != '\(SuppressionReason.invalidNumber.rawValue)'"

    /// Which suppressions keep everything from a number now.
    static let keepsAll = "lifted_at IS NULL AND category IS NULL"

    @discardableResult
    func suppress(
        _ number: String,
        reason: SuppressionReason,
        note: String?,
        inbound: Int64?,
        by: String? = nil,
        at: Timestamp
    ) throws -> Bool {
        if context.planted.contains(.optOut) { return true }
        if reason.needsConsent { try giveWay(number, to: reason, at: at) }
        // What people here enter adds nothing to what holds already, also where it holds for the number's hash.
        if inbound == nil, try isHidden(number) { return false }
        let added = try run(
            """
            INSERT INTO suppression (number, reason, note, inbound_id, at, made_by) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            [number, reason.rawValue, note, inbound, at.milliseconds, by]
        )
        let who = by.map { " by \($0)" } ?? ""
        guard added > 0 else { return false }
        try decide("suppressed", "\(reason.rawValue)\(who) \(note ?? "")", number: number, at: at)
        // Who asked to be forgotten is told to nobody, and what came from outside is known there.
        if reason.needsConsent, reason != .erasure, PhoneNumber(e164: number) != nil {
            try record(.contactOptedOut, at: at) {
                WishEvent(number: number, reason: reason, note: note, at: at)
            }
        }
        return true
    }

    /// What people here entered, and may take back, gives way to what the person wishes.
    private func giveWay(_ number: String, to reason: SuppressionReason, at: Timestamp) throws {
        guard let current = try currentSuppression(of: number), !current.reason.needsConsent else { return }
        try run(
            "UPDATE suppression SET lifted_at = ?, lifted_note = ? WHERE id = ?",
            [at.milliseconds, "in its place: \(reason.meaning)", current.id]
        )
    }

    /// What is queued for a number that was just suppressed does not wait for its route to find out.
    func takeBackSuppressed(
        _ number: String,
        why: String = "the number was suppressed",
        at: Timestamp
    ) throws {
        let open = try all(
            "SELECT \(JudgedMessage.columns) FROM message WHERE number = ? AND state IN ('queued', 'claimed') AND exempt = 0",
            [number]
        )
        for row in open {
            guard let message = JudgedMessage(row) else { continue }
            try end(message.id, as: .suppressed, reason: why, at: at)
        }
        let enrollments = try all(
            "SELECT id FROM enrollment WHERE number = ? AND state IN ('pending', 'active', 'held')",
            [number]
        )
        for row in enrollments {
            try happened(.optedOut, to: row["id"], why: why, at: at)
        }
    }

    @discardableResult
    func lift(
        _ number: String,
        note: String,
        asMistake: Bool = false,
        categories: [CampaignCategory] = CampaignCategory.allCases,
        by: String? = nil,
        at: Timestamp
    ) throws -> Bool {
        var lifted = 0
        for name in names(of: number) {
            lifted += try run(
                """
                UPDATE suppression SET lifted_at = ?, lifted_note = ?, mistaken = ?, lifted_by = ?
                WHERE number = ? AND \(Self.keepsAll)
                """,
                [at.milliseconds, note, asMistake, by, name]
            )
        }
        // Who wants messages again wants them of all kinds.
        var isCategoryLifted = false
        for category in categories where !asMistake {
            if try lift(number, for: category, note: note, by: by, at: at) { isCategoryLifted = true }
        }
        if lifted == 0, isCategoryLifted { return true }
        guard lifted > 0 else { return false }
        try decide("lifted", note + (by.map { ", by \($0)" } ?? ""), number: number, at: at)
        if !asMistake { try record(.contactOptedIn, at: at) { WishEvent(number: number, note: note, at: at) } }
        return true
    }
}
