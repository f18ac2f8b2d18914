import Campaigns
import GRDB

extension Transaction {
    /// Tells what became of a message. Tests of our own lines are nobody's business.
    func tell(_ state: MessageState, of message: Int64, reason: String?, at: Timestamp) throws {
        guard let type = EventType(of: state), context.settings.events.contains(type),
            let row = try first(
                """
                SELECT message.number, message.origin, message.segments, message.step, message.idempotency_key,
                    route.name AS route, campaign.name AS campaign
                FROM message LEFT JOIN route ON route.id = message.route_id
                    LEFT JOIN campaign ON campaign.id = message.campaign_id
                WHERE message.id = ? AND message.origin != 'test'
                """,
                [message]
            )
        else { return }
        try record(type, at: at) {
            MessageEvent(
                id: message,
                to: row["number"],
                state: state,
                reason: reason,
                origin: row["origin"],
                segments: row["segments"],
                route: row["route"],
                campaign: row["campaign"],
                step: (row["step"] as Int?).map { $0 + 1 },
                idempotencyKey: row["idempotency_key"],
                at: at
            )
        }
    }

    /// Tells of a campaign that it begins, rests, goes on or ends.
    func tell(
        _ type: EventType,
        ofCampaign id: Int64,
        _ pause: PauseReason? = nil,
        by: String? = nil,
        at: Timestamp
    ) throws {
        try record(type, at: at) {
            CampaignEvent(
                campaign: try text("SELECT name FROM campaign WHERE id = ?", [id]) ?? "",
                kind: pause?.kind,
                reason: pause?.text,
                by: by,
                at: at
            )
        }
    }
}
