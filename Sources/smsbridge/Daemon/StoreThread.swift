import Foundation
import Synchronization

/// A thread that runs the jobs of one lane of the store, so that waiting for the disk holds up nothing else.
///
/// Made for tasks that prefer it: `addTask(executorPreference:)`. It runs until the process ends.
final class StoreThread: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let filled = NSCondition()

    init(name: String) {
        let thread = Thread {
            while true { self.runNext() }
        }
        thread.name = name
        thread.start()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        filled.withLock { filled.signal() }
    }

    private func runNext() {
        filled.withLock {
            while jobs.withLock(\.isEmpty) { filled.wait() }
        }
        let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        job?.runSynchronously(on: asUnownedTaskExecutor())
    }
}
