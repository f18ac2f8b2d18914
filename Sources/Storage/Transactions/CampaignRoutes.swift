import Campaigns
import GRDB

extension Schema {
    static let campaignRoutes = """
        -- Names of the lines and providers by which a campaign may go, of the version that counts: what a claim asks. A
        -- name counts for whatever line is called so at that time.
        CREATE TABLE campaign_route (
            campaign_id INTEGER NOT NULL REFERENCES campaign(id),
            name TEXT NOT NULL,
            PRIMARY KEY (campaign_id, name)
        ) WITHOUT ROWID;
        -- it has some
        ALTER TABLE campaign ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0;
        """

    static let campaignShares = """
        -- A campaign's fair share of the lines. Each message moves its campaign on by its segments over the campaign's weight
        -- (in 1/2520); the one that is least far is next. Where its last message began, and where it ended.
        ALTER TABLE campaign ADD COLUMN weight INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE campaign ADD COLUMN share_start INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE campaign ADD COLUMN share_end INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX campaign_share ON campaign(share_start);
        """

}

/// By which lines and providers campaigns go.
extension Transaction {
    /// The SQL of whether a row of `campaign` names the route of that id: two seeks.
    static func namesRoute(_ route: String) -> String {
        """
        EXISTS (SELECT 1 FROM route JOIN campaign_route ON campaign_route.name = route.name
            WHERE route.id = \(route) AND campaign_route.campaign_id = campaign.id)
        """
    }

    /// Writes down by which routes a campaign goes from now on, and with which weight: what a claim asks.
    func keepTerms(of campaign: Int64) throws {
        let definition = try definition(of: campaign)
        let routes = definition.routes
        try run("DELETE FROM campaign_route WHERE campaign_id = ?", [campaign])
        for name in routes {
            try run("INSERT INTO campaign_route (campaign_id, name) VALUES (?, ?)", [campaign, name])
        }
        try run(
            "UPDATE campaign SET restricted = ?, weight = ? WHERE id = ?",
            [!routes.isEmpty, definition.weight, campaign]
        )
    }

    /// Moves a campaign on by a message. One that sent nothing for a while begins where the others are: it has saved nothing up.
    func countShare(of campaign: Int64, segments: Int, at: Timestamp) throws {
        try run(
            """
            UPDATE campaign SET served_at = ?1, hold_until = 0, hold_reason = NULL,
                share_start = MAX(share_end, (SELECT MAX(share_start) FROM campaign)),
                share_end = MAX(share_end, (SELECT MAX(share_start) FROM campaign)) + ?2 * 2520 / weight
            WHERE id = ?3
            """,
            [at.milliseconds, segments, campaign]
        )
    }

    /// Whether a campaign may go by a route.
    func goes(_ campaign: Int64, by route: RouteID) throws -> Bool {
        try context.planted.contains(.route)
            || exists(
                "SELECT 1 FROM campaign WHERE id = ?1 AND (NOT restricted OR \(Self.namesRoute("?2")))",
                [campaign, route]
            )
    }

    /// The routes by which a message of this campaign, or of none, may go, in the order in which they became known.
    func routes(of campaign: Int64?) throws -> [(id: RouteID, isProvider: Bool)] {
        let routes = try all("SELECT id, kind = 'provider' FROM route ORDER BY id").map { row in
            (id: row[0] as RouteID, isProvider: row[1] as Bool)
        }
        guard let campaign else { return routes }
        return try routes.filter { try goes(campaign, by: $0.id) }
    }

    /// Whether a provider, which otherwise takes what lines gave up, takes all of a campaign that names it: the campaign
    /// names no line, or none that was there not long ago.
    func standsIn(_ terms: RouteTerms, for campaign: Int64) throws -> Bool {
        let lines = try all(
            """
            SELECT name FROM campaign_route WHERE campaign_id = ?
                AND NOT EXISTS (SELECT 1 FROM route WHERE route.name = campaign_route.name AND kind = 'provider')
            """,
            [campaign]
        )
        .map { $0[0] as String }
        guard !lines.isEmpty else { return true }
        guard let ahead = terms.linesAhead else { return false }
        return !lines.contains { ahead.contains($0) }
    }
}
