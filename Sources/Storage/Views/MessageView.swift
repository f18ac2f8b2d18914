public import Campaigns

/// One message as clients see it.
public struct MessageView: Hashable, Sendable, Codable {
    public var id: Int64
    /// `out` or `in`.
    public var direction: String
    /// The other side's number in E.164, or an alphanumeric sender as it came.
    public var number: String
    public var text: String
    /// A ``MessageState``, or `received` for an inbound message.
    public var state: String
    /// Who caused it: a ``MessageOrigin``, or `person` or `network` for an inbound message.
    public var origin: String
    /// What a single message is in the eyes of the law, where its sender said it.
    public var category: String?
    /// Name of the campaign, where there is one, and the step, counted from 1.
    public var campaign: String?
    public var step: Int?
    /// The version of the campaign by which the text was written.
    public var campaignVersion: Int?
    /// The variant of the step's text, as in `A`; nil where it has one text for all.
    public var variant: String?
    /// Name of the route that sent or received it.
    public var route: String?
    /// `gsm7`, `ucs2` or `8bit`.
    public var encoding: String
    public var segments: [SegmentView]
    /// Handed over in part or whole before a reply was known.
    public var raced: Bool
    /// Why it is in its state, for people.
    public var reason: String?
    public var idempotencyKey: String?
    public var createdAt: Timestamp
    /// Not before this time will a route take it.
    public var dueAt: Timestamp?
    public var deadline: Timestamp?
    public var sentAt: Timestamp?
    public var finalAt: Timestamp?

    public init(
        id: Int64,
        direction: String,
        number: String,
        text: String,
        state: String,
        origin: String,
        category: String? = nil,
        campaign: String? = nil,
        step: Int? = nil,
        campaignVersion: Int? = nil,
        variant: String? = nil,
        route: String? = nil,
        encoding: String = "gsm7",
        segments: [SegmentView] = [],
        raced: Bool = false,
        reason: String? = nil,
        idempotencyKey: String? = nil,
        createdAt: Timestamp,
        dueAt: Timestamp? = nil,
        deadline: Timestamp? = nil,
        sentAt: Timestamp? = nil,
        finalAt: Timestamp? = nil
    ) {
        self.id = id
        self.direction = direction
        self.number = number
        self.text = text
        self.state = state
        self.origin = origin
        self.category = category
        self.campaign = campaign
        self.step = step
        self.campaignVersion = campaignVersion
        self.variant = variant
        self.route = route
        self.encoding = encoding
        self.segments = segments
        self.raced = raced
        self.reason = reason
        self.idempotencyKey = idempotencyKey
        self.createdAt = createdAt
        self.dueAt = dueAt
        self.deadline = deadline
        self.sentAt = sentAt
        self.finalAt = finalAt
    }
}

/// One TPDU of a message.
public struct SegmentView: Hashable, Sendable, Codable {
    /// From 1.
    public var sequence: Int
    /// `pending`, `submitting`, `accepted`, `refused`, `uncertain` or `cancelled`.
    public var state: String
    public var route: String?
    /// TP-MR as the modem gave it, or the provider's id.
    public var reference: String?
    public var handedOverAt: Timestamp?
    public var answeredAt: Timestamp?
    /// What the status report said, for people.
    public var report: String?

    public init(
        sequence: Int,
        state: String,
        route: String?,
        reference: String?,
        handedOverAt: Timestamp?,
        answeredAt: Timestamp?,
        report: String?
    ) {
        self.sequence = sequence
        self.state = state
        self.route = route
        self.reference = reference
        self.handedOverAt = handedOverAt
        self.answeredAt = answeredAt
        self.report = report
    }
}

/// One decision on a message's way, append-only.
public struct DecisionView: Hashable, Sendable, Codable {
    /// Grows with each decision; where several stories are told together it tells their order.
    public var id: Int64?
    public var at: Timestamp
    /// Such as `queued`, `held`, `claimed`, `handedOver`, `accepted`, `refused`, `halted`, `suppressed`.
    public var kind: String
    /// For people: why, by which route, until when.
    public var detail: String

    public init(id: Int64? = nil, at: Timestamp, kind: String, detail: String) {
        self.id = id
        self.at = at
        self.kind = kind
        self.detail = detail
    }
}

/// A message with every decision on its way, in order.
public struct MessageStory: Hashable, Sendable, Codable {
    public var message: MessageView
    public var decisions: [DecisionView]

    public init(message: MessageView, decisions: [DecisionView]) {
        self.message = message
        self.decisions = decisions
    }
}
