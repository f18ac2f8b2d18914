/// What an agent may do to one number at most, whatever kind of agent it is.
public struct GuardSettings: Hashable, Sendable {
    /// Answers in an hour and in a day.
    public var perHour = 10
    public var perDay = 30
    /// Segments of one answer.
    public var segments = 3
    /// For how long an agent that was found in a loop is kept quiet.
    public var mute: Duration = .seconds(86_400)

    public init() {}
}
