public import Campaigns
import Foundation
import GRDB

/// What came of an edit.
public struct CampaignEdited: Hashable, Sendable, Codable {
    /// From 1.
    public var version: Int
    /// Whether it counts already; an edit of a started campaign waits for its preflight.
    public var isEffective: Bool
    /// Against the version that counted until now.
    public var differences: [CampaignDifference]
    /// Steps, from the first, that have been sent to somebody and are frozen.
    public var sentSteps: Int
    /// A version that waited for its preflight and is taken back: the campaign goes on as it is.
    public var withdrawn: Int?
}

extension Store {
    /// Keeps a new version of a campaign. Before the start it counts at once and asks for a new preflight; afterwards it
    /// waits for that. Back to what counts takes a version back that waits. With `isTrial` nothing is changed.
    public func edit(
        campaign name: String,
        to definition: CampaignDefinition,
        isTrial: Bool = false,
        by: String? = nil,
        at: Timestamp
    ) async throws(StorageError) -> CampaignEdited {
        try await write { transaction in try transaction.edit(name, to: definition, isTrial, by: by, at: at) }
    }

    /// Lets a version count that waits for it: from now on it is what is sent and judged by.
    public func apply(version: Int, of name: String, at: Timestamp) async throws(StorageError) {
        try await write { transaction in
            guard let row = try transaction.first("SELECT id, version FROM campaign WHERE name = ?", [name]) else {
                throw StorageError.notFound("campaign “\(name)”")
            }
            guard version > row["version"] else {
                throw StorageError.conflict("version \(version) of campaign “\(name)” does not wait for anything")
            }
            try transaction.apply(version, of: row["id"], at: at)
        }
    }
}

extension Transaction {
    fileprivate func edit(
        _ name: String,
        to definition: CampaignDefinition,
        _ isTrial: Bool,
        by: String?,
        at: Timestamp
    ) throws -> CampaignEdited {
        guard
            let row = try first(
                "SELECT id, state, version, definition, sent_steps FROM campaign WHERE name = ?",
                [name]
            ),
            let state = CampaignState(rawValue: row["state"])
        else { throw StorageError.notFound("campaign “\(name)”") }
        guard state != .completed, state != .cancelled else {
            throw StorageError.conflict("campaign “\(name)” is \(state.rawValue): it is not edited any more")
        }
        let id: Int64 = row["id"]
        let isStarted = state == .running || state == .paused
        let old = try self.definition(of: id, known: (row["version"], row["definition"]))
        let sentSteps: Int = row["sent_steps"]
        let edit = CampaignEdit(from: old, to: definition, isStarted: isStarted, sentSteps: sentSteps)
        guard edit.problems.isEmpty else {
            throw StorageError.conflict(CampaignProblems(edit.problems).description)
        }
        guard old != definition else {
            guard let waiting = try waitingVersion(of: id) else {
                throw StorageError.conflict("nothing changes: it is what version \(row["version"] as Int) says")
            }
            if !isTrial { try withdraw(Int(waiting), of: id, by: by, at: at) }
            return CampaignEdited(
                version: row["version"],
                isEffective: true,
                differences: [],
                sentSteps: sentSteps,
                withdrawn: Int(waiting)
            )
        }
        let last = try number("SELECT MAX(number) FROM campaign_version WHERE campaign_id = ?", [id]) ?? 0
        let version = Int(last) + 1
        guard !isTrial else {
            return CampaignEdited(
                version: version,
                isEffective: !isStarted,
                differences: edit.differences,
                sentSteps: sentSteps
            )
        }
        try addVersion(version, of: id, text: try json(definition), by: by, at: at)
        let keys = edit.differences.map(\.key).joined(separator: ", ")
        try note(
            .editCampaign,
            by: by,
            campaign: id,
            before: try versionText(row["version"], of: id),
            after: try versionText(version, of: id) + ": \(keys)",
            at: at
        )
        try decide("edited", "version \(version) of campaign “\(name)”: \(keys)", campaign: id, at: at)
        if !isStarted {
            try apply(version, of: id, at: at)
            // What was attested was another version.
            try run("UPDATE campaign SET state = 'draft' WHERE id = ? AND state = 'ready'", [id])
        }
        return CampaignEdited(
            version: version,
            isEffective: !isStarted,
            differences: edit.differences,
            sentSteps: sentSteps
        )
    }

    /// Takes back what waits for its preflight, and what waited before it.
    private func withdraw(_ version: Int, of campaign: Int64, by: String?, at: Timestamp) throws {
        try run(
            """
            UPDATE campaign_version SET withdrawn_at = ?2 WHERE campaign_id = ?1 AND withdrawn_at IS NULL
                AND number > (SELECT version FROM campaign WHERE id = ?1)
            """,
            [campaign, at.milliseconds]
        )
        try note(
            .editCampaign,
            by: by,
            campaign: campaign,
            before: try versionText(version, of: campaign),
            after: "withdrawn",
            at: at
        )
        try decide("withdrawn", "version \(version), which waited for its preflight", campaign: campaign, at: at)
    }

    func addVersion(_ version: Int, of campaign: Int64, text: String, by: String?, at: Timestamp) throws {
        try run(
            """
            INSERT INTO campaign_version (campaign_id, number, hash, definition, made_by, created_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [campaign, version, ContentHash(of: text).hex, text, by, at.milliseconds]
        )
    }

    func makeEffective(_ version: Int, of campaign: Int64, at: Timestamp) throws {
        try run(
            "UPDATE campaign_version SET effective_at = ? WHERE campaign_id = ? AND number = ?",
            [at.milliseconds, campaign, version]
        )
    }

    /// Makes a version the one that counts. What waits in the queue is written anew by it, in rounds of the planner; a
    /// line that comes first has its message written anew as it claims it.
    func apply(_ version: Int, of campaign: Int64, at: Timestamp) throws {
        try makeEffective(version, of: campaign, at: at)
        try run(
            """
            UPDATE campaign SET version = ?2, hold_until = 0, hold_reason = NULL, definition =
                (SELECT definition FROM campaign_version WHERE campaign_id = ?1 AND number = ?2)
            WHERE id = ?1
            """,
            [campaign, version]
        )
        try keepTerms(of: campaign)
        guard try exists("SELECT 1 FROM campaign WHERE id = ? AND started_at IS NOT NULL", [campaign]) else { return }
        try run("UPDATE campaign SET refreshed_message = 0, refreshed_enrollment = 0 WHERE id = ?", [campaign])
        let claimed = try all("SELECT id FROM message WHERE campaign_id = ? AND state = 'claimed'", [campaign])
        for row in claimed {
            try run("UPDATE message SET state = 'queued', claim = claim + 1 WHERE id = ?", [row["id"] as Int64])
            try decide("released", "the campaign was edited: version \(version)", message: row["id"], at: at)
        }
        if try definition(of: campaign).audience == .frozen {
            try dropIntakes(of: campaign)
            try completeCampaignIfDone(campaign, at: at)
        }
        try decide("applied", "version \(version) counts from now on", campaign: campaign, at: at)
        _ = try refreshCampaigns(at: at)
    }

    func version(of campaign: Int64) throws -> Int {
        Int(try number("SELECT version FROM campaign WHERE id = ?", [campaign]) ?? 1)
    }

    /// Notes that something of a message's step has been handed over: from now on that step is frozen.
    func noteStepSent(by message: Int64, of campaign: Int64) throws {
        try run(
            """
            UPDATE campaign SET sent_steps = (SELECT step + 1 FROM message WHERE id = ?2)
            WHERE id = ?1 AND sent_steps < (SELECT step + 1 FROM message WHERE id = ?2)
            """,
            [campaign, message]
        )
    }
}
