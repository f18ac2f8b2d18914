public import Campaigns

/// All messages with one number.
public struct ConversationView: Hashable, Sendable, Codable {
    public var id: Int64
    public var number: String
    public var name: String?
    /// A ``ConversationOwner``.
    public var owner: String
    /// The person that has it, where the owner is human.
    public var holder: String?
    /// A ``MuteCause``, where the owner is muted.
    public var muteCause: String?
    public var mutedUntil: Timestamp?
    public var agent: String?
    public var campaign: String?
    /// The route that the person knows.
    public var route: String?
    public var lastText: String?
    public var lastInboundAt: Timestamp?
    /// Why it has its owner, where that needs a word.
    public var reason: String?
    /// What waits for a person, or is with one.
    public var escalation: EscalationView?
    /// The agent's answer that waits for approval.
    public var draft: DraftView?
    /// Grows with what makes an answer stale.
    public var version: Int64

    /// Whether somebody has to look now.
    public var needsPerson: Bool { draft != nil || (escalation.map { $0.claimedAt == nil } ?? false) }

    public init(
        id: Int64,
        number: String,
        name: String? = nil,
        owner: String,
        holder: String? = nil,
        muteCause: String? = nil,
        mutedUntil: Timestamp? = nil,
        agent: String? = nil,
        campaign: String? = nil,
        route: String? = nil,
        lastText: String? = nil,
        lastInboundAt: Timestamp? = nil,
        reason: String? = nil,
        escalation: EscalationView? = nil,
        draft: DraftView? = nil,
        version: Int64 = 0
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.owner = owner
        self.holder = holder
        self.muteCause = muteCause
        self.mutedUntil = mutedUntil
        self.agent = agent
        self.campaign = campaign
        self.route = route
        self.lastText = lastText
        self.lastInboundAt = lastInboundAt
        self.reason = reason
        self.escalation = escalation
        self.draft = draft
        self.version = version
    }
}

/// A conversation with its messages, oldest first, and how it went from owner to owner.
public struct ConversationStory: Hashable, Sendable, Codable {
    public var conversation: ConversationView
    public var messages: [MessageView]
    public var changes: [OwnerChangeView]
    public var escalations: [EscalationView]
    public var drafts: [DraftView]

    public init(
        conversation: ConversationView,
        messages: [MessageView],
        changes: [OwnerChangeView] = [],
        escalations: [EscalationView] = [],
        drafts: [DraftView] = []
    ) {
        self.conversation = conversation
        self.messages = messages
        self.changes = changes
        self.escalations = escalations
        self.drafts = drafts
    }
}
