public import Campaigns
public import Logging

/// Time and chance as the gateway gets them: real ones in the daemon, virtual and seeded ones in the simulation.
public struct Surroundings: Sendable {
    /// What everything waits on.
    public var clock: any Clock<Duration>
    /// What the calendar says.
    public var wallClock: any WallClock
    public var random: RandomSource
    public var logger: Logger

    public init(clock: any Clock<Duration>, wallClock: any WallClock, random: RandomSource, logger: Logger) {
        self.clock = clock
        self.wallClock = wallClock
        self.random = random
        self.logger = logger
    }

    /// The wall clock's time now.
    public var now: Timestamp { wallClock.now() }
}

/// A source of calendar time.
public protocol WallClock: Sendable {
    func now() -> Timestamp
    /// Whether the system says that a time server keeps the clock; `nil` where it says nothing.
    var isSynchronised: Bool? { get }
}

extension WallClock {
    public var isSynchronised: Bool? { nil }
}
