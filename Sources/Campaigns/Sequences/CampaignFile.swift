/// A campaign as its file says it, before it is checked. Decodes from YAML or JSON.
public struct CampaignFile: Hashable, Sendable, Codable {
    public struct Step: Hashable, Sendable, Codable {
        public var delay: String?
        /// A date in place of a delay.
        public var at: String?
        public var text: String?
        /// In place of one text.
        public var variants: [Variant]?
        public var window: Window?
        /// Whether it waits for the report that the message before it was delivered.
        public var requireDelivered: Bool?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case delay, at, text, variants, window, requireDelivered = "require_delivered"
        }
    }

    public struct Variant: Hashable, Sendable, Codable {
        public var text: String?
        public var weight: Int?
    }

    /// Either `days` and `hours`, or a list of them under `open`.
    public struct Window: Hashable, Sendable, Codable {
        public var days: TextList?
        public var hours: TextList?
        public var open: [Span]?
        /// The name of a time zone, or `recipient`.
        public var zone: String?
        /// For recipients whose zone is not known.
        public var fallbackZone: String?
        /// Days on which nothing is sent.
        public var except: TextList?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case days, hours, open, zone, fallbackZone = "fallback_zone", except
        }
    }

    public struct Span: Hashable, Sendable, Codable {
        public var days: TextList?
        public var hours: TextList?
    }

    public struct Limits: Hashable, Sendable, Codable {
        public var perMinute: Int?
        public var perHour: Int?
        public var perDay: Int?
        public var total: Int?
        /// In money, as a text or a number.
        public var budget: Amount?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case perMinute = "per_minute", perHour = "per_hour", perDay = "per_day", total, budget
        }
    }

    /// Thresholds as in `5 % of 100`, or `off`.
    public struct Breakers: Hashable, Sendable, Codable {
        public var failures: String?
        public var optOuts: String?
        public var blocks: String?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case failures, optOuts = "opt_outs", blocks
        }
    }

    public struct Ends: Hashable, Sendable, Codable {
        /// May be written out; only true is allowed.
        public var onReply: Bool?
        public var onOptOut: Bool?
        public var onFailure: Bool?
        /// The last day on which it sends.
        public var after: String?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case onReply = "on_reply", onOptOut = "on_opt_out", onFailure = "on_failure", after
        }
    }

    /// What counts as success.
    public struct Goal: Hashable, Sendable, Codable {
        /// `reply`, `opt_in`, or the name of a goal.
        public var name: String?
        /// What a success is worth that says nothing of its own.
        public var value: Amount?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case name, value
        }
    }

    public init() {}

    public var name: String?
    public var category: String?
    /// A word that consents name.
    public var purpose: String?
    /// `sms`, the only one so far.
    public var channel: String?
    public var agent: String?
    /// A contact list that belongs to it, relative to the file.
    public var contacts: String?
    public var window: Window?
    /// Names of lines and providers.
    public var routes: TextList?
    /// 1 to 10.
    public var weight: Int?
    public var limits: Limits?
    /// The name of a policy, or `none`.
    public var policy: String?
    public var breakers: Breakers?
    public var ends: Ends?
    public var goal: Goal?
    /// How many get nothing, as in `10 %`.
    public var holdout: String?
    public var defaults: [String: String]?
    /// `block`, `end` or `skip`.
    public var missing: String?
    /// Added where a message has to say how to opt out and does not.
    public var optOutText: String?
    /// `any` or `gsm`.
    public var alphabet: String?
    public var onLate: String?
    public var lateAfter: String?
    public var validity: String?
    public var contactPolicy: String?
    /// `frozen` or `live`.
    public var audience: String?
    /// What an automatic reply does: `halt` or `resume`.
    public var onAutomatic: String?
    /// Whether an agent may let it go on for somebody who wrote back.
    public var agentMayResume: Bool?
    public var steps: [Step]?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case name, category, purpose, channel, agent, contacts, window, routes, weight, limits, policy, breakers, ends
        case goal, holdout, defaults, missing, optOutText = "opt_out_text", alphabet
        case onLate = "on_late", lateAfter = "late_after", validity, contactPolicy = "contact_policy"
        case audience, onAutomatic = "on_automatic", agentMayResume = "agent_may_resume", steps
    }
}

extension CampaignFile {
    /// A place in the file, for which ``knownKeys(at:)`` says the keys.
    public enum Level: String, Sendable, CaseIterable {
        case top, step, window, span, limits, breakers, ends, goal, variant
    }

    /// The keys that may stand there.
    public static func knownKeys(at level: Level) -> [String] {
        switch level {
        case .top: CodingKeys.allCases.map(\.rawValue)
        case .step: Step.CodingKeys.allCases.map(\.rawValue)
        case .window: Window.CodingKeys.allCases.map(\.rawValue)
        case .span: ["days", "hours"]
        case .variant: ["text", "weight"]
        case .limits: Limits.CodingKeys.allCases.map(\.rawValue)
        case .breakers: Breakers.CodingKeys.allCases.map(\.rawValue)
        case .ends: Ends.CodingKeys.allCases.map(\.rawValue)
        case .goal: Goal.CodingKeys.allCases.map(\.rawValue)
        }
    }

    /// What stands below a key, where that is a mapping or a list of mappings of its own; nil for values.
    public static func level(below key: String, at level: Level) -> Level? {
        switch (level, key) {
        case (.top, "window"), (.step, "window"): .window
        case (.window, "open"): .span
        case (.top, "limits"): .limits
        case (.top, "breakers"): .breakers
        case (.top, "ends"): .ends
        case (.top, "goal"): .goal
        case (.top, "steps"): .step
        case (.step, "variants"): .variant
        default: nil
        }
    }

    /// A problem for each key that is not known, with the known one that was probably meant. `path` is where the keys
    /// stand, as in `steps[1]`; empty at the top.
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
