import Campaigns
import GRDB

/// Carries a pause, a resumption or a cancellation to the enrollments of a campaign, in rounds. What is sent does not
/// wait for it: the campaign's state is judged with every message.
extension Transaction {
    private static let sweepingRound = 500

    /// Does one round. Answers whether there is more to do.
    func sweepCampaigns(at: Timestamp) throws -> Bool {
        guard
            let row = try first(
                "SELECT id, state, swept_after FROM campaign WHERE swept_after IS NOT NULL ORDER BY id LIMIT 1"
            ), let state = CampaignState(rawValue: row["state"])
        else { return false }
        let (campaign, place): (Int64, Int64) = (row["id"], row["swept_after"])
        let last: Int64? =
            switch state {
            case .paused: try hold(campaign, from: "active", to: "held", after: place)
            case .running: try hold(campaign, from: "held", to: "active", after: place)
            case .cancelled: try endAll(of: campaign, at: at)
            case .draft, .ready: try forget(enrollmentsOf: campaign, at: at)
            case .completed: nil
            }
        try run("UPDATE campaign SET swept_after = ? WHERE id = ?", [last, campaign])
        return try exists("SELECT 1 FROM campaign WHERE swept_after IS NOT NULL")
    }

    /// Answers the last enrollment of the round; `nil` where there are no more.
    private func hold(_ campaign: Int64, from: String, to: String, after place: Int64) throws -> Int64? {
        let open = try all(
            """
            SELECT id, state FROM enrollment WHERE campaign_id = ? AND state IN ('pending', 'active', 'held') AND id > ?
            ORDER BY id LIMIT ?
            """,
            [campaign, place, Self.sweepingRound]
        )
        for row in open where row["state"] == from {
            try run("UPDATE enrollment SET state = ? WHERE id = ?", [to, row["id"] as Int64])
        }
        return open.count < Self.sweepingRound ? nil : open.last?["id"]
    }

    private func endAll(of campaign: Int64, at: Timestamp) throws -> Int64? {
        let open = try all(
            """
            SELECT id FROM enrollment WHERE campaign_id = ? AND state IN ('pending', 'active', 'held') ORDER BY id LIMIT ?
            """,
            [campaign, Self.sweepingRound]
        )
        for row in open { try happened(.cancelled, to: row["id"], why: "the campaign was cancelled", at: at) }
        return open.count < Self.sweepingRound ? nil : 0
    }

    /// Of a start that was taken back: nothing was queued. What was decided about them stays.
    private func forget(enrollmentsOf campaign: Int64, at: Timestamp) throws -> Int64? {
        let some = try all(
            "SELECT id, number FROM enrollment WHERE campaign_id = ? ORDER BY id LIMIT ?",
            [campaign, Self.sweepingRound]
        )
        for row in some {
            let id: Int64 = row["id"]
            try run("UPDATE decision SET enrollment_id = NULL WHERE enrollment_id = ?", [id])
            try run("UPDATE goal SET enrollment_id = NULL WHERE enrollment_id = ?", [id])
            try run("DELETE FROM halt WHERE enrollment_id = ?", [id])
            try run("DELETE FROM enrollment_fields WHERE enrollment_id = ?", [id])
            try run("DELETE FROM enrollment WHERE id = ?", [id])
            try startWaiting(for: row["number"], at: at)
        }
        return some.count < Self.sweepingRound ? nil : 0
    }
}
