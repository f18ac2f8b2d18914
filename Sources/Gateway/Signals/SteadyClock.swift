import Campaigns
import Synchronization

/// The wall clock as the gateway uses it: a jump is not believed until the clock has been steady for some minutes. Until
/// then time goes on from where it was, so that limits, due times and the order of things stay right, and campaigns hold.
final class SteadyClock: WallClock {
    private struct State {
        var sanity = ClockSanity()
        var verdict = ClockSanity.Verdict.sane
        /// What the wall clock would show at the start of the stopwatch; `nil` before the first look.
        var origin: Timestamp?
    }

    private let wall: any WallClock
    private let stopwatch: Stopwatch
    private let state = Mutex(State())

    init(_ wall: any WallClock, clock: any Clock<Duration>) {
        self.wall = wall
        stopwatch = Stopwatch(clock)
    }

    func now() -> Timestamp {
        look().now
    }

    /// Whether the wall clock can be believed.
    var verdict: ClockSanity.Verdict { look().verdict }

    /// Time did not stand before this moment when the last life of the daemon ended: a clock that shows less was set back.
    func begin(after latest: Timestamp?) {
        guard let latest else { return }
        let elapsed = stopwatch.elapsed
        state.withLock { state in
            guard let origin = state.origin, origin + elapsed < latest - state.sanity.tolerance else { return }
            state.origin = latest - elapsed
            _ = state.sanity.observe(wall: latest, monotonic: elapsed)
        }
    }

    private func look() -> (now: Timestamp, verdict: ClockSanity.Verdict) {
        let (shown, elapsed) = (wall.now(), stopwatch.elapsed)
        return state.withLock { state in
            state.verdict = state.sanity.observe(wall: shown, monotonic: elapsed)
            let known = state.origin.map { $0 + elapsed }
            // A clock that was never set is no reason to doubt the one that it was set to.
            if state.verdict.isSane || known.map({ $0 < ClockSanity.earliest }) ?? true {
                state.origin = shown - elapsed
            }
            return (state.origin.map { $0 + elapsed } ?? shown, state.verdict)
        }
    }
}
