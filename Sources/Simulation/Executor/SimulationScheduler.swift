import Synchronization

/// Runs the jobs of several executors on the thread that calls it, in an order that the seed picks, on virtual time.
///
/// Time moves only when no job is ready: then it jumps to the earliest sleeper of any executor.
public final class SimulationScheduler: Sendable {
    private struct Ready {
        var owner: Int
        var job: UnownedJob
    }

    private struct State {
        var ready: [Ready] = []
        var random: SeededGenerator
        var executors: [SimulationExecutor] = []
        var ran = 0
        var now: Duration = .zero
    }

    private let state: Mutex<State>

    public init(seed: UInt64) {
        state = Mutex(State(random: SeededGenerator(seed: seed)))
    }

    /// Time since the start.
    public var now: Duration { state.withLock { $0.now } }

    /// Jobs run so far.
    public var jobs: Int { state.withLock { $0.ran } }

    /// An executor with a clock of its own, which can be dropped without touching the others.
    public func makeExecutor() -> SimulationExecutor {
        state.withLock { state in
            let executor = SimulationExecutor(number: state.executors.count, scheduler: self)
            state.executors.append(executor)
            return executor
        }
    }

    /// Forgets every job and sleeper of an executor: nothing of what ran there goes on. This is a kill, not a
    /// cancellation: no handler runs.
    public func drop(_ executor: SimulationExecutor) {
        state.withLock { state in
            state.ready.removeAll { $0.owner == executor.number }
            state.executors.removeAll { $0.number == executor.number }
        }
        executor.drop()
    }

    /// Runs until `end`, or until `isDone`, which is asked before each job, says so. Answers whether `end` was reached.
    @discardableResult
    public func run(until end: Duration, isDone: () -> Bool = { false }) -> Bool {
        while !isDone() {
            if let (ready, executor) = pick() {
                ready.job.runSynchronously(on: executor.asUnownedTaskExecutor())
                continue
            }
            guard let next = earliestSleeper(), next <= end else {
                state.withLock { $0.now = max($0.now, end) }
                return true
            }
            let executors = state.withLock { state in
                state.now = max(state.now, next)
                return state.executors
            }
            for executor in executors { executor.clock.wakeSleepers(until: next) }
        }
        return false
    }

    func enqueue(_ job: UnownedJob, of owner: Int) {
        state.withLock { state in
            guard state.executors.contains(where: { $0.number == owner }) else { return }
            state.ready.append(Ready(owner: owner, job: job))
        }
    }

    private func pick() -> (Ready, SimulationExecutor)? {
        state.withLock { state in
            while !state.ready.isEmpty {
                let index = Int(state.random.next() % UInt64(state.ready.count))
                let ready = state.ready[index]
                state.ready.remove(at: index)
                guard let executor = state.executors.first(where: { $0.number == ready.owner }) else { continue }
                state.ran += 1
                return (ready, executor)
            }
            return nil
        }
    }

    private func earliestSleeper() -> Duration? {
        state.withLock(\.executors).compactMap(\.clock.earliest).min()
    }
}

/// One of a scheduler's executors: a task that prefers it runs there, with all its children and the actors they call.
public final class SimulationExecutor: TaskExecutor {
    let number: Int
    public let clock: VirtualClock
    private let scheduler: SimulationScheduler

    init(number: Int, scheduler: SimulationScheduler) {
        self.number = number
        self.scheduler = scheduler
        clock = VirtualClock(scheduler: scheduler)
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        scheduler.enqueue(UnownedJob(job), of: number)
    }

    func drop() {
        clock.drop()
    }
}
