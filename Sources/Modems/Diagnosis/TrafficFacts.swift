/// What the gateway remembers of a line's last day.
public struct TrafficFacts: Sendable, Hashable {
    public var accepted = 0
    /// Handed over, and never answered.
    public var uncertain = 0
    /// How often the network or the modem refused a segment.
    public var refused = 0
    /// The last of them, in the order in which they came, at most 50.
    public var failures: [ATFailure] = []
    /// Refusals since the last acceptance.
    public var failuresInARow = 0
    /// Status reports that came, of those that should have come by now.
    public var reports = 0
    public var reportsExpected = 0
    /// False where the modem is not able to tell status reports, or would not take the setting.
    public var givesReports = true
    /// Why the gateway took the line out of rotation; nil where it is in it.
    public var outage: LineOutage?
    public var received = 0
    /// Messages that a notice announced, and those that only polling found, since the daemon has the modem.
    public var announced = 0
    public var unannounced = 0
    /// How long ago the last message came in; nil where none ever did.
    public var sinceReceived: Duration?
    /// The last loopback: true where it came back, nil where there was none.
    public var loopback: Bool?

    public init() {}

    /// True where the modem does not announce what comes in: a lost notice now and then is usual.
    public var isDeaf: Bool { unannounced >= 3 && unannounced > announced }
}

/// Why the gateway sends nothing over a line.
public struct LineOutage: Sendable, Hashable {
    /// The refusal that was one too many; `nil` where test messages showed it.
    public var failure: ATFailure?
    /// What happened and what to do, for people.
    public var reason: String

    public init(failure: ATFailure?, reason: String) {
        self.failure = failure
        self.reason = reason
    }
}
