import Synchronization

extension SimulationScheduler {
    /// What comes of work that ended before time had to pass.
    private struct Unfinished: Error, CustomStringConvertible {
        var description: String { "the work waits for something that does not come without time" }
    }

    /// Runs `body` on an executor to its end, while time stands still.
    func finish<Value: Sendable>(
        on executor: SimulationExecutor,
        _ body: @escaping @Sendable () async throws -> Value
    ) throws -> Value {
        let outcome = Mutex<Result<Value, any Error>?>(nil)
        Task(executorPreference: executor) {
            do {
                let value = try await body()
                outcome.withLock { $0 = .success(value) }
            } catch {
                outcome.withLock { $0 = .failure(error) }
            }
        }
        run(until: now, isDone: { outcome.withLock { $0 != nil } })
        guard let result = outcome.withLock({ $0 }) else { throw Unfinished() }
        return try result.get()
    }
}
