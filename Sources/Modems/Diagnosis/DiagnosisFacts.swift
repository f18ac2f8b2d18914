/// What is known of a modem without asking it: from the kernel, and from the gateway's record.
public struct DiagnosisFacts: Sendable, Hashable {
    public var port: PortFacts?
    public var traffic: TrafficFacts?

    public init(port: PortFacts? = nil, traffic: TrafficFacts? = nil) {
        self.port = port
        self.traffic = traffic
    }
}

/// What the kernel tells of a modem's device and port.
public struct PortFacts: Sendable, Hashable {
    /// Megabits a second of the connection (sysfs `speed`): 12, 480, 5000. Nil on a serial line.
    public var speed: Int?
    /// What the device is able to (from `version` of its descriptor): true for USB 2 and above.
    public var isHighSpeedDevice: Bool
    /// sysfs `bMaxPower`, in mA.
    public var maximumPower: Int?
    /// True where the kernel may put the device to sleep (`power/control` is `auto`).
    public var mayAutosuspend: Bool
    /// How often the device went away in the last hour without being asked to.
    public var disconnects: Int
    /// Lines of the kernel's log of the last hour that concern the device, such as `error -71`, `over-current`.
    public var kernelErrors: [String]
    /// True where the device is still the CD-ROM that it shows first, or has no tty.
    public var hasNoTTY: Bool
    /// Another program that has the port open, or would take it: its name.
    public var owner: String?
    /// True where ModemManager runs and the device does not carry the mark that keeps it away.
    public var isUnprotected: Bool

    public init(
        speed: Int? = nil,
        isHighSpeedDevice: Bool = true,
        maximumPower: Int? = nil,
        mayAutosuspend: Bool = false,
        disconnects: Int = 0,
        kernelErrors: [String] = [],
        hasNoTTY: Bool = false,
        owner: String? = nil,
        isUnprotected: Bool = false
    ) {
        self.speed = speed
        self.isHighSpeedDevice = isHighSpeedDevice
        self.maximumPower = maximumPower
        self.mayAutosuspend = mayAutosuspend
        self.disconnects = disconnects
        self.kernelErrors = kernelErrors
        self.hasNoTTY = hasNoTTY
        self.owner = owner
        self.isUnprotected = isUnprotected
    }
}

/// What the gateway remembers of a line's last day.
public struct TrafficFacts: Sendable, Hashable {
    public var accepted: Int
    /// Refusals by the network or the modem, in the order in which they came, at most the last 50.
    public var failures: [ATFailure]
    /// Refusals since the last acceptance.
    public var failuresInARow: Int
    /// Status reports that came, of those that were asked for.
    public var reports: Int
    public var reportsExpected: Int
    public var received: Int
    /// Messages that were found by polling and that no notice announced.
    public var unannounced: Int
    /// How long ago the last message came in; nil where none ever did.
    public var sinceReceived: Duration?
    /// The last loopback: true where it came back, nil where there was none.
    public var loopback: Bool?
    /// How often the modem restarted by itself.
    public var resets: Int

    public init(
        accepted: Int = 0,
        failures: [ATFailure] = [],
        failuresInARow: Int = 0,
        reports: Int = 0,
        reportsExpected: Int = 0,
        received: Int = 0,
        unannounced: Int = 0,
        sinceReceived: Duration? = nil,
        loopback: Bool? = nil,
        resets: Int = 0
    ) {
        self.accepted = accepted
        self.failures = failures
        self.failuresInARow = failuresInARow
        self.reports = reports
        self.reportsExpected = reportsExpected
        self.received = received
        self.unannounced = unannounced
        self.sinceReceived = sinceReceived
        self.loopback = loopback
        self.resets = resets
    }
}
