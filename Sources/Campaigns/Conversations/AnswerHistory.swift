/// What agent and person wrote to each other lately, as guards look at it.
public struct AnswerHistory: Hashable, Sendable {
    /// A text and when it was sent or received.
    public struct Entry: Hashable, Sendable {
        public var text: String
        public var at: Timestamp

        public init(text: String, at: Timestamp) {
            self.text = text
            self.at = at
        }
    }

    /// Answers of the agent that left, or wait to, newest first; the last ``depth`` of a day.
    public var answers: [Entry]
    /// What the person wrote, newest first; the last ``depth`` of a day.
    public var received: [Entry]
    /// Answers of the agent in the last hour, and in the last day.
    public var lastHour: Int
    public var lastDay: Int

    /// So many of each are looked at.
    public static let depth = 8

    public init(answers: [Entry] = [], received: [Entry] = [], lastHour: Int = 0, lastDay: Int = 0) {
        self.answers = answers
        self.received = received
        self.lastHour = lastHour
        self.lastDay = lastDay
    }
}
