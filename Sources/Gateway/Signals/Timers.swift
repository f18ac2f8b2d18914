import Synchronization

/// Wakes waiters when their time is over. One task serves all of them, see ``run()``; a wait that ends early costs no
/// sleep of its own.
final class Timers: Sendable {
    private struct Timer {
        var at: Duration
        var waiter: Waiter
    }

    private struct State {
        /// Sorted by time, then by arrival.
        var timers: [Timer] = []
        /// What the sleeps under way wait for; the earliest is last.
        var sleeps: [Duration] = []
        var runner: Waiter?
    }

    private let clock: any Clock<Duration>
    private let stopwatch: Stopwatch
    private let state = Mutex(State())

    init(clock: any Clock<Duration>) {
        self.clock = clock
        stopwatch = Stopwatch(clock)
    }

    /// Wakes the waiter after that time. Returns when that is, for ``remove(_:_:)``.
    func add(_ waiter: Waiter, after duration: Duration) -> Duration {
        let at = stopwatch.elapsed + duration
        let runner = state.withLock { state -> Waiter? in
            state.timers.insert(Timer(at: at, waiter: waiter), at: Self.place(behind: at, in: state.timers))
            guard state.sleeps.last.map({ at < $0 }) ?? true else { return nil }
            defer { state.runner = nil }
            return state.runner
        }
        runner?.wake()
        return at
    }

    func remove(_ waiter: Waiter, _ at: Duration) {
        state.withLock { state in
            var index = Self.place(behind: at, in: state.timers) - 1
            while index >= 0, state.timers[index].at == at {
                if state.timers[index].waiter === waiter {
                    state.timers.remove(at: index)
                    return
                }
                index -= 1
            }
        }
    }

    /// Serves until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let next = Waiter()
                let sleep = state.withLock { state -> Duration? in
                    state.runner = next
                    guard let first = state.timers.first?.at, state.sleeps.last.map({ first < $0 }) ?? true else {
                        return nil
                    }
                    state.sleeps.append(first)
                    return first
                }
                if let sleep {
                    group.addTask { await self.sleep(until: sleep) }
                } else {
                    await next.wait()
                }
            }
            group.cancelAll()
        }
    }

    /// A sleep is never cut short: one that is not needed any more wakes nobody.
    private func sleep(until at: Duration) async {
        let rest = at - stopwatch.elapsed
        if rest > .zero { try? await clock.sleep(for: rest) }
        let (due, runner) = state.withLock { state -> ([Timer], Waiter?) in
            if let index = state.sleeps.lastIndex(of: at) { state.sleeps.remove(at: index) }
            let now = stopwatch.elapsed
            let count = state.timers.prefix { $0.at <= now }.count
            defer {
                state.timers.removeFirst(count)
                state.runner = nil
            }
            return (Array(state.timers.prefix(count)), state.runner)
        }
        for timer in due { timer.waiter.wake() }
        runner?.wake()
    }

    private static func place(behind at: Duration, in timers: [Timer]) -> Int {
        var (low, high) = (0, timers.count)
        while low < high {
            let middle = (low + high) / 2
            if timers[middle].at <= at { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
