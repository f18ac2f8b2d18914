public import Storage

/// What a simulated day holds. The same plan and seed give the same day.
public struct DayPlan: Sendable {
    public var seed: UInt64
    public var lines = 4
    public var enrollments = 300
    /// People who write, opt-outs among them.
    public var replies = 60
    public var faults = 10
    /// Promises that the product breaks on purpose.
    public var planted: Set<PlantedFault> = []

    public init(seed: UInt64) {
        self.seed = seed
    }

    /// Half of the days know their modems by the names of their ports, half find them.
    var isDiscovered: Bool { seed % 2 == 1 }
}

/// A kind of fault that strikes a simulated day.
public enum DayFault: String, CaseIterable, Sendable {
    /// The network accepts a segment and the modem never says so.
    case lostAnswer
    /// The modem says so after the gateway's patience.
    case lateAnswer
    /// The network refuses a segment for now.
    case refusal
    case unplugging
    /// The process ends after a commit, before anybody is answered.
    case kill
    /// The modem takes bytes and says nothing.
    case hang
    /// The modem restarts by itself.
    case restart
    /// A part is delivered twice.
    case duplicatePart
    /// The wall clock shows a wrong time for some minutes.
    case wrongClock
    /// Noise on the line.
    case garbage
    /// The port vanishes in the middle of a submission, and is back soon after.
    case dropInSubmission
    /// Two modems vanish, and each comes back on the port of the other.
    case moved
    /// A modem vanishes, and comes back under a name that no modem had. Where the ports are given by name, under its own.
    case renamed
    /// Registered, and nothing reaches it.
    case deaf
    /// What it sends is accepted and dropped.
    case mute
}
