/// What an agent wants done about an inbound message.
public enum AgentDecision: Hashable, Sendable {
    case reply(String, why: String)
    /// Hand the conversation to a person, after an answer that says so where there is one.
    case escalate(reason: String, reply: String?)
    /// End the conversation, after a last answer where there is one.
    case close(reply: String?, why: String)
    /// Nothing at all.
    case silent(why: String)

    /// The text to send, where there is one.
    public var reply: String? {
        switch self {
        case .reply(let text, _): text
        case .escalate(_, let text), .close(let text, _): text
        case .silent: nil
        }
    }
}
