/// Conversations that an agent has to hold well, as their file says them, before they are checked. Decodes from YAML or
/// JSON.
public struct ScenarioFile: Hashable, Sendable, Codable {
    public struct Conversation: Hashable, Sendable, Codable {
        public var name: String?
        /// Who writes: the fields of the contact, `name` among them.
        public var contact: [String: String]?
        /// When it begins, by the clock of the agent's zone: `2026-12-01 10:00`. For rules with hours.
        public var at: String?
        /// What a campaign wrote before.
        public var sent: String?
        public var turns: [Turn]?
        /// How often a machine sends back what it gets, after the turns.
        public var echoes: Int?
        /// Of the agent, in the whole conversation.
        public var mostReplies: Int?
        /// The agent's webhook and model are out of order.
        public var withoutServices: Bool?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case name, contact, at, sent, turns, echoes, mostReplies = "most_replies"
            case withoutServices = "without_services"
        }

        public init(name: String? = nil, contact: [String: String]? = nil, at: String? = nil, turns: [Turn]? = nil) {
            self.name = name
            self.contact = contact
            self.at = at
            self.turns = turns
        }
    }

    public struct Turn: Hashable, Sendable, Codable {
        /// What the person writes.
        public var `in`: String?
        public var expect: Expectation?

        public init(in text: String? = nil, expect: Expectation? = nil) {
            self.in = text
            self.expect = expect
        }
    }

    public struct Expectation: Hashable, Sendable, Codable {
        /// A regular expression that matches somewhere in the answer.
        public var replyMatches: String?
        /// One that does not.
        public var notMatches: String?
        /// All of these happen.
        public var actions: TextList?
        /// None of these happens.
        public var notActions: TextList?
        public var maxSegments: Int?
        /// The goal that is reached.
        public var goal: String?
        /// The labels that the contact gets, one or several.
        public var tag: TextList?
        /// The fields of the contact that get values.
        public var setField: [String: String]?
        /// The language of the answer, as in ISO 639-1.
        public var language: String?
        /// How long the agent may think, in milliseconds.
        public var withinMs: Int?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case replyMatches = "reply_matches", notMatches = "not_matches", actions, notActions = "not_actions"
            case maxSegments = "max_segments", goal, tag, setField = "set_field", language, withinMs = "within_ms"
        }

        public init(
            replyMatches: String? = nil,
            notMatches: String? = nil,
            actions: TextList? = nil,
            notActions: TextList? = nil,
            maxSegments: Int? = nil,
            goal: String? = nil
        ) {
            self.replyMatches = replyMatches
            self.notMatches = notMatches
            self.actions = actions
            self.notActions = notActions
            self.maxSegments = maxSegments
            self.goal = goal
        }
    }

    public var scenarios: [Conversation]?

    public init(scenarios: [Conversation]? = nil) {
        self.scenarios = scenarios
    }

    /// A place in the file, for which ``knownKeys(at:)`` says the keys.
    public enum Level: String, Sendable, CaseIterable {
        case top, scenario, turn, expectation
    }

    public static func knownKeys(at level: Level) -> [String] {
        switch level {
        case .top: ["scenarios"]
        case .scenario: Conversation.CodingKeys.allCases.map(\.rawValue)
        case .turn: ["in", "expect"]
        case .expectation: Expectation.CodingKeys.allCases.map(\.rawValue)
        }
    }
}
