/// Why nobody answers a muted conversation.
public enum MuteCause: String, Sendable, Codable, CaseIterable {
    /// The person opted out. START ends it, and nothing else.
    case optOut
    /// A guard found the agent talking to a machine, or too much. It ends by itself, or when a person looks.
    case loop
    /// The other side is a name or a short code.
    case service
}
