public import Campaigns
import Foundation
import GRDB

/// Who gets a campaign.
public enum Audience: Hashable, Sendable, Codable {
    case everyone
    /// The contacts of one import.
    case importBatch(Int64)
    /// The contacts with these numbers, in E.164.
    case numbers([String])
}

/// What an operator does to a campaign.
public enum CampaignChange: String, Hashable, Sendable, CaseIterable {
    case pause, resume, cancel
}

extension Store {
    /// Keeps a campaign as a draft. Its name must be free.
    public func createCampaign(
        _ definition: CampaignDefinition,
        audience: Audience,
        by: String? = nil,
        at: Timestamp
    ) async throws(StorageError) -> Int64 {
        try await write { transaction in
            if try transaction.exists("SELECT 1 FROM campaign WHERE name = ?", [definition.name]) {
                throw StorageError.conflict(
                    "there is a campaign “\(definition.name)” already: give this one another name"
                )
            }
            let text = try transaction.json(definition)
            let id = try transaction.insert(
                "INSERT INTO campaign (name, state, definition, audience, created_at) VALUES (?, 'draft', ?, ?, ?)",
                [definition.name, text, try transaction.json(audience), at.milliseconds]
            )
            try transaction.addVersion(1, of: id, text: text, by: by, at: at)
            try transaction.makeEffective(1, of: id, at: at)
            try transaction.keepTerms(of: id)
            try transaction.decide("created", "campaign “\(definition.name)”", at: at)
            let version = try transaction.versionText(1, of: id)
            try transaction.note(.createCampaign, by: by, campaign: id, after: version, at: at)
            return id
        }
    }

    /// Starts a campaign. Its audience is written down first, in rounds; nothing is sent before all of it is. `checked`
    /// says what the preflight saw: where that is not what is there now, nothing begins.
    public func start(
        campaign name: String,
        checked: CheckedCampaign? = nil,
        by: String? = nil,
        at: Timestamp
    ) async throws(StorageError) {
        try await write { transaction in
            let row = try transaction.campaign(name)
            guard [.draft, .ready].contains(CampaignState(rawValue: row["state"])) else {
                throw StorageError.conflict(
                    "campaign “\(name)” is \(row["state"] as String): it cannot be told to start"
                )
            }
            guard row["swept_after"] as Int64? == nil else {
                throw StorageError.conflict(
                    "campaign “\(name)” is being put back to its beginning: try again in a minute"
                )
            }
            if let checked, checked.version != row["version"] {
                throw StorageError.conflict("campaign “\(name)” was edited in the meantime: its preflight is void")
            }
            try transaction.tell(.campaignStarted, ofCampaign: row["id"], by: by, at: at)
            try transaction.beginEnrolling(row["id"], expecting: checked?.audience, at: at)
            try transaction.decide("start", "campaign “\(name)”", at: at)
            try transaction.note(
                .startCampaign,
                by: by,
                campaign: row["id"],
                before: row["state"],
                after: try transaction.versionText(row["version"], of: row["id"]),
                at: at
            )
        }
    }

    /// Pauses, resumes or cancels a campaign.
    public func change(
        campaign name: String,
        _ change: CampaignChange,
        by: String? = nil,
        at: Timestamp
    ) async throws(StorageError) {
        try await write { transaction in
            let row = try transaction.campaign(name)
            let id: Int64 = row["id"]
            switch (CampaignState(rawValue: row["state"]), change) {
            case (.running, .pause): try transaction.pauseCampaign(id, .byOperator(by), at: at)
            case (.paused, .resume): try transaction.resumeCampaign(id, by: by, at: at)
            case (.draft, .cancel), (.ready, .cancel), (.running, .cancel), (.paused, .cancel):
                try transaction.cancelCampaign(id, at: at)
                try transaction.tell(.campaignCancelled, ofCampaign: id, by: by, at: at)
            default:
                let state: String = row["state"]
                throw StorageError.conflict("campaign “\(name)” is \(state): it cannot be told to \(change.rawValue)")
            }
            let who = by.map { ", by \($0)" } ?? ""
            if change != .pause {
                try transaction.decide(change.rawValue, "campaign “\(name)”\(who)", campaign: id, at: at)
            }
            let state = try transaction.text("SELECT state FROM campaign WHERE id = ?", [id])
            try transaction.note(change.action, by: by, campaign: id, before: row["state"], after: state, at: at)
        }
    }
}

extension CampaignChange {
    fileprivate var action: AuditEntry.Action {
        switch self {
        case .pause: .pauseCampaign
        case .resume: .resumeCampaign
        case .cancel: .cancelCampaign
        }
    }
}

/// What a preflight saw of a campaign.
public struct CheckedCampaign: Hashable, Sendable {
    public var version: Int
    public var audience: ContentHash

    public init(version: Int, audience: ContentHash) {
        self.version = version
        self.audience = audience
    }
}

extension Transaction {
    /// What a campaign says now. `known` where its row has been read already.
    func definition(of campaign: Int64, known: (version: Int, text: String)? = nil) throws -> CampaignDefinition {
        let version =
            try known?.version ?? number("SELECT version FROM campaign WHERE id = ?", [campaign]).map { Int($0) }
        guard let version else { throw StorageError.notFound("campaign \(campaign)") }
        return try context.definitions.definition(of: campaign, version: version) {
            let text = try known?.text ?? text("SELECT definition FROM campaign WHERE id = ?", [campaign])
            guard let text else { throw StorageError.notFound("campaign \(campaign)") }
            return try JSONDecoder().decode(CampaignDefinition.self, from: Data(text.utf8))
        }
    }

    func json(_ value: some Encodable) throws -> String {
        String(decoding: try CanonicalJSON.octets(of: value), as: UTF8.self)
    }

    func campaign(_ name: String) throws -> Row {
        guard let row = try first("SELECT * FROM campaign WHERE name = ?", [name]) else {
            throw StorageError.notFound("campaign “\(name)”")
        }
        return row
    }

    /// How the reason of who is suppressed begins.
    static let isSuppressed = "the number is suppressed"

    func audience(_ campaign: Row) throws -> Audience {
        try JSONDecoder().decode(Audience.self, from: Data((campaign["audience"] as String).utf8))
    }

    /// Whom a campaign is for, and who of them is left out, as the start would judge it now or has judged it.
    func audienceCounts(_ campaign: Row, at: Timestamp) throws -> AudienceCounts {
        let sql: String
        let arguments: StatementArguments
        let lacks = "reason LIKE '\(Self.noConsentPrefix)%'"
        if (campaign["started_at"] as Int64?) != nil {
            arguments = [campaign["id"] as Int64]
            sql = """
                SELECT COUNT(*) AS people,
                    COALESCE(SUM(state = 'excluded' AND \(lacks)), 0) AS without,
                    COALESCE(SUM(state = 'excluded' AND reason LIKE '\(Self.isSuppressed)%'), 0) AS suppressed,
                    COALESCE(SUM(state = 'excluded'), 0) AS excluded
                FROM enrollment WHERE campaign_id = ?
                """
        } else {
            let category = try definition(of: campaign["id"]).category
            let contacts: String
            switch try audience(campaign) {
            case .everyone: (contacts, arguments) = ("", [at.milliseconds])
            case .importBatch(let batch):
                contacts = "AND id IN (SELECT contact_id FROM import_row WHERE import_id = ?2)"
                arguments = [at.milliseconds, batch]
            case .numbers(let numbers):
                contacts = "AND number IN (SELECT value FROM json_each(?2))"
                arguments = [at.milliseconds, try json(numbers)]
            }
            sql = """
                SELECT COUNT(*) AS people, COALESCE(SUM(NOT suppressed AND NOT consented), 0) AS without,
                    COALESCE(SUM(suppressed), 0) AS suppressed,
                    COALESCE(SUM(suppressed OR NOT consented), 0) AS excluded
                FROM (
                    SELECT \(Self.consentCounts(at: "?1")) AS consented,
                        EXISTS (
                            SELECT 1 FROM suppression
                            WHERE suppression.number = contact.number AND suppression.lifted_at IS NULL
                                AND (category IS NULL OR category = '\(category.rawValue)')
                        ) AS suppressed
                    FROM contact WHERE erased_at IS NULL \(contacts)
                )
                """
        }
        guard let counts = try first(sql, arguments) else { return AudienceCounts() }
        let (without, suppressed): (Int, Int) = (counts["without"], counts["suppressed"])
        return AudienceCounts(
            people: counts["people"],
            withoutConsent: without,
            suppressed: suppressed,
            others: (counts["excluded"] as Int) - without - suppressed
        )
    }

    /// Pauses a campaign that runs: nothing of it is claimed any more, and what has not left goes back to the queue.
    func pauseCampaign(_ id: Int64, _ reason: PauseReason, at: Timestamp) throws {
        let changed = try run(
            """
            UPDATE campaign SET state = 'paused', pause_kind = ?, pause_reason = ?, swept_after = 0
            WHERE id = ? AND state = 'running'
            """,
            [reason.kind.rawValue, reason.text, id]
        )
        guard changed > 0 else { return }
        context.notes.note(.pause)
        let name = try text("SELECT name FROM campaign WHERE id = ?", [id]) ?? ""
        try decide("pause", "campaign “\(name)”: \(reason.text)", campaign: id, at: at)
        try tell(.campaignPaused, ofCampaign: id, reason, at: at)
        let claimed = try all("SELECT id FROM message WHERE campaign_id = ? AND state = 'claimed'", [id])
        for row in claimed {
            try run(
                "UPDATE message SET state = 'queued', claim = claim + 1 WHERE id = ?",
                [row["id"] as Int64]
            )
            try decide("released", "the campaign was paused", message: row["id"], at: at)
        }
        _ = try sweepCampaigns(at: at)
    }

    fileprivate func resumeCampaign(_ id: Int64, by: String?, at: Timestamp) throws {
        if let problem = try usedUpBudget(of: id) { throw StorageError.conflict(problem) }
        context.notes.note(.pause)
        try run(
            """
            UPDATE campaign SET state = 'running', hold_until = 0, hold_reason = NULL, swept_after = 0,
                pause_kind = NULL, pause_reason = NULL
            WHERE id = ?
            """,
            [id]
        )
        try tell(.campaignResumed, ofCampaign: id, by: by, at: at)
        _ = try sweepCampaigns(at: at)
        try completeCampaignIfDone(id, at: at)
    }

    /// Why a campaign would be paused again at once, by what its last segment cost and the shortest message that waits.
    private func usedUpBudget(of id: Int64) throws -> String? {
        guard let budget = try definition(of: id).budget, try lastEntry(of: .campaign(id)) != nil else { return nil }
        let price = try number(
            """
            SELECT segment.price FROM message JOIN segment ON segment.message_id = message.id
            WHERE message.campaign_id = ? AND segment.price IS NOT NULL ORDER BY segment.handed_over_at DESC LIMIT 1
            """,
            [id]
        )
        let segments = try number(
            "SELECT MIN(segments) FROM message WHERE campaign_id = ? AND state = 'queued'",
            [id]
        )
        let spent = try spent(by: id)
        guard spent + Amount(thousandths: Int(price ?? 0)) * Int(segments ?? 1) > budget else { return nil }
        let name = try text("SELECT name FROM campaign WHERE id = ?", [id]) ?? ""
        let remedy =
            try waitingVersion(of: id).map { "Attest the preflight of version \($0), and resume it then" }
            ?? "Give it a higher one (limits.budget) with smsbridge campaign edit, attest its preflight, and resume it then"
        return
            "campaign “\(name)”: its budget of \(budget) is used up, \(spent) is spent: it would pause again at once. "
            + remedy
    }

    fileprivate func cancelCampaign(_ id: Int64, at: Timestamp) throws {
        context.notes.note(.pause)
        try run(
            """
            UPDATE campaign SET state = 'cancelled', ended_at = ?, swept_after = 0, enrolled_after = NULL WHERE id = ?
            """,
            [at.milliseconds, id]
        )
        try dropIntakes(of: id)
        _ = try sweepCampaigns(at: at)
    }

    /// A campaign is completed when no enrollment can send anything any more; this is looked up, never counted down. One with
    /// a live audience goes on until its last day is over, or somebody cancels it.
    func completeCampaignIfDone(_ id: Int64, at: Timestamp) throws {
        let isOpen = try exists(
            "SELECT 1 FROM enrollment WHERE campaign_id = ? AND state IN ('pending', 'active', 'held') LIMIT 1",
            [id]
        )
        guard !isOpen, try !takesMore(id, at: at) else { return }
        let changed = try run(
            """
            UPDATE campaign SET state = 'completed', ended_at = ?
            WHERE id = ? AND state = 'running' AND enrolled_after IS NULL
            """,
            [at.milliseconds, id]
        )
        guard changed > 0 else { return }
        try dropIntakes(of: id)
        try decide("completed", "campaign \(id): every contact is through", at: at)
        try tell(.campaignCompleted, ofCampaign: id, at: at)
    }
}

struct AudienceCounts {
    var people = 0
    var withoutConsent = 0
    var suppressed = 0
    /// Left out for other reasons: another campaign is busy with them, or somebody took them out.
    var others = 0
}
