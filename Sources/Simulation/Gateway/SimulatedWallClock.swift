public import Campaigns
public import Gateway
import Synchronization

/// Calendar time in the simulation: the true time, plus an error that a fault may set.
public final class SimulatedWallClock: WallClock {
    /// The true time at the start of the simulation.
    public let start: Timestamp
    private let scheduler: SimulationScheduler
    private let error = Mutex<Duration>(.zero)

    public init(start: Timestamp, scheduler: SimulationScheduler) {
        self.start = start
        self.scheduler = scheduler
    }

    /// The true time.
    public var truth: Timestamp { start + scheduler.now }

    public func now() -> Timestamp {
        truth + error.withLock(\.self)
    }

    /// Makes the clock wrong by so much; zero puts it right.
    public func setError(_ error: Duration) {
        self.error.withLock { $0 = error }
    }
}
