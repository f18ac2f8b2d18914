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

/// A number that must not be written to.
public struct SuppressionView: Hashable, Sendable, Codable {
    public var number: String
    /// A ``SuppressionReason``.
    public var reason: String
    public var note: String?
    public var at: Timestamp
    public var liftedAt: Timestamp?
    /// Which consent allowed to lift it.
    public var liftedNote: String?

    public init(
        number: String,
        reason: String,
        note: String?,
        at: Timestamp,
        liftedAt: Timestamp?,
        liftedNote: String?
    ) {
        self.number = number
        self.reason = reason
        self.note = note
        self.at = at
        self.liftedAt = liftedAt
        self.liftedNote = liftedNote
    }
}

/// What became of an import, row by row where a row did not go in.
public struct ImportView: Hashable, Sendable, Codable {
    public var id: Int64
    public var rows: Int
    public var added: Int
    public var updated: Int
    public var withoutConsent: Int
    public var rejected: [RejectedRow]

    public struct RejectedRow: Hashable, Sendable, Codable {
        /// The line of the file, from 1, on which the row starts.
        public var line: Int
        public var column: String?
        public var reason: String

        public init(line: Int, column: String?, reason: String) {
            self.line = line
            self.column = column
            self.reason = reason
        }
    }

    public init(id: Int64, rows: Int, added: Int, updated: Int, withoutConsent: Int, rejected: [RejectedRow]) {
        self.id = id
        self.rows = rows
        self.added = added
        self.updated = updated
        self.withoutConsent = withoutConsent
        self.rejected = rejected
    }
}
