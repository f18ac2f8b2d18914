import Gateway
import Logging
import Storage

extension Daemon {
    /// The world around a daemon. The demo has another one than a machine at work.
    struct Conditions: Sendable {
        var clock: any Clock<Duration> = ContinuousClock()
        var wallClock: any WallClock = SystemWallClock()
        /// Faults planted on purpose, see ``PlantedFault``.
        var planted: Set<PlantedFault> = []
        /// In place of one that writes to standard error.
        var logger: Logger?
        /// Is told the parts that others may watch, before they run.
        var joined: @Sendable (Control, Store) -> Void = { _, _ in }
    }
}
