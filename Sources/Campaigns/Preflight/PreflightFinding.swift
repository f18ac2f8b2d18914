/// One thing that a preflight looked at: how it stands, the figure, what that means, and what to do.
public struct PreflightFinding: Hashable, Sendable, Codable {
    public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
        case ok, warning
        /// The campaign cannot be started.
        case fault
    }

    public var check: PreflightCheck
    public var verdict: Verdict
    /// What was counted or found, in a few words.
    public var figure: String
    /// What it means for this campaign; empty where the figure says it all.
    public var meaning: String
    /// What to do about it; nil where nothing has to be done.
    public var remedy: String?

    public init(
        _ check: PreflightCheck,
        _ verdict: Verdict,
        figure: String,
        meaning: String = "",
        remedy: String? = nil
    ) {
        self.check = check
        self.verdict = verdict
        self.figure = figure
        self.meaning = meaning
        self.remedy = remedy
    }
}

/// What a preflight looks at, in the order in which it is told.
public enum PreflightCheck: String, Hashable, Sendable, Codable, CaseIterable {
    case audience, consent, numbers, zones, overlap
    case channel, fields, texts, encoding, links, optOutText, sender
    case agent, dates, delivery, lines, limits, finish, cost, policy

    /// For people.
    public var title: String {
        switch self {
        case .audience: "audience"
        case .consent: "consent"
        case .numbers: "numbers"
        case .zones: "time zones"
        case .overlap: "other campaigns"
        case .channel: "channel"
        case .fields: "fields"
        case .texts: "texts"
        case .encoding: "encoding"
        case .links: "links"
        case .optOutText: "opt-out text"
        case .sender: "sender"
        case .agent: "agent"
        case .dates: "dates"
        case .delivery: "delivery"
        case .lines: "lines"
        case .limits: "limits"
        case .finish: "finish"
        case .cost: "cost"
        case .policy: "policy"
        }
    }
}
