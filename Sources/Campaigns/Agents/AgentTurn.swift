/// What an agent sees of a conversation when it is its turn.
public struct AgentTurn: Hashable, Sendable {
    /// A message of the conversation so far.
    public struct Message: Hashable, Sendable, Codable {
        public enum Direction: String, Hashable, Sendable, Codable {
            case incoming = "in"
            case outgoing = "out"
        }

        public var direction: Direction
        public var text: String
        /// Who wrote an outgoing one: `campaign`, `agent`, `human`, `api`, `system`.
        public var origin: String?
        public var at: Timestamp

        public init(_ direction: Direction, _ text: String, origin: String? = nil, at: Timestamp) {
            self.direction = direction
            self.text = text
            self.origin = origin
            self.at = at
        }
    }

    /// An agent sees so many earlier messages at most.
    public static let longestHistory = 20

    /// Stays the same when the same turn is given again.
    public var id: String
    public var conversation: Int64
    /// The conversation's version; an answer to an older version is dropped.
    public var version: Int64
    public var number: PhoneNumber
    /// The texts since our last message to this number, joined by line feeds, oldest first.
    public var text: String
    /// The contact's fields, `name` among them.
    public var fields: [String: String]
    public var campaign: String?
    public var at: Timestamp
    /// What was written before ``text``, oldest first.
    public var history: [Message]
    /// What is known beside: consents, language, what is left of the budgets.
    public var context: TurnContext
    /// Nobody is waiting: it is a rehearsal.
    public var isTest: Bool
    /// Of which it is a part, so that what comes up on one turn holds for the next; `nil` in earnest.
    public var rehearsal: Rehearsal?
    /// Where those that are asked leave what else came up.
    public var notes = AgentNotes()

    public init(
        id: String? = nil,
        conversation: Int64,
        version: Int64,
        number: PhoneNumber,
        text: String,
        fields: [String: String],
        campaign: String?,
        at: Timestamp,
        history: [Message] = [],
        context: TurnContext = TurnContext(),
        isTest: Bool = false
    ) {
        self.id = id ?? "trn_\(conversation)_\(version)_\(at.milliseconds)"
        self.conversation = conversation
        self.version = version
        self.number = number
        self.text = text
        self.fields = fields
        self.campaign = campaign
        self.at = at
        self.history = Array(history.suffix(Self.longestHistory))
        self.context = context
        self.isTest = isTest
        rehearsal = isTest ? Rehearsal() : nil
    }

    /// What the campaign wrote last.
    public var lastCampaignText: String? {
        history.last { $0.direction == .outgoing && $0.origin == "campaign" }?.text
    }
}
