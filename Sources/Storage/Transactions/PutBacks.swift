public import Campaigns
import Foundation
import GRDB

/// A contact that goes on in a campaign which had ended for it.
public struct PutBackView: Hashable, Sendable, Codable {
    public var campaign: String
    public var number: String
    /// An ``EnrollmentState``.
    public var state: String
    /// The step that it gets next, from 1, and of how many.
    public var step: Int
    public var steps: Int
    public var dueAt: Timestamp?
}

extension Store {
    /// Puts a contact back whose way through a campaign failed, or was ended by an automatic reply: it goes on with the step
    /// that failed, or the one after the last that left. Where it may not, the ``StorageError/conflict(_:)`` says why and
    /// what to do.
    public func putBack(
        _ number: PhoneNumber,
        in name: String,
        by: String? = nil,
        at: Timestamp
    ) async throws(StorageError) -> PutBackView {
        try await write { transaction in
            let campaign = try transaction.campaign(name)
            guard
                let enrollment = try transaction.first(
                    "SELECT * FROM enrollment WHERE campaign_id = ? AND number = ?",
                    [campaign["id"] as Int64, number.e164]
                )
            else {
                throw StorageError.notFound(
                    "contact \(number) in campaign “\(name)”: smsbridge campaign add takes it in"
                )
            }
            let why = "put back" + (by.map { " by \($0)" } ?? "")
            let step = try transaction.putBack(enrollment, in: campaign, why: why, at: at)
            let row = try transaction.first("SELECT * FROM enrollment WHERE id = ?", [enrollment["id"] as Int64])
            try transaction.note(
                .putBack,
                by: by,
                campaign: campaign["id"],
                number: number.e164,
                before: enrollment["state"],
                after: "goes on with step \(step + 1)",
                at: at
            )
            return PutBackView(
                campaign: name,
                number: number.e164,
                state: row?["state"] ?? "",
                step: step + 1,
                steps: try transaction.definition(of: campaign["id"]).steps.count,
                dueAt: row?.moment("due_at")
            )
        }
    }
}

extension Transaction {
    /// Puts those back whom an automatic reply ended, where their campaign says so. Nothing else that the person wrote may
    /// be among it.
    func resumeAfterAutomatic(_ inbound: Int64, at: Timestamp) throws {
        let ended = try all(
            """
            SELECT DISTINCT enrollment.* FROM halt JOIN part ON part.id = halt.part_id
                JOIN enrollment ON enrollment.id = halt.enrollment_id
            WHERE part.inbound_id = ? AND enrollment.state = 'replied' ORDER BY enrollment.id
            """,
            [inbound]
        )
        for enrollment in ended {
            let id: Int64 = enrollment["campaign_id"]
            guard try definition(of: id).onAutomatic == .resume,
                let campaign = try first("SELECT * FROM campaign WHERE id = ?", [id])
            else { continue }
            do {
                _ = try putBack(enrollment, in: campaign, why: "the reply was an automatic one", at: at)
            } catch StorageError.conflict(let reason) {
                try decide("notPutBack", reason, enrollment: enrollment["id"], at: at)
            }
        }
    }

    /// Answers the step with which it goes on, from 0. Throws before anything is changed. `read`: up to that message the
    /// person's own words are no hindrance, since whoever puts it back has read them.
    func putBack(
        _ enrollment: Row,
        in campaign: Row,
        why: String,
        read: Int64 = 0,
        at: Timestamp
    ) throws -> Int {
        let (id, state): (Int64, String) = (enrollment["id"], enrollment["state"])
        let campaignID: Int64 = campaign["id"]
        let definition = try definition(of: campaignID)
        try checkCanGoOn(campaign)
        try checkEnd(of: enrollment, read: read)
        let member = try member(ofEnrollment: enrollment)
        if let reason = try judge(member, in: campaignID, definition, at: at).reason {
            throw StorageError.conflict("\(enrollment["number"] as String) cannot go on: \(reason)")
        }
        if let other = try busyElsewhere(enrollment["number"], than: campaignID), definition.contactPolicy != .parallel
        {
            throw StorageError.conflict(
                "\(enrollment["number"] as String) is on its way through campaign “\(other)”: stop it there first, or wait"
            )
        }
        let step = try nextStep(of: enrollment, definition)
        do {
            _ = try definition.text(
                ofStep: step,
                for: member.hashed.number,
                fields: member.templateFields().merging(["phone": member.hashed.number]) { $1 }
            )
        } catch {
            throw StorageError.conflict("step \(step + 1): \(error): give the contact that field first")
        }
        let ended: String = enrollment["reason"] ?? ""
        if definition.steps[step].requiresDelivery,
            [EnrollmentEnd.undelivered, .noReport].contains(where: {
                ended.hasPrefix($0.rawValue) || ended.hasPrefix($0.meaning)
            })
        {
            throw StorageError.conflict(
                "\(enrollment["number"] as String) cannot go on: step \(step + 1) requires that the message before it was "
                    + "delivered, which it was not. Another campaign may write to it"
            )
        }
        // A step that was due is due at once; of one that was not its delay counts anew.
        let wasDue = (enrollment.moment("due_at") ?? at) <= at
        let isAnew = state == EnrollmentState.replied.rawValue || step != enrollment["step"] || !wasDue
        try run(
            """
            UPDATE enrollment SET epoch = epoch + 1, ended_at = NULL, reason = NULL, waits = 0, began_at = ? WHERE id = ?
            """,
            [at.milliseconds, id]
        )
        try run(
            "INSERT OR REPLACE INTO enrollment_fields (enrollment_id, fields) VALUES (?, ?)",
            [id, try json(member.templateFields())]
        )
        try reopen(campaignID, at: at)
        try decide("putBack", "\(why); it goes on with step \(step + 1)", enrollment: id, at: at)
        try happened(.putBack(step: step, anew: isAnew), to: id, why: why, at: at)
        if campaign["state"] == CampaignState.paused.rawValue { try happened(.paused, to: id, why: "", at: at) }
        return step
    }

    private func checkCanGoOn(_ campaign: Row) throws {
        let (name, state): (String, String) = (campaign["name"], campaign["state"])
        switch CampaignState(rawValue: state) {
        case .running, .paused, .completed: return
        case .draft, .ready:
            throw StorageError.conflict("campaign “\(name)” has not begun: there is nobody to put back")
        default: throw StorageError.conflict("campaign “\(name)” is \(state): nobody goes on in it")
        }
    }

    /// A campaign was completed since nobody was on the way.
    private func reopen(_ campaign: Int64, at: Timestamp) throws {
        let changed = try run(
            "UPDATE campaign SET state = 'running', ended_at = NULL WHERE id = ? AND state = 'completed'",
            [campaign]
        )
        if changed > 0 { try decide("reopened", "a contact was put back", campaign: campaign, at: at) }
    }

    /// Refuses all ends but a failure, and a reply that no person wrote.
    private func checkEnd(of enrollment: Row, read: Int64) throws {
        let number: String = enrollment["number"]
        let reason = (enrollment["reason"] as String?).map { ": \(Self.meaning(ofEnd: $0))" } ?? ""
        func refuse(_ why: String) -> StorageError { .conflict("\(number) cannot be put back: \(why)") }
        switch EnrollmentState(rawValue: enrollment["state"]) {
        case .failed, .replied: break
        case .pending, .active, .held: throw refuse("it is on its way through the campaign")
        case .optedOut:
            throw refuse(
                "it opted out\(reason). Only the person's own START, or a consent that is given anew, lifts that; then "
                    + "another campaign may write to it"
            )
        case .completed: throw refuse("it is through\(reason). Another campaign may write to it")
        case .excluded: throw refuse("it was left out\(reason). Once that is gone, smsbridge campaign add takes it in")
        default: throw refuse("its way was ended on purpose\(reason). Another campaign may write to it")
        }
        let halt = try first(
            """
            SELECT part.id, inbound.kind FROM halt JOIN part ON part.id = part_id
                LEFT JOIN inbound ON inbound.id = part.inbound_id
            WHERE enrollment_id = ? ORDER BY halt.id DESC LIMIT 1
            """,
            [enrollment["id"] as Int64]
        )
        let ended: Int64 = enrollment["ended_at"] ?? 0
        let isReply = enrollment["state"] == EnrollmentState.replied.rawValue
        let words = try first(
            """
            SELECT inbound.id, inbound.text FROM part LEFT JOIN inbound ON inbound.id = part.inbound_id
            WHERE part.number = ?1 AND (part.received_at > ?2 OR ?3 IS NOT NULL AND part.id >= ?3 OR part.inbound_id IS NULL)
                AND (inbound.id IS NULL OR inbound.id > ?4)
                AND COALESCE(inbound.kind, '') NOT IN ('automatic', 'messageWaiting', 'silent', 'simData')
            ORDER BY part.id DESC LIMIT 1
            """,
            [number, ended, isReply ? halt?["id"] as Int64? : nil, read]
        )
        guard let words else { return }
        guard words["id"] as Int64? != nil else {
            throw refuse("a message from it is still coming in: try again in a few minutes")
        }
        throw refuse(
            "the person wrote “\((words["text"] as String).prefix(60))”. Answer that; another campaign may write to it"
        )
    }

    private func member(ofEnrollment enrollment: Row) throws -> AudienceMember {
        let number: String = enrollment["number"]
        let found = try audienceRows(
            of: .numbers([number]),
            campaign: enrollment["campaign_id"],
            after: -1,
            newest: .max,
            most: 1
        )
        guard let member = found.first else {
            throw StorageError.conflict("\(number) cannot be put back: it is no contact any more")
        }
        return member
    }

    /// The step that failed, or the one after the last of which anything left: no text leaves twice.
    private func nextStep(of enrollment: Row, _ definition: CampaignDefinition) throws -> Int {
        let number: String = enrollment["number"]
        let left = try self.number(
            """
            SELECT MAX(message.step) FROM message JOIN segment ON segment.message_id = message.id
            WHERE message.enrollment_id = ? AND segment.state IN ('accepted', 'uncertain', 'submitting')
            """,
            [enrollment["id"] as Int64]
        )
        let step = max(enrollment["step"] as Int, Int(left ?? -1) + 1)
        guard step < definition.steps.count else {
            throw StorageError.conflict(
                "\(number) cannot be put back: every step has left, or may have. Another campaign may write to it"
            )
        }
        return step
    }
}
