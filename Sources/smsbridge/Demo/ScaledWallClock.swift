import Campaigns
import Gateway

/// The calendar of a scaled clock: it shows `start` when the clock was made.
struct ScaledWallClock: WallClock {
    let clock: ScaledClock
    let start: Timestamp

    func now() -> Timestamp { start + clock.now.offset }
}
