public import Campaigns
import Foundation
import GRDB

extension Store {
    /// Every version of a campaign, oldest first.
    public func versions(of name: String) async throws(StorageError) -> [CampaignVersionView] {
        try await read { transaction in try transaction.versions(of: name) }
    }

    /// What a version says; the one that counts where none is named.
    public func definition(
        of name: String,
        version: Int? = nil
    ) async throws(StorageError) -> (version: Int, definition: CampaignDefinition) {
        try await read { transaction in
            guard let row = try transaction.first("SELECT id, version FROM campaign WHERE name = ?", [name]) else {
                throw StorageError.notFound("campaign “\(name)”")
            }
            let number = version ?? row["version"]
            return (number, try transaction.definition(version: number, of: row["id"], named: name))
        }
    }
}

extension Transaction {
    fileprivate func versions(of name: String) throws -> [CampaignVersionView] {
        guard let campaign = try first("SELECT id, version FROM campaign WHERE name = ?", [name]) else {
            throw StorageError.notFound("campaign “\(name)”")
        }
        let waiting = try waitingVersion(of: campaign["id"])
        var views: [CampaignVersionView] = []
        var before: CampaignDefinition?
        let rows = try all(
            "SELECT * FROM campaign_version WHERE campaign_id = ? ORDER BY number LIMIT 1000",
            [campaign["id"] as Int64]
        )
        for row in rows {
            let definition = try definition(row["definition"])
            guard let hash = ContentHash(hex: row["hash"]) else { continue }
            views.append(
                CampaignVersionView(
                    number: row["number"],
                    hash: hash,
                    madeBy: row["made_by"],
                    createdAt: Timestamp(milliseconds: row["created_at"]),
                    effectiveAt: row.moment("effective_at"),
                    isCurrent: row["number"] == campaign["version"] as Int64,
                    isWaiting: row["number"] == waiting,
                    differences: before.map { CampaignDifference.between($0, definition) } ?? [],
                    campaign: CampaignFile(definition)
                )
            )
            before = definition
        }
        return views
    }

    func definition(version: Int, of campaign: Int64, named name: String) throws -> CampaignDefinition {
        let text = try text(
            "SELECT definition FROM campaign_version WHERE campaign_id = ? AND number = ?",
            [campaign, version]
        )
        guard let text else { throw StorageError.notFound("version \(version) of campaign “\(name)”") }
        return try definition(text)
    }

    private func definition(_ text: String) throws -> CampaignDefinition {
        try JSONDecoder().decode(CampaignDefinition.self, from: Data(text.utf8))
    }

    /// The newest version, where it does not count yet.
    func waitingVersion(of campaign: Int64) throws -> Int64? {
        try number(
            """
            SELECT MAX(number) FROM campaign_version WHERE campaign_id = ?1
                AND number > (SELECT version FROM campaign WHERE id = ?1) AND withdrawn_at IS NULL
            """,
            [campaign]
        )
    }
}
