/// Why an answer of an agent does not leave.
public enum GuardTrip: Hashable, Sendable {
    case hourlyBudget(Int)
    case dailyBudget(Int)
    case tooLong(segments: Int, most: Int)
    /// The agent would say the same for the third time.
    case sameAnswer(times: Int)
    /// The other side said the same again and again.
    case sameText(times: Int)
    /// One side says nearly the same in every turn.
    case similar(turns: Int)
    /// The other side sends back what it gets.
    case echo(times: Int)
    /// The other side answers faster than people do.
    case pingPong(times: Int)

    /// Whether the agent is kept quiet for a while. Otherwise a person gets the conversation and that is all.
    public var mutes: Bool {
        if case .tooLong = self { false } else { true }
    }

    /// For people.
    public var why: String {
        switch self {
        case .hourlyBudget(let most): "the agent answered \(most) times within an hour, which is all it may"
        case .dailyBudget(let most): "the agent answered \(most) times within a day, which is all it may"
        case .tooLong(let segments, let most):
            "the agent's answer needs \(segments) segments; it may have \(most) at most"
        case .sameAnswer(let times): "the agent was about to say the same \(times) times in a row"
        case .sameText(let times): "the other side said the same \(times) times in a row: a machine, probably"
        case .similar(let turns): "nearly the same was said in \(turns) turns in a row: a machine, probably"
        case .echo(let times): "the other side sent back what it got, \(times) times in a row: a machine, probably"
        case .pingPong(let times):
            "the other side answered within seconds, \(times) times in a row: a machine, probably"
        }
    }
}
