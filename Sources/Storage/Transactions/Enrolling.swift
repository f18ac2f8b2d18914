import Campaigns
import Foundation
import GRDB

/// Writes a campaign's audience down, row by row and in rounds, so that the writer is soon free for others, and goes on
/// after a restart where it stood. Who is imported later is not in it, unless somebody adds them or its audience
/// is live.
extension Transaction {
    /// How many rows one round writes.
    static let enrollingRound = 500

    /// Begins, with the first round; a small audience is whole after it.
    func beginEnrolling(_ id: Int64, expecting hash: ContentHash?, at: Timestamp) throws {
        try run(
            """
            UPDATE campaign SET state = 'running', started_at = ?, hold_until = 0, hold_reason = NULL, enrolled_after = -1,
                newest_contact = (SELECT COALESCE(MAX(id), 0) FROM contact), audience_hash = ?, audience_expected = ?
            WHERE id = ?
            """,
            [at.milliseconds, AudienceHash().hash.hex, hash?.hex, id]
        )
        guard let campaign = try first("SELECT * FROM campaign WHERE id = ?", [id]) else { return }
        try enroll(campaign, at: at)
        _ = try startPending(of: id, at: at)
    }

    /// Does one round for one campaign, wherever there is something left. Answers whether there is more to do.
    func goOnEnrolling(at: Timestamp) throws -> Bool {
        if let campaign = try first("SELECT * FROM campaign WHERE enrolled_after IS NOT NULL ORDER BY id LIMIT 1") {
            try enroll(campaign, at: at)
            return true
        }
        let running = try all("SELECT id FROM campaign WHERE state = 'running' ORDER BY id LIMIT 1000")
        for row in running where try startPending(of: row["id"], at: at) { return true }
        return false
    }

    /// Lets the contacts begin whose campaign has its audience together. Answers whether there were any.
    private func startPending(of campaign: Int64, at: Timestamp) throws -> Bool {
        let row = try first(
            "SELECT started_at FROM campaign WHERE id = ? AND state = 'running' AND enrolled_after IS NULL",
            [campaign]
        )
        guard let began = row?.moment("started_at") else { return false }
        let pending = try all(
            """
            SELECT id, began_at FROM enrollment WHERE campaign_id = ? AND state = 'pending' AND waits = 0
            ORDER BY id LIMIT ?
            """,
            [campaign, Self.enrollingRound]
        )
        for enrollment in pending {
            // All of them began at one time, however long it took to write them down; who was added, then.
            try happened(.started, to: enrollment["id"], why: "", at: enrollment.moment("began_at") ?? began)
        }
        return !pending.isEmpty
    }

    private func enroll(_ campaign: Row, at: Timestamp) throws {
        let id: Int64 = campaign["id"]
        let definition = try definition(of: id)
        let rows = try audienceRows(
            of: try audience(campaign),
            campaign: id,
            after: campaign["enrolled_after"],
            newest: campaign["newest_contact"],
            most: Self.enrollingRound
        )
        var hash = AudienceHash(continuing: ContentHash(hex: campaign["audience_hash"] ?? "") ?? AudienceHash().hash)
        for row in rows {
            hash.add(row.hashed)
            let (reason, waits) = try judge(row, in: id, definition, at: at)
            try enroll(row, in: id, as: EnrollmentEntry(reason: reason, waits: waits), at: at)
        }
        try run(
            "UPDATE campaign SET enrolled_after = ?, audience_hash = ? WHERE id = ?",
            [rows.last?.place ?? campaign["enrolled_after"] as Int64, hash.hash.hex, id]
        )
        if rows.count < Self.enrollingRound { try finishEnrolling(id, hash.hash, at: at) }
    }

    private func finishEnrolling(_ id: Int64, _ hash: ContentHash, at: Timestamp) throws {
        let expected = try text("SELECT audience_expected FROM campaign WHERE id = ?", [id])
        guard expected == nil || expected == hash.hex else {
            // Nothing has been sent: it goes back to where it was.
            try run(
                """
                UPDATE campaign SET state = 'draft', started_at = NULL, enrolled_after = NULL, swept_after = 0
                WHERE id = ?
                """,
                [id]
            )
            try dropIntakes(of: id)
            let why = "the contacts changed while they were written down: its preflight is void, nothing was sent"
            return try decide("notStarted", why, campaign: id, at: at)
        }
        try run("UPDATE campaign SET enrolled_after = NULL WHERE id = ?", [id])
        try completeCampaignIfDone(id, at: at)
    }

    /// What becomes of a contact at the start, or as it is added: why it is left out, or whether it waits for another
    /// campaign. `problem` is what a preflight found wrong with it.
    func judge(
        _ row: AudienceMember,
        in campaign: Int64,
        _ definition: CampaignDefinition,
        problem: String? = nil,
        at: Timestamp
    ) throws -> (reason: String?, waits: Bool) {
        let (number, policy) = (row.hashed.number, definition.contactPolicy)
        if let reason = try reasonToExclude(row, definition, at: at) { return (reason, false) }
        var waits = false
        if policy != .parallel, let other = try busyElsewhere(number, than: campaign) {
            guard policy == .wait else { return ("it is on its way through campaign “\(other)”", false) }
            waits = true
        }
        if let problem { return (problem, false) }
        // Last of all, so that those who are held out are like those who are written to.
        guard definition.holdout?.holds(number, of: definition.name) != true else { return (Holdout.reason, false) }
        return (nil, waits)
    }

    /// How a contact comes into a campaign.
    struct EnrollmentEntry {
        /// Why it is left out.
        var reason: String?
        var waits = false
        var addition: Int64?
        /// From when the first step counts; `nil` is from the campaign's start.
        var beganAt: Timestamp?
        /// The enrollment by which it was left out before.
        var leftOutBefore: Int64?
    }

    func enroll(_ row: AudienceMember, in campaign: Int64, as entry: EnrollmentEntry, at: Timestamp) throws {
        let reason = entry.reason
        let state: EnrollmentState = reason == nil ? .pending : .excluded
        let endedAt = reason == nil ? nil : at.milliseconds
        let enrollment: Int64
        if let known = entry.leftOutBefore {
            try run(
                """
                UPDATE enrollment SET state = ?, ended_at = ?, reason = ?, waits = ?, addition_id = ?, began_at = ?
                WHERE id = ? AND state = 'excluded'
                """,
                [
                    state.rawValue, endedAt, reason, entry.waits, entry.addition, entry.beganAt?.milliseconds, known,
                ]
            )
            guard database.changesCount > 0 else { return }
            enrollment = known
        } else {
            try run(
                """
                INSERT INTO enrollment (campaign_id, contact_id, number, state, ended_at, reason, waits, addition_id,
                    began_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
                [
                    campaign, row.contact, row.hashed.number, state.rawValue, endedAt, reason, entry.waits,
                    entry.addition, entry.beganAt?.milliseconds,
                ]
            )
            guard database.changesCount > 0 else { return }
            enrollment = database.lastInsertedRowID
        }
        if let reason { return try decide(state.rawValue, reason, enrollment: enrollment, at: at) }
        try run(
            "INSERT INTO enrollment_fields (enrollment_id, fields) VALUES (?, ?)",
            [enrollment, try json(row.templateFields())]
        )
        if entry.addition != nil { try decide("added", "after the start", enrollment: enrollment, at: at) }
    }

    /// Why a contact is left out at the start.
    private func reasonToExclude(
        _ row: AudienceMember,
        _ definition: CampaignDefinition,
        at: Timestamp
    ) throws -> String? {
        if row.hashed.isRemoved { return "somebody took it out of the campaign" }
        if let suppressed = try suppressionReason(of: row.hashed.number) { return suppressed }
        if let wish = try suppressionReason(of: row.hashed.number, for: definition.category) { return wish }
        let policy = PhoneNumber(e164: row.hashed.number).flatMap {
            context.policies.match($0, named: definition.policy)
        }
        let demand = ConsentDemand(of: definition, policy: policy)
        return try consentLack(ofContact: row.contact, number: row.hashed.number, demand, at: at)
    }

    /// The other campaign that is busy with a number.
    func busyElsewhere(_ number: String, than campaign: Int64) throws -> String? {
        try text(
            """
            SELECT campaign.name FROM enrollment JOIN campaign ON campaign.id = enrollment.campaign_id
            WHERE enrollment.number = ? AND enrollment.state IN ('pending', 'active', 'held') AND waits = 0
                AND campaign_id != ?
            ORDER BY campaign.id LIMIT 1
            """,
            [number, campaign]
        )
    }

    /// Lets those begin that waited for another campaign to be through with the number.
    func startWaiting(for number: String, at: Timestamp) throws {
        let isBusy = try exists(
            """
            SELECT 1 FROM enrollment WHERE number = ? AND state IN ('pending', 'active', 'held') AND waits = 0
                AND campaign_id NOT IN (SELECT id FROM campaign WHERE state = 'cancelled')
            """,
            [number]
        )
        guard !isBusy,
            let next = try self.number(
                """
                SELECT enrollment.id FROM enrollment JOIN campaign ON campaign.id = enrollment.campaign_id
                WHERE enrollment.number = ? AND enrollment.state IN ('pending', 'active', 'held') AND waits = 1
                ORDER BY campaign.started_at, enrollment.id LIMIT 1
                """,
                [number]
            )
        else { return }
        try run("UPDATE enrollment SET waits = 0 WHERE id = ?", [next])
        let isRunning = try exists(
            """
            SELECT 1 FROM enrollment JOIN campaign ON campaign.id = enrollment.campaign_id
            WHERE enrollment.id = ? AND campaign.state = 'running' AND enrolled_after IS NULL
            """,
            [next]
        )
        if isRunning { try happened(.started, to: next, why: "", at: at) }
    }
}
