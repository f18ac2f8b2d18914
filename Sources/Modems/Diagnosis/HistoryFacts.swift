/// How a modem stood in the last hours, as the gateway wrote it down.
public struct HistoryFacts: Sendable, Hashable {
    /// Field strengths in dBm of the last ``span``, the oldest first: written when they changed, and each half hour.
    public var signals: [Int] = []
    /// How often it was in the network and then not, in the last ``span``.
    public var losses = 0
    /// What it was before it came back, or is now: `searching for a network`.
    public var lastLoss: String?
    /// How often its cell changed in the last hour, as far as it told.
    public var cellChanges = 0
    /// How often its port went away in the last hour without being asked to, and how often of that other modems went in the
    /// same moment.
    public var disconnects = 0
    public var sharedDisconnects = 0
    /// How often it was made to go away in the last hour, by a reset.
    public var sentAway = 0
    /// How often it restarted by itself, or complained of its supply, in the last day.
    public var resets = 0
    /// How often it had to be recovered in the last 7 days.
    public var recoveries = 0

    /// What the history of signal and registration covers.
    public static let span: Duration = .seconds(6 * 3600)

    public init() {}
}
