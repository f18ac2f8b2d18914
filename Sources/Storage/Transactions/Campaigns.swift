public import Campaigns
import Foundation
import GRDB

/// Who gets a campaign.
public enum Audience: Hashable, Sendable, Codable {
    case everyone
    /// The contacts of one import.
    case importBatch(Int64)
}

/// What an operator does to a campaign.
public enum CampaignChange: String, Hashable, Sendable, CaseIterable {
    case start, pause, resume, cancel
}

extension Store {
    /// Keeps a campaign, ready to be started. Its name must be free.
    public func createCampaign(
        _ definition: CampaignDefinition,
        audience: Audience,
        at: Timestamp
    ) async throws(StorageError) -> Int64 {
        try await write { transaction in
            if try transaction.exists("SELECT 1 FROM campaign WHERE name = ?", [definition.name]) {
                throw StorageError.conflict(
                    "there is a campaign “\(definition.name)” already: give this one another name"
                )
            }
            let id = try transaction.insert(
                "INSERT INTO campaign (name, state, definition, audience, created_at) VALUES (?, 'ready', ?, ?, ?)",
                [
                    definition.name, try transaction.json(definition), try transaction.json(audience),
                    at.milliseconds,
                ]
            )
            try transaction.decide("created", "campaign “\(definition.name)”", at: at)
            return id
        }
    }

    /// Starts, pauses, resumes or cancels a campaign.
    public func change(campaign name: String, _ change: CampaignChange, at: Timestamp) async throws(StorageError) {
        try await write { transaction in
            guard let row = try transaction.first("SELECT id, state FROM campaign WHERE name = ?", [name]) else {
                throw StorageError.notFound("campaign “\(name)”")
            }
            let id: Int64 = row["id"]
            switch (CampaignState(rawValue: row["state"]), change) {
            case (.ready, .start): try transaction.startCampaign(id, at: at)
            case (.running, .pause): try transaction.pauseCampaign(id, at: at)
            case (.paused, .resume): try transaction.resumeCampaign(id, at: at)
            case (.ready, .cancel), (.running, .cancel), (.paused, .cancel):
                try transaction.cancelCampaign(id, at: at)
            default:
                let state: String = row["state"]
                throw StorageError.conflict("campaign “\(name)” is \(state): it cannot be told to \(change.rawValue)")
            }
            try transaction.decide(change.rawValue, "campaign “\(name)”", at: at)
        }
    }
}

extension Transaction {
    func definition(of campaign: Int64, decoding known: String? = nil) throws -> CampaignDefinition {
        try context.definitions.definition(of: campaign) {
            let text = try known ?? text("SELECT definition FROM campaign WHERE id = ?", [campaign])
            guard let text else { throw StorageError.notFound("campaign \(campaign)") }
            return try JSONDecoder().decode(CampaignDefinition.self, from: Data(text.utf8))
        }
    }

    func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Enrolls the audience as it is now. Who may not be written to is excluded, with the reason.
    fileprivate func startCampaign(_ id: Int64, at: Timestamp) throws {
        guard let row = try first("SELECT audience FROM campaign WHERE id = ?", [id]) else { return }
        let contacts: [Row]
        switch try audience(row) {
        case .everyone:
            contacts = try all("SELECT id, number FROM contact WHERE erased_at IS NULL ORDER BY id")
        case .importBatch(let batch):
            contacts = try all(
                """
                SELECT contact.id, contact.number FROM import_row JOIN contact ON contact.id = import_row.contact_id
                WHERE import_row.import_id = ? AND contact.erased_at IS NULL ORDER BY import_row.line
                """,
                [batch]
            )
        }
        try run(
            "UPDATE campaign SET state = 'running', started_at = ?, hold_until = 0, hold_reason = NULL WHERE id = ?",
            [at.milliseconds, id]
        )
        for contact in contacts {
            let (contactID, number): (Int64, String) = (contact["id"], contact["number"])
            let reason: String? =
                if let suppressed = try suppressionReason(of: number) {
                    suppressed
                } else {
                    try consentLack(ofContact: contactID, number: number, at: at)
                }
            try run(
                """
                INSERT INTO enrollment (campaign_id, contact_id, number, state, ended_at, reason)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
                [
                    id, contactID, number, reason == nil ? "pending" : "excluded",
                    reason == nil ? nil : at.milliseconds, reason,
                ]
            )
            guard database.changesCount > 0 else { continue }
            let enrollment = database.lastInsertedRowID
            if let reason {
                try decide("excluded", reason, enrollment: enrollment, number: number, at: at)
            } else {
                try happened(.started, to: enrollment, why: "", at: at)
            }
        }
        try completeCampaignIfDone(id, at: at)
    }

    private func audience(_ campaign: Row) throws -> Audience {
        try JSONDecoder().decode(Audience.self, from: Data((campaign["audience"] as String).utf8))
    }

    /// Whom a campaign is for, and who of them is left out, as the start would judge it now or has judged it.
    func audienceCounts(
        _ campaign: Row,
        at: Timestamp
    ) throws -> (people: Int, withoutConsent: Int, suppressed: Int) {
        let sql: String
        let arguments: StatementArguments
        let lacks = "reason LIKE '\(Self.noConsentPrefix)%'"
        if (campaign["started_at"] as Int64?) != nil {
            arguments = [campaign["id"] as Int64]
            sql = """
                SELECT COUNT(*) AS people,
                    COALESCE(SUM(state = 'excluded' AND \(lacks)), 0) AS without,
                    COALESCE(SUM(state = 'excluded' AND NOT \(lacks)), 0) AS suppressed
                FROM enrollment WHERE campaign_id = ?
                """
        } else {
            let contacts: String
            switch try audience(campaign) {
            case .everyone: (contacts, arguments) = ("", [at.milliseconds])
            case .importBatch(let batch):
                contacts = "AND id IN (SELECT contact_id FROM import_row WHERE import_id = ?2)"
                arguments = [at.milliseconds, batch]
            }
            sql = """
                SELECT COUNT(*) AS people, COALESCE(SUM(NOT suppressed AND NOT consented), 0) AS without,
                    COALESCE(SUM(suppressed), 0) AS suppressed
                FROM (
                    SELECT \(Self.consentCounts(at: "?1")) AS consented,
                        EXISTS (
                            SELECT 1 FROM suppression
                            WHERE suppression.number = contact.number AND suppression.lifted_at IS NULL
                        ) AS suppressed
                    FROM contact WHERE erased_at IS NULL \(contacts)
                )
                """
        }
        guard let counts = try first(sql, arguments) else { return (0, 0, 0) }
        return (counts["people"], counts["without"], counts["suppressed"])
    }

    fileprivate func pauseCampaign(_ id: Int64, at: Timestamp) throws {
        try run("UPDATE campaign SET state = 'paused' WHERE id = ?", [id])
        try run("UPDATE enrollment SET state = 'held' WHERE campaign_id = ? AND state = 'active'", [id])
        let claimed = try all("SELECT id FROM message WHERE campaign_id = ? AND state = 'claimed'", [id])
        for row in claimed {
            try run(
                "UPDATE message SET state = 'queued', claim = claim + 1 WHERE id = ?",
                [row["id"] as Int64]
            )
            try decide("released", "the campaign was paused", message: row["id"], at: at)
        }
    }

    fileprivate func resumeCampaign(_ id: Int64, at: Timestamp) throws {
        try run(
            "UPDATE campaign SET state = 'running', hold_until = 0, hold_reason = NULL WHERE id = ?",
            [id]
        )
        try run("UPDATE enrollment SET state = 'active' WHERE campaign_id = ? AND state = 'held'", [id])
        try completeCampaignIfDone(id, at: at)
    }

    fileprivate func cancelCampaign(_ id: Int64, at: Timestamp) throws {
        try run("UPDATE campaign SET state = 'cancelled', ended_at = ? WHERE id = ?", [at.milliseconds, id])
        let open = try all(
            "SELECT id FROM enrollment WHERE campaign_id = ? AND state IN ('pending', 'active', 'held')",
            [id]
        )
        for row in open {
            try happened(.cancelled, to: row["id"], why: "the campaign was cancelled", at: at)
        }
    }

    /// A campaign is completed when no enrollment can send anything any more; this is looked up, never counted down.
    func completeCampaignIfDone(_ id: Int64, at: Timestamp) throws {
        let isOpen = try exists(
            "SELECT 1 FROM enrollment WHERE campaign_id = ? AND state IN ('pending', 'active', 'held') LIMIT 1",
            [id]
        )
        guard !isOpen else { return }
        let changed = try run(
            "UPDATE campaign SET state = 'completed', ended_at = ? WHERE id = ? AND state = 'running'",
            [at.milliseconds, id]
        )
        if changed > 0 { try decide("completed", "campaign \(id): every contact is through", at: at) }
    }
}
