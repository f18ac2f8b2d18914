/// What a webhook or a model answered, before anybody looked at whether it may.
///
/// Decodes from JSON with the keys `conversation_version`, `confidence`, `replies`, `actions`, `sources`. Keys that are not
/// known are left out of account.
public struct AgentAnswer: Hashable, Sendable, Codable {
    public struct Reply: Hashable, Sendable, Codable {
        public var text: String
        /// A recipient that the answer names. There is only one to whom it may go.
        public var to: String?
        /// How long it waits before it leaves, in milliseconds; see ``ReplyTime``.
        public var delay: Double?

        enum CodingKeys: String, CodingKey {
            case text, to, delay = "delay_ms"
        }

        public init(_ text: String, to: String? = nil, delay: Double? = nil) {
            self.text = text
            self.to = to
            self.delay = delay
        }
    }

    public struct Action: Hashable, Sendable, Codable {
        /// One of ``AgentAction``, or something that we do not know.
        public var type: String
        public var reason: String?
        public var note: String?
        public var key: String?
        /// A text, or a number.
        public var value: JSONText?
        public var name: String?
        /// Of a `schedule_reply`: what is to be said, when (RFC 3339), and to whom.
        public var text: String?
        public var at: String?
        public var to: String?

        public init(
            _ type: String,
            reason: String? = nil,
            key: String? = nil,
            value: String? = nil,
            name: String? = nil,
            text: String? = nil,
            at: String? = nil,
            to: String? = nil
        ) {
            self.type = type
            self.reason = reason
            self.key = key
            self.value = value.map(JSONText.init)
            self.name = name
            self.text = text
            self.at = at
            self.to = to
        }
    }

    public var conversationVersion: Int64?
    /// 0 to 1; `nil` where the agent says nothing about it.
    public var confidence: Double?
    public var replies: [Reply]
    public var actions: [Action]
    /// What the answer rests on, such as `prices.md#2`.
    public var sources: [String]

    /// Most replies and actions of one answer.
    public static let most = 10

    enum CodingKeys: String, CodingKey {
        case conversationVersion = "conversation_version", confidence, replies, actions, sources
    }

    public init(
        replies: [Reply] = [],
        actions: [Action] = [],
        confidence: Double? = nil,
        conversationVersion: Int64? = nil,
        sources: [String] = []
    ) {
        self.replies = replies
        self.actions = actions
        self.confidence = confidence
        self.conversationVersion = conversationVersion
        self.sources = sources
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        conversationVersion = try values.decodeIfPresent(Int64.self, forKey: .conversationVersion)
        confidence = try values.decodeIfPresent(Double.self, forKey: .confidence)
        replies = try values.decodeIfPresent([Reply].self, forKey: .replies) ?? []
        actions = try values.decodeIfPresent([Action].self, forKey: .actions) ?? []
        sources = try values.decodeIfPresent([String].self, forKey: .sources) ?? []
        guard replies.count <= Self.most, actions.count <= Self.most, sources.count <= 100 else {
            throw DecodingError.dataCorruptedError(
                forKey: .replies,
                in: values,
                debugDescription: "more than \(Self.most) replies or actions"
            )
        }
    }

    /// How long the one message waits: as long as the most patient of the replies, within bounds; `nil`: not at all.
    public var delay: Duration? {
        let longest = replies.compactMap(\.delay).filter(\.isFinite).max() ?? 0
        guard longest >= 1 else { return nil }
        return min(.milliseconds(Int64(min(longest, 1e9))), ReplyTime.longestDelay)
    }

    /// Why it is no answer at all, so that the next one is asked; `nil` where it is one.
    public var problem: String? {
        // Whoever wants no more messages gets none, whatever else is wrong.
        if actions.contains(where: { $0.type == AgentAction.optOut.rawValue }) { return nil }
        if let confidence, !(0...1).contains(confidence) {
            return "its confidence is \(confidence), which has to be 0 to 1"
        }
        // No reply at all is silence that is meant.
        if !replies.isEmpty, text.isEmpty, actions.isEmpty { return "its reply is empty" }
        return nil
    }

    /// All texts as the one message that they are sent as.
    public var text: String {
        replies.map { $0.text.trimmingWhitespace() }.filter { !$0.isEmpty }.joined(separator: "\n")
    }
}

/// A value that JSON has as a text, a number or a truth value.
public struct JSONText: Hashable, Sendable, Codable {
    public var text: String

    public init(_ text: String) {
        self.text = text
    }

    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) {
            self.text = text
        } else if let flag = try? value.decode(Bool.self) {
            text = flag ? "true" : "false"
        } else {
            let number = try value.decode(Double.self)
            text = number == number.rounded() && number.magnitude < 1e15 ? String(Int64(number)) : String(number)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        try value.encode(text)
    }
}
