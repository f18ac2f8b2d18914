public import Campaigns

/// All messages with one number.
public struct ConversationView: Hashable, Sendable, Codable {
    public var id: Int64
    public var number: String
    public var name: String?
    /// A ``ConversationOwner``.
    public var owner: String
    public var agent: String?
    public var campaign: String?
    /// The route that the person knows.
    public var route: String?
    public var lastText: String?
    public var lastInboundAt: Timestamp?
    /// Why it waits for a human, where it does.
    public var reason: String?

    public init(
        id: Int64,
        number: String,
        name: String?,
        owner: String,
        agent: String?,
        campaign: String?,
        route: String?,
        lastText: String?,
        lastInboundAt: Timestamp?,
        reason: String?
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.owner = owner
        self.agent = agent
        self.campaign = campaign
        self.route = route
        self.lastText = lastText
        self.lastInboundAt = lastInboundAt
        self.reason = reason
    }
}

/// A conversation with its messages, oldest first.
public struct ConversationStory: Hashable, Sendable, Codable {
    public var conversation: ConversationView
    public var messages: [MessageView]

    public init(conversation: ConversationView, messages: [MessageView]) {
        self.conversation = conversation
        self.messages = messages
    }
}
