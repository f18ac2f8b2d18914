import Campaigns

/// The payload of `message.received`.
struct ReceivedEvent: Encodable {
    var id: Int64
    var from: String
    var text: String
    var route: String
    var receivedAt: Timestamp
    var kind: String
    var complete: Bool

    enum CodingKeys: String, CodingKey {
        case id, from, text, route, kind, complete
        case receivedAt = "received_at"
    }
}

/// The payload of `message.sent`, `message.delivered`, `message.uncertain` and `message.failed`.
struct MessageEvent: Encodable {
    var id: Int64
    var to: String
    var state: MessageState
    var reason: String?
    var origin: String
    var segments: Int
    var route: String?
    var campaign: String?
    /// From 1.
    var step: Int?
    var idempotencyKey: String?
    var at: Timestamp

    enum CodingKeys: String, CodingKey {
        case id, to, state, reason, origin, segments, route, campaign, step, at
        case idempotencyKey = "idempotency_key"
    }
}

/// The payload of `call.missed`.
struct CallEvent: Encodable {
    var id: Int64
    var from: String?
    var route: String
    var at: Timestamp
}

/// The payload of `campaign.…`.
struct CampaignEvent: Encodable {
    var campaign: String
    /// Why it is paused.
    var kind: PauseReason.Kind?
    var reason: String?
    /// Who did it; nil where nobody was named, or it came about.
    var by: String?
    var at: Timestamp
}

/// The payload of `enrollment.replied`.
struct RepliedEvent: Encodable {
    var campaign: String
    var number: String
    /// How many messages of the campaign had left.
    var sent: Int
    var at: Timestamp
}

/// The payload of `goal.recorded`.
struct GoalEvent: Encodable {
    var id: Int64
    var number: String
    var name: String
    var value: Amount?
    var campaign: String?
    var source: String
    /// Whether it ended the contact's way through the campaign.
    var ended: Bool
    var at: Timestamp
}

/// The payload of `contact.opted_out` and `contact.opted_in`.
struct WishEvent: Encodable {
    var number: String
    /// Of an opt-out.
    var reason: SuppressionReason?
    var note: String?
    var at: Timestamp
}

/// The payload of `agent.error`.
struct AgentErrorEvent: Encodable {
    var agent: String
    var conversation: Int64
    var number: String
    /// What was out of order, as in `webhook: example.org answered HTTP 500`.
    var errors: [String]
    /// What became of the turn all the same.
    var outcome: String
    var at: Timestamp
}
