public import Campaigns
import GRDB

/// The next page of contacts that a campaign with a live audience has to take in.
public struct Intake: Hashable, Sendable {
    public var subject: PreflightSubject
    public var importBatch: Int64
    /// The last line that was looked at.
    public var after: Int64
    /// Who answers for whoever is imported later.
    public var attestedBy: String
    /// Who imported them, where that is known.
    public var importedBy: String?
}

extension Store {
    /// What campaigns that run have to take in next: the oldest import first.
    public func nextIntake() async throws(StorageError) -> Intake? {
        try await read { transaction in try transaction.nextIntake() }
    }

    /// Takes a page of contacts in, each judged as at the start, and goes on behind line `next`; `nil` ends the intake. A
    /// conflict says that something changed since the page was looked at: look again.
    public func take(
        _ rows: [AddedRow],
        of intake: Intake,
        next: Int64?,
        at: Timestamp
    ) async throws(StorageError) -> [AdditionVerdict] {
        try await write(.bulk) { transaction in try transaction.take(rows, of: intake, next: next, at: at) }
    }
}

extension Transaction {
    /// An import ends: campaigns that are started, whose audience is live and has it, take its contacts in. The audience
    /// of one import has the later ones of the same name.
    func plan(intakesOf batch: Int64) throws {
        guard let name = try text("SELECT name FROM import WHERE id = ?", [batch]) else { return }
        for campaign in try all("SELECT id, audience FROM campaign WHERE state IN ('running', 'paused') ORDER BY id") {
            let id: Int64 = campaign["id"]
            guard try definition(of: id).audience == .live else { continue }
            switch try audience(campaign) {
            case .everyone: break
            case .importBatch(let first):
                let isSame = try text("SELECT name FROM import WHERE id = ?", [first]) == name
                guard first == batch || isSame else { continue }
            case .numbers: continue
            }
            try run(
                "INSERT INTO campaign_intake (campaign_id, import_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                [id, batch]
            )
        }
    }

    /// Nothing is taken in any more.
    func dropIntakes(of campaign: Int64) throws {
        try run("DELETE FROM campaign_intake WHERE campaign_id = ?", [campaign])
    }

    /// Whether a campaign waits for whoever is imported.
    func takesMore(_ campaign: Int64, at: Timestamp) throws -> Bool {
        let definition = try definition(of: campaign)
        guard definition.audience == .live else { return false }
        return lastDayEnds(definition).map { at < $0 } ?? true
    }

    /// Completes campaigns whose audience is live, once their last day is over. Answers when the next one's is.
    func endLiveAudiences(at: Timestamp) throws -> Timestamp? {
        let live = try all(
            """
            SELECT id FROM campaign WHERE state = 'running' AND json_extract(definition, '$.audience') = 'live'
            ORDER BY id
            """
        )
        var next: Timestamp?
        for row in live {
            guard let end = lastDayEnds(try definition(of: row["id"])) else { continue }
            if at >= end {
                try completeCampaignIfDone(row["id"], at: at)
            } else {
                next = min(next ?? end, end)
            }
        }
        return next
    }

    private func lastDayEnds(_ definition: CampaignDefinition) -> Timestamp? {
        definition.end(zone: (try? context.zones.rules(definition.window.zoneName(recipient: nil))) ?? .utc)
    }

    fileprivate func nextIntake() throws -> Intake? {
        let row = try first(
            """
            SELECT campaign.name, import_id, after, import.made_by,
                (SELECT attested_by FROM preflight
                    WHERE preflight.campaign_id = campaign.id AND preflight.version = campaign.version
                        AND token IS NOT NULL ORDER BY preflight.id DESC LIMIT 1) AS attested_by
            FROM campaign_intake JOIN campaign ON campaign.id = campaign_intake.campaign_id
                JOIN import ON import.id = import_id
            WHERE state = 'running' AND enrolled_after IS NULL AND attested_by IS NOT NULL
            ORDER BY import_id, campaign.id LIMIT 1
            """
        )
        guard let row else { return nil }
        return Intake(
            subject: try additionSubject(row["name"], source: .importBatch(row["import_id"])),
            importBatch: row["import_id"],
            after: row["after"],
            attestedBy: row["attested_by"],
            importedBy: row["made_by"]
        )
    }

    fileprivate func take(
        _ rows: [AddedRow],
        of intake: Intake,
        next: Int64?,
        at: Timestamp
    ) throws -> [AdditionVerdict] {
        let (campaign, batch) = (intake.subject.id, intake.importBatch)
        let isDue = try exists(
            """
            SELECT 1 FROM campaign_intake JOIN campaign ON campaign.id = campaign_id
            WHERE campaign_id = ? AND import_id = ? AND after = ? AND state = 'running' AND version = ?
            """,
            [campaign, batch, intake.after, intake.subject.version]
        )
        let members = try members(rows, of: intake.subject)
        // Who was changed is looked at again; who is gone is left.
        guard isDue, members.allSatisfy({ row, member in member.map { $0.hashed == row.seen } ?? true }) else {
            throw StorageError.conflict("the campaign or its contacts changed meanwhile")
        }
        var verdicts: [AdditionVerdict] = []
        let definition = try definition(of: campaign)
        // A list that brings nobody new leaves no trace.
        let isNews = try members.contains { row, member in
            try judge(row, member, addedTo: campaign, definition, at: at).verdict.outcome != .alreadyIn
        }
        if isNews {
            verdicts = try add(
                rows,
                to: intake.subject,
                attestedBy: intake.attestedBy,
                by: intake.importedBy,
                isLive: true,
                at: at
            )
        }
        if let next {
            try run(
                "UPDATE campaign_intake SET after = ? WHERE campaign_id = ? AND import_id = ?",
                [next, campaign, batch]
            )
        } else {
            try run("DELETE FROM campaign_intake WHERE campaign_id = ? AND import_id = ?", [campaign, batch])
        }
        return verdicts
    }
}
