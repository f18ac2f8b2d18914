import Synchronization

/// A clock whose time runs faster than ours, stands still, or leaps.
///
/// It runs `scale` times as fast as real time. While everybody only waits, it leaps to the next moment that somebody
/// waits for, so that a night takes no time; ``run(mayLeap:)`` asks whether that is so. Whoever sleeps on it, wakes in
/// the order of the deadlines.
final class ScaledClock: Clock {
    /// A moment, as the time since the clock was made.
    struct Instant: InstantProtocol {
        var offset: Swift.Duration

        func advanced(by duration: Swift.Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Swift.Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper {
        var id: Int
        var deadline: Swift.Duration
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        /// The time when the speed was changed last, here and outside.
        var base: Swift.Duration = .zero
        var realBase = ContinuousClock.now
        var scale: Double
        var nextID = 0
        /// Sorted by deadline; equal ones in the order of their coming.
        var sleepers: [Sleeper] = []
        var cancelled: Set<Int> = []

        var now: Swift.Duration {
            base + realBase.duration(to: .now) * scale
        }
    }

    /// How often `run` looks whether somebody is to be woken.
    private static let tick: Swift.Duration = .milliseconds(1)

    private let state: Mutex<State>

    /// - Parameter scale: how many times as fast as real time it runs, 0 for a clock that stands.
    init(scale: Double) {
        state = Mutex(State(scale: scale))
    }

    var now: Instant { Instant(offset: state.withLock { $0.now }) }

    var minimumResolution: Swift.Duration { .milliseconds(1) }

    /// How many times as fast as real time it runs from now on.
    var scale: Double {
        get { state.withLock { $0.scale } }
        set {
            state.withLock { state in
                guard state.scale != newValue else { return }
                state.base = state.now
                state.realBase = .now
                state.scale = newValue
            }
        }
    }

    /// How many wait on it.
    var sleeping: Int { state.withLock { $0.sleepers.count } }

    func sleep(until deadline: Instant, tolerance: Swift.Duration?) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                add(Sleeper(id: id, deadline: deadline.offset, continuation: continuation))
            }
        } onCancel: {
            cancel(id)
        }
        state.withLock { _ = $0.cancelled.remove(id) }
    }

    /// Wakes who is to be woken, until the task is cancelled. `mayLeap` is asked again and again, and says whether
    /// nothing is under way but waiting.
    func run(mayLeap: () async -> Bool) async {
        while !Task.isCancelled {
            wakeDue()
            if await mayLeap(), leap() { continue }
            try? await ContinuousClock().sleep(for: Self.tick)
        }
    }

    private func wakeDue() {
        let due = state.withLock { state in
            let now = state.now
            let count = state.sleepers.firstIndex { $0.deadline > now } ?? state.sleepers.count
            defer { state.sleepers.removeFirst(count) }
            return state.sleepers.prefix(count)
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Goes to the next deadline. Answers `false` where nobody sleeps.
    private func leap() -> Bool {
        state.withLock { state in
            guard let next = state.sleepers.first?.deadline, next > state.now else { return !state.sleepers.isEmpty }
            state.base = next
            state.realBase = .now
            return true
        }
    }

    private func add(_ sleeper: Sleeper) {
        let outcome = state.withLock { state -> Result<Void, any Error>? in
            if state.cancelled.remove(sleeper.id) != nil { return .failure(CancellationError()) }
            if sleeper.deadline <= state.now { return .success(()) }
            let place = state.sleepers.firstIndex { $0.deadline > sleeper.deadline } ?? state.sleepers.count
            state.sleepers.insert(sleeper, at: place)
            return nil
        }
        if let outcome { sleeper.continuation.resume(with: outcome) }
    }

    private func cancel(_ id: Int) {
        let sleeper = state.withLock { state -> Sleeper? in
            guard let place = state.sleepers.firstIndex(where: { $0.id == id }) else {
                state.cancelled.insert(id)
                return nil
            }
            return state.sleepers.remove(at: place)
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
