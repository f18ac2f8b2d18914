import Synchronization

/// A clock that shows the scheduler's time. Its sleepers go with its executor.
public final class VirtualClock: Clock, Sendable {
    public struct Instant: InstantProtocol {
        /// Since the start of the simulation.
        public var offset: Duration

        public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        public func duration(to other: Instant) -> Duration { other.offset - offset }
        public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper {
        var id: Int
        var deadline: Duration
        var continuation: UnsafeContinuation<Void, any Error>
    }

    private struct State {
        /// Sorted by deadline, then by arrival.
        var sleepers: [Sleeper] = []
        var next = 0
        var cancelled: Set<Int> = []
        var isDropped = false
    }

    private let scheduler: SimulationScheduler
    private let state = Mutex(State())

    init(scheduler: SimulationScheduler) {
        self.scheduler = scheduler
    }

    public var now: Instant { Instant(offset: scheduler.now) }
    public var minimumResolution: Duration { .nanoseconds(1) }

    public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation { continuation in
                let now = scheduler.now
                let outcome: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                    if deadline.offset <= now { return .success(()) }
                    let sleeper = Sleeper(id: id, deadline: deadline.offset, continuation: continuation)
                    let place = state.sleepers.lastIndex { $0.deadline <= deadline.offset }.map { $0 + 1 } ?? 0
                    state.sleepers.insert(sleeper, at: place)
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let sleeper = state.withLock { state -> Sleeper? in
                guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return nil
                }
                return state.sleepers.remove(at: index)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
        _ = state.withLock { $0.cancelled.remove(id) }
    }

    var earliest: Duration? { state.withLock { $0.sleepers.first?.deadline } }

    func wakeSleepers(until time: Duration) {
        let due = state.withLock { state in
            let count = state.sleepers.prefix { $0.deadline <= time }.count
            defer { state.sleepers.removeFirst(count) }
            return Array(state.sleepers.prefix(count))
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    func drop() {
        state.withLock { state in
            state.sleepers.removeAll()
            state.isDropped = true
        }
    }
}
