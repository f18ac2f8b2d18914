public import Campaigns
public import Modems

/// One entry of the configuration's list of modems.
public struct ModemSettings: Hashable, Sendable {
    public var source: ModemSource
    /// The name that people use; `nil` takes the port's last path component.
    public var name: String?
    public var pin: String?
    /// The limits of its line.
    public var limits: RateLimits

    public init(source: ModemSource, name: String? = nil, pin: String? = nil, limits: RateLimits = .line) {
        self.source = source
        self.name = name
        self.pin = pin
        self.limits = limits
    }
}

/// How lines are driven: times, the same for all.
public struct LineSettings: Sendable {
    public var dialogue = ATDialogue.Settings()
    public var startUp = StartUp.Settings()
    /// How often a modem's storage is read beside its notifications. Also finds a modem that hangs while idle.
    public var poll: Duration = .seconds(30)
    /// How often signal and registration are asked.
    public var survey: Duration = .seconds(60)
    /// The pause before a port that failed is opened again.
    public var reopen: Duration = .seconds(2)
    /// The pause after a modem failed to start, and after a line was taken out of rotation.
    public var rest: Duration = .seconds(60)
    /// Failures of the network in a row, of different messages, that take a line out of rotation.
    public var mostFailures = 5

    public init() {
        // With the ESC and the probe that follow, a modem that hangs while busy is noticed within 15 s.
        dialogue.promptTimeout = .seconds(8)
    }
}
