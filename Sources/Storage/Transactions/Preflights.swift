public import Campaigns
import Foundation
import GRDB

extension Store {
    /// Keeps a preflight. One that is attested makes a campaign ready to be started, or lets the edit count that waited
    /// for it. A campaign that was edited meanwhile is a conflict.
    public func keep(_ report: PreflightReport, of subject: PreflightSubject, at: Timestamp) async throws(StorageError)
    {
        try await write { transaction in try transaction.keep(report, of: subject, at: at) }
    }

    /// The last preflight of a campaign that somebody attested, of the version that counts.
    public func attestedPreflight(of campaign: String) async throws(StorageError) -> AttestedPreflight? {
        try await read { transaction in
            let row = try transaction.first(
                """
                SELECT preflight.* FROM preflight JOIN campaign ON campaign.id = preflight.campaign_id
                WHERE campaign.name = ? AND preflight.version = campaign.version AND token IS NOT NULL
                ORDER BY preflight.id DESC LIMIT 1
                """,
                [campaign]
            )
            guard let row, let token = ContentHash(hex: row["token"]) else { return nil }
            return AttestedPreflight(
                id: row["id"],
                version: row["version"],
                at: Timestamp(milliseconds: row["at"]),
                basis: try JSONDecoder().decode(PreflightBasis.self, from: Data((row["basis"] as String).utf8)),
                by: row["attested_by"] ?? "",
                token: token
            )
        }
    }

    /// The last preflight of a campaign, attested or not, without anybody's number or words.
    public func lastPreflight(of campaign: String) async throws(StorageError) -> PreflightReport? {
        try await read { transaction in
            guard let id = try transaction.number("SELECT id FROM campaign WHERE name = ?", [campaign]) else {
                throw StorageError.notFound("campaign “\(campaign)”")
            }
            let text = try transaction.text(
                "SELECT report FROM preflight WHERE campaign_id = ? ORDER BY id DESC LIMIT 1",
                [id]
            )
            return try text.map { try JSONDecoder().decode(PreflightReport.self, from: Data($0.utf8)) }
        }
    }

    /// Segments that a route handed over lately, by how many minutes ago; and its first hand-over ever.
    public func recentHandOvers(
        of route: RouteID,
        within seconds: Int64,
        at: Timestamp
    ) async throws(StorageError) -> (byMinutesAgo: [Int: Int], first: Timestamp?) {
        try await read { transaction in
            // What is longer ago than a day counts by the hour: nobody needs it to the minute.
            let rows = try transaction.all(
                """
                SELECT CASE WHEN ?1 - at < 86400000 THEN (?1 - at) / 60000 ELSE (?1 - at) / 3600000 * 60 END AS age,
                    COUNT(*) AS count
                FROM handover WHERE route_id = ?2 AND at > ?3 AND at <= ?1 GROUP BY age
                """,
                [at.milliseconds, route, at.milliseconds - seconds * 1000]
            )
            let first = try transaction.moment("SELECT MIN(at) FROM handover WHERE route_id = ?", [route])
            return (Dictionary(rows.map { ($0["age"], $0["count"]) }) { $0 + $1 }, first)
        }
    }

    /// Different people to whom a route wrote lately, by how many minutes ago that was the last time.
    public func recentRecipients(
        of route: RouteID,
        within seconds: Int64,
        at: Timestamp
    ) async throws(StorageError) -> [Int: Int] {
        try await read { transaction in
            let rows = try transaction.all(
                """
                WITH known AS (
                    SELECT MAX(at) AS at FROM handover WHERE route_id = ?2 AND at > ?3 AND at <= ?1 GROUP BY number
                )
                SELECT (?1 - at) / 3600000 * 60 AS age, COUNT(*) AS count FROM known GROUP BY age
                """,
                [at.milliseconds, route, at.milliseconds - seconds * 1000]
            )
            return Dictionary(rows.map { ($0["age"], $0["count"]) }) { $0 + $1 }
        }
    }
}

extension Transaction {
    /// Preflights that nobody attested are for looking at: of each campaign so many are kept.
    private static let mostUnattested = 10

    fileprivate func keep(_ report: PreflightReport, of subject: PreflightSubject, at: Timestamp) throws {
        let row = try first("SELECT state, version FROM campaign WHERE id = ?", [subject.id])
        let newest = try number(
            "SELECT MAX(number) FROM campaign_version WHERE campaign_id = ? AND withdrawn_at IS NULL",
            [subject.id]
        )
        guard let row, newest.map({ Int($0) }) == subject.version,
            CampaignState(rawValue: row["state"])?.isEditable == true
        else {
            throw StorageError.conflict("campaign “\(report.campaign)” changed during its preflight: run it again")
        }
        try run(
            """
            INSERT INTO preflight (campaign_id, version, at, passes, basis, report, attested_by, token)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                subject.id, subject.version, at.milliseconds, report.passes, try json(report.basis),
                try json(report.withoutPeople), report.attestation?.by, report.token?.hex,
            ]
        )
        try run(
            """
            DELETE FROM preflight WHERE campaign_id = ?1 AND token IS NULL AND id NOT IN
                (SELECT id FROM preflight WHERE campaign_id = ?1 AND token IS NULL ORDER BY id DESC LIMIT ?2)
            """,
            [subject.id, Self.mostUnattested]
        )
        guard let attestation = report.attestation, let token = report.token else { return }
        let what =
            "version \(subject.version) of campaign “\(report.campaign)”, by \(attestation.by), token \(token.short)"
        try decide("attested", what, campaign: subject.id, at: at)
        try note(
            .attestPreflight,
            by: attestation.by,
            campaign: subject.id,
            after: try versionText(subject.version, of: subject.id) + ", token \(token.short)",
            at: at
        )
        if subject.version > row["version"] as Int {
            try apply(subject.version, of: subject.id, at: at)
        } else if row["state"] == CampaignState.draft.rawValue {
            try run("UPDATE campaign SET state = 'ready' WHERE id = ?", [subject.id])
        }
    }
}

extension CampaignState {
    /// Whether it may still be edited, and so looked at before.
    var isEditable: Bool {
        switch self {
        case .draft, .ready, .running, .paused: true
        case .completed, .cancelled: false
        }
    }
}
