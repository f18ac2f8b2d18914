internal import Glibc

/// Work on a thread of its own: opening and closing a wedged port can block for half a minute, which must hold up neither
/// the event loop nor the tasks of other ports.
enum OwnThread {
    private final class Work: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts the work and does not wait for it. Where the system gives no thread, the work runs at once on the caller's.
    static func start(_ work: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Work(work))
        let failure = pthread_create(
            &thread,
            nil,
            { argument in
                if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            },
            box.toOpaque()
        )
        guard failure == 0 else {
            box.release()
            return work()
        }
        pthread_detach(thread)
    }

    /// Runs the work and waits for its result, even when the task is cancelled.
    static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { waiter in
            start { waiter.resume(returning: work()) }
        }
    }
}
