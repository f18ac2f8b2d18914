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
    /// The campaign that the person's reply ended goes on, where its file says that agents may do that.
    case resumeSequence = "resume_sequence"
    /// Every campaign that is on its way to them stops.
    case stopSequence = "stop_sequence"
    /// The contact gets a label.
    case tag

    /// What an agent may do only where its permits name it.
    public static let extra: [AgentAction] = [.resumeSequence, .stopSequence, .tag]
    /// What an agent may do that was not told otherwise.
    public static let standard = allCases.filter { !extra.contains($0) }
}
