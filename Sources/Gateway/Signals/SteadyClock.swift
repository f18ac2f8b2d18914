import Campaigns
import Synchronization

/// The wall clock as the gateway uses it: a jump is not believed until the clock has been steady for some minutes. Until
/// then time goes on from where it was, so that limits, due times and the order of things stay right, and campaigns hold.
final class SteadyClock: WallClock {
    private struct State {
        var sanity: ClockSanity
        var verdict = ClockSanity.Verdict.sane
        /// What the wall clock would show at the start of the stopwatch; `nil` before the first look.
        var origin: Timestamp?
        /// Whether a time server keeps the clock, and when the system was asked.
        var isKept: Bool?
        var askedAt: Duration?
    }

    private let wall: any WallClock
    private let stopwatch: Stopwatch
    private let state: Mutex<State>
    /// Is told by how much the clock was set, before anybody sees the new time.
    private let stepped: @Sendable (Duration) -> Void
    /// Rings when the clock begins or ceases to be believed.
    let changes = Bell()

    init(
        _ wall: any WallClock,
        clock: any Clock<Duration>,
        unkept: Duration? = nil,
        stepped: @escaping @Sendable (Duration) -> Void = { _ in }
    ) {
        self.wall = wall
        self.stepped = stepped
        stopwatch = Stopwatch(clock)
        state = Mutex(State(sanity: ClockSanity(unkept: unkept)))
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
        let (now, verdict, isNew) = state.withLock { state in
            if state.askedAt.map({ elapsed - $0 >= Self.askAgain }) ?? true {
                (state.isKept, state.askedAt) = (wall.isSynchronised, elapsed)
            }
            let earlier = state.verdict.isSane
            state.verdict = state.sanity.observe(wall: shown, monotonic: elapsed, isKept: state.isKept)
            let known = state.origin.map { $0 + elapsed }
            // A clock that was never set is no reason to doubt the one that it was set to.
            if state.verdict.isBelieved || known.map({ $0 < ClockSanity.earliest }) ?? true {
                // Two clocks are never read at the very same moment.
                if let known, (shown - known) > Self.blur || (known - shown) > Self.blur { stepped(shown - known) }
                state.origin = shown - elapsed
            }
            return (state.origin.map { $0 + elapsed } ?? shown, state.verdict, earlier != state.verdict.isSane)
        }
        if isNew { changes.ring() }
        return (now, verdict)
    }

    private static let blur: Duration = .milliseconds(250)
    private static let askAgain: Duration = .seconds(10)
}

extension ClockSanity.Verdict {
    /// Whether time is taken from the clock. One that no server keeps is as good as any that there is.
    fileprivate var isBelieved: Bool {
        switch self {
        case .sane, .unsynchronised: true
        case .neverSet, .jumped: false
        }
    }
}
