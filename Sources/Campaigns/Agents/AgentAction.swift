/// What an agent may ask for beside an answer. Never another recipient, and never the end of an opt-out.
public enum AgentAction: String, Hashable, Sendable, Codable, CaseIterable {
    /// A text for the person who wrote.
    case reply
    /// A text for them at a time to come.
    case scheduleReply = "schedule_reply"
    /// A person has to look.
    case escalate
    /// The person wants no more messages. Always honoured.
    case optOut = "opt_out"
    /// A field of the contact gets a value.
    case setField = "set_field"
    /// A goal of the campaign is reached.
    case goal
    /// The conversation ends.
    case close
    /// Nothing at all.
    case none

    /// What an agent may do that was not told otherwise.
    public static let standard = allCases
}
