public import Campaigns
import GRDB

extension Store {
    /// What a monitor counts. It looks at very many rows, so it keeps nobody waiting.
    public func campaignCounts() async throws(StorageError) -> CampaignCounts {
        try await study { transaction in try transaction.campaignCounts() }
    }
}

extension Transaction {
    fileprivate func campaignCounts() throws -> CampaignCounts {
        var counts = CampaignCounts()
        let started = try all(
            "SELECT id, name, state FROM campaign WHERE started_at IS NOT NULL ORDER BY id DESC LIMIT ?",
            [CampaignCounts.most]
        )
        for row in started {
            let id: Int64 = row["id"]
            var campaign = CampaignCounts.Campaign(name: row["name"], state: row["state"])
            campaign.enrollments = try byState("enrollment", of: id)
            campaign.messages = try byState("message", of: id)
            campaign.segments = Int(try lastEntry(of: .campaign(id))?.ordinal ?? 0)
            let back = try first(
                """
                SELECT COUNT(*) FILTER (WHERE meaning = 'reply') AS replies,
                    COUNT(*) FILTER (WHERE meaning = 'optOut') AS opt_outs
                FROM campaign_reply WHERE campaign_id = ?
                """,
                [id]
            )
            if let back { (campaign.replies, campaign.optOuts) = (back["replies"], back["opt_outs"]) }
            counts.campaigns.append(campaign)
        }
        counts.halts = try halts()
        return counts
    }

    private func byState(_ table: String, of campaign: Int64) throws -> [String: Int] {
        let rows = try all(
            "SELECT state, COUNT(*) AS count FROM \(table) WHERE campaign_id = ? GROUP BY state",
            [campaign]
        )
        return Dictionary(rows.map { ($0["state"], $0["count"]) }) { $0 + $1 }
    }

    private func halts() throws -> CampaignCounts.Halts {
        let bounds = CampaignCounts.haltBounds
        let columns = bounds.map { "COUNT(*) FILTER (WHERE ms <= \($0))" }.joined(separator: ", ")
        let row = try first(
            """
            SELECT COUNT(*), COALESCE(SUM(ms), 0), \(columns) FROM (
                SELECT halt_commit.at - halt.seen_at AS ms
                FROM halt JOIN halt_commit ON halt_commit.part_id = halt.part_id
            )
            """
        )
        var halts = CampaignCounts.Halts()
        guard let row else { return halts }
        halts.count = row[0]
        halts.totalMs = row[1]
        halts.upTo = bounds.enumerated().map { ($0.element, row[2 + $0.offset]) }
        return halts
    }
}
