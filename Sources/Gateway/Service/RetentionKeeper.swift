import Campaigns
import Logging
import Storage

/// Forgets what is older than the configuration keeps, a little at a time.
struct RetentionKeeper: Sendable {
    let core: Core

    private static let pause: Duration = .seconds(1)
    private static let round: Duration = .seconds(3600)

    func run() async {
        guard !core.store.retention.isEmpty else { return }
        while !Task.isCancelled {
            var hasMore = false
            // A clock that is years ahead would forget everything.
            if core.clockProblem() == nil {
                do {
                    hasMore = try await core.store.prune(at: core.surroundings.now)
                } catch StorageError.closed {
                    return
                } catch {
                    core.surroundings.logger.error("what is older than the retention says is still there: \(error)")
                }
            }
            try? await core.surroundings.clock.sleep(for: hasMore ? Self.pause : Self.round)
        }
    }
}
