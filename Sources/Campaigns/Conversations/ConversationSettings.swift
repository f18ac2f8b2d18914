/// How conversations are led, beside what agents say.
public struct ConversationSettings: Hashable, Sendable {
    /// Which agents something holds for, such as that their answers wait until a person approves them.
    public enum Approval: Hashable, Sendable {
        case nobody, everybody
        case agents([String])

        /// Whether it holds for that agent.
        public func holds(_ agent: String) -> Bool {
            switch self {
            case .nobody: false
            case .everybody: true
            case .agents(let names): names.contains(agent)
            }
        }
    }

    /// What is done where no person took a conversation within the service time.
    public enum Fallback: Hashable, Sendable {
        /// The agent goes on.
        case agent
        /// This text is sent, once, and the conversation goes on to wait.
        case text(String)
    }

    public var guards = GuardSettings()
    /// An answer of an agent that could not leave within so long does not leave any more, and a person has to look.
    public var answerWithin: Duration = .seconds(3600)
    /// For so long after a person's own message an agent's answer may leave at any hour; later it keeps to the window of
    /// the campaign.
    public var exemptAfterReply: Duration = .seconds(900)
    /// An answer that meets a closed window is dropped when it is older, and a person has to look.
    public var lateAnswer: Duration = .seconds(600)
    public var approval = Approval.nobody
    /// Whose agents write drafts while a person has the conversation.
    public var draftsForPeople = Approval.nobody
    /// Within which a person is to take what waits for one; `nil`: it waits as long as it takes.
    public var serviceTime: Duration?
    public var fallback = Fallback.agent
    /// After how long without a word an agent's conversation is closed; `nil`: never.
    public var closeAfter: Duration? = .seconds(3 * 86_400)
    /// After how long without a word a person's conversation goes back to the agent; `nil`: never.
    public var handBackAfter: Duration?
    /// Who answers from their own phones.
    public var staff: [StaffPhone] = []

    public init() {}
}
