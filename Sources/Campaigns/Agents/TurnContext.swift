/// What an agent is told of a turn beside what was written.
public struct TurnContext: Hashable, Sendable {
    /// Who has the conversation: where a person has it, the answer is a draft for them.
    public var owner = ConversationOwner.agent
    /// The line or provider that the answer leaves by, by name.
    public var line: String?
    /// Of the person: `de`; `nil` where nothing tells.
    public var language: String?
    /// The kinds of consent that count now.
    public var consents: [ConsentKind] = []
    /// The person's own time zone, where a list or an operator gave it.
    public var timeZone: String?
    public var campaign: Int64?
    /// The campaign's step that was sent last, from 1.
    public var step: Int?
    /// Answers that the guards let through in the hour and the day.
    public var repliesLeftHour: Int?
    public var repliesLeftDay: Int?

    public init() {}
}
