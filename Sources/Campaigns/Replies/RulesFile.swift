/// The rules of an agent as their file says them, before they are checked. Decodes from YAML or JSON.
public struct RulesFile: Hashable, Sendable, Codable {
    public struct Rule: Hashable, Sendable, Codable {
        /// Shown where the rule's answers are explained.
        public var name: String?
        /// Words or phrases of which one occurs in the text.
        public var when: TextList?
        /// A regular expression that matches somewhere in the text; case does not matter.
        public var matches: String?
        /// The rule counts at these hours only.
        public var hours: TextList?
        public var days: TextList?
        public var reply: String?
        public var escalate: Bool?
        public var close: Bool?
        /// The goal that a text which fits reaches.
        public var goal: String?
        /// What that is worth.
        public var goalValue: Amount?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case name, when, matches, hours, days, reply, escalate, close, goal, goalValue = "goal_value"
        }

        public init(name: String? = nil, matches: String? = nil, reply: String? = nil, escalate: Bool? = nil) {
            self.name = name
            self.matches = matches
            self.reply = reply
            self.escalate = escalate
        }
    }

    public struct Otherwise: Hashable, Sendable, Codable {
        public var reply: String?
        public var escalate: Bool?

        public init(reply: String? = nil, escalate: Bool? = nil) {
            self.reply = reply
            self.escalate = escalate
        }
    }

    /// The time zone of `hours` and `days`.
    public var zone: String?
    public var rules: [Rule]?
    /// When no rule fits: escalate, unless it says otherwise.
    public var otherwise: Otherwise?

    public init(rules: [Rule]) {
        self.rules = rules
    }

    public enum Level: String, Sendable, CaseIterable {
        case top, rule, otherwise
    }

    /// The keys that may stand there.
    public static func knownKeys(at level: Level) -> [String] {
        switch level {
        case .top: ["zone", "rules", "otherwise"]
        case .rule: Rule.CodingKeys.allCases.map(\.rawValue)
        case .otherwise: ["reply", "escalate"]
        }
    }

    /// A problem for each key that is not known there; `path` as in `rules[1]`.
    public static func unknownKeys(_ keys: [String], at level: Level, path: String = "") -> [CampaignProblem] {
        let known = knownKeys(at: level)
        return keys.filter { !known.contains($0) }.map { key in
            let hint =
                KeySuggestion.nearest(to: key, among: known).map { ": did you mean '\($0)'?" }
                ?? ": expected one of \(known.joined(separator: ", "))"
            return CampaignProblem(key: path.isEmpty ? key : path + "." + key, reason: "there is no such key" + hint)
        }
    }
}
