/// What happened to a conversation.
public enum ConversationEvent: Hashable, Sendable {
    /// A person wrote something that is to be answered.
    case wrote
    /// Somebody or something wants a person to look.
    case escalated
    /// A person takes it.
    case claimed
    /// A person wrote to the other side.
    case answeredByHuman
    /// A person gives it back to the agent.
    case handedBack
    /// Nobody took it within the service time, and the agent is to go on.
    case serviceTimeEnded
    /// A guard stops the agent for a while.
    case guardTripped
    /// The while is over.
    case muteEnded
    case optedOut
    case optedIn
    /// Nothing was written for so long that it is over.
    case idled
    /// The person that has it wrote nothing for so long that the agent goes on.
    case humanIdled
    /// The agent or a person ends it.
    case closed
}

/// What an event does to a conversation.
public enum ConversationStep: Hashable, Sendable {
    /// It stays as it is.
    case stays
    /// Another owner has it from now on.
    case passes(to: ConversationOwner)
    /// It cannot be done, for the reason given, for people.
    case refused(String)
}
