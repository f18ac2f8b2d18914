import Synchronization

/// Wakes everybody who waits for something to change.
///
/// A waiter first reads ``count``, then looks at the state of things, then waits for the count to change: so no ring
/// between the look and the wait is lost.
final class Bell: Sendable {
    private struct State {
        var count = 0
        var waiters: [Waiter] = []
    }

    private let state = Mutex(State())

    /// How often it rang.
    var count: Int { state.withLock { $0.count } }

    func ring() {
        let waiters = state.withLock { state in
            state.count += 1
            defer { state.waiters.removeAll() }
            return state.waiters
        }
        for waiter in waiters { waiter.wake() }
    }

    /// Returns once the count differs from `seen`, or the task is cancelled.
    func wait(since seen: Int) async {
        await Waiter.wait(on: [(self, seen)], atMost: nil)
    }

    /// The same, and returns at the latest after `most`; `nil` waits as long as it takes.
    func wait(since seen: Int, atMost most: Duration?, _ timers: Timers) async {
        await Waiter.wait(on: [(self, seen)], atMost: most.map { ($0, timers) })
    }

    /// Answers `false` when the bell rang already.
    fileprivate func add(_ waiter: Waiter, since seen: Int) -> Bool {
        state.withLock { state in
            guard state.count == seen else { return false }
            state.waiters.append(waiter)
            return true
        }
    }

    fileprivate func remove(_ waiter: Waiter) {
        state.withLock { state in
            if let index = state.waiters.firstIndex(where: { $0 === waiter }) { state.waiters.remove(at: index) }
        }
    }
}

/// One wait for whatever comes first: one of several bells, a time, or the end of the task. It needs no task of its own.
final class Waiter: Sendable {
    private enum State {
        case idle
        case waiting(UnsafeContinuation<Void, Never>)
        case done
    }

    private let state = Mutex(State.idle)

    /// Returns once one of the bells rang since it was looked at, the time is over, or the task is cancelled.
    static func wait(on bells: [(Bell, seen: Int)], atMost most: (Duration, Timers)?) async {
        if let most, most.0 <= .zero { return }
        let waiter = Waiter()
        var isDone = false
        for (bell, seen) in bells where !bell.add(waiter, since: seen) { isDone = true }
        if !isDone {
            let timer = most.map { $0.1.add(waiter, after: $0.0) }
            await waiter.wait()
            if let most, let timer { most.1.remove(waiter, timer) }
        }
        for (bell, _) in bells { bell.remove(waiter) }
    }

    /// Returns once it was woken, or the task is cancelled.
    func wait() async {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
                let isDone = state.withLock { state in
                    if case .done = state { return true }
                    state = .waiting(continuation)
                    return false
                }
                if isDone { continuation.resume() }
            }
        } onCancel: {
            wake()
        }
    }

    func wake() {
        let continuation = state.withLock { state -> UnsafeContinuation<Void, Never>? in
            defer { state = .done }
            if case .waiting(let continuation) = state { return continuation }
            return nil
        }
        continuation?.resume()
    }
}

/// The bells of a gateway, one for each thing that somebody waits for.
struct Bells: Sendable {
    /// A message may have become sendable.
    let queue = Bell()
    /// A step or a part may have become due.
    let plan = Bell()
    /// A conversation may wait for its agent.
    let turns = Bell()
    /// Ports may have come or gone.
    let ports = Bell()
    /// The turn to reset a modem on a hub may have passed on.
    let hubs = Bell()
    /// An event waits for delivery.
    let events = Bell()
    /// A campaign may have been paused, or may not be paused any more.
    let pauses = Bell()
    /// Something is new about tests of our lines.
    let loopbacks = Bell()
}
