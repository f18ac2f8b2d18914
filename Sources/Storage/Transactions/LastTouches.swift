import Campaigns
import GRDB

extension Transaction {
    /// The message to which a reply is credited: the last one of a campaign that left for the number, and not too long ago.
    /// One by the route that was answered on comes before all others, and one without an answer yet after them.
    func lastTouch(
        of number: PhoneNumber,
        on route: RouteID,
        at: Timestamp
    ) throws -> (message: Int64, campaign: Int64)? {
        try first(
            """
            SELECT message.id, message.campaign_id, MAX(segment.handed_over_at) AS at
            FROM message JOIN segment ON segment.message_id = message.id
            WHERE message.number = ? AND message.campaign_id IS NOT NULL AND segment.handed_over_at >= ?
                AND segment.state IN ('submitting', 'accepted', 'uncertain')
            GROUP BY message.id
            ORDER BY message.route_id = ? DESC, MIN(segment.state = 'submitting'), at DESC, message.id DESC LIMIT 1
            """,
            [number.e164, (at - context.settings.attribution).milliseconds, route]
        )
        .map { ($0[0], $0[1]) }
    }
}
