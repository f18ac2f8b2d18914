import Synchronization

/// A clock on which no time passes until every sleep is told to end; any number may sleep on it, and be cancelled.
final class OpenClock: Clock, Sendable {
    typealias Instant = ManualClock.Instant

    private struct State {
        var isOver = false
        var sleeps: [AsyncStream<Void>.Continuation] = []
    }

    private let state = Mutex(State())

    var now: Instant { Instant(offset: .zero) }

    var minimumResolution: Duration { .nanoseconds(1) }

    /// Ends the sleeps that are under way, and all that follow.
    func expire() {
        let sleeps = state.withLock { state in
            state.isOver = true
            return state.sleeps
        }
        for sleep in sleeps { sleep.finish() }
    }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let isOver = state.withLock { state in
            if !state.isOver { state.sleeps.append(continuation) }
            return state.isOver
        }
        if !isOver { for await _ in stream {} }
        try Task.checkCancellation()
    }
}
