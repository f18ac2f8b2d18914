/// What can go wrong with the next submissions of a line, or of any.
public enum SubmissionFault: Sendable, Hashable {
    /// The network refuses.
    case refuse(cms: Int)
    /// The network accepts, and the modem never says so.
    case loseAnswer
    /// The network accepts, and the modem says so that much later.
    case lateAnswer(Duration)
    /// The network accepts, and the message never arrives.
    case loseMessage
    /// The network needs so long to accept.
    case slow(Duration)
}
