import Campaigns
import Logging
import Storage

/// Tells when the clock ceases to be believed and when it is believed again, and has the mark of the last hand-over written
/// to the disk now and then.
struct ClockKeeper: Sendable {
    let core: Core
    let clock: SteadyClock

    /// A mark that a loss of power takes away by so much says nothing wrong.
    static let markInterval: Duration = .seconds(60)

    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await watch() }
            group.addTask { await syncMark() }
            await group.waitForAll()
        }
        core.store.syncMark()
    }

    private func watch() async {
        var told: String?
        while !Task.isCancelled {
            let seen = clock.changes.count
            let problem = clock.verdict.problem
            if told == nil, let problem {
                core.surroundings.logger.error("\(problem). Campaigns hold.")
            } else if told != nil, problem == nil {
                core.surroundings.logger.notice("the clock can be believed again: campaigns go on")
            }
            if (told == nil) != (problem == nil) {
                core.alarms.changes.ring()
                core.bells.queue.ring()
            }
            told = problem
            await clock.changes.wait(since: seen)
        }
    }

    private func syncMark() async {
        guard core.store.hasMark else { return }
        while !Task.isCancelled {
            try? await core.surroundings.clock.sleep(for: Self.markInterval)
            core.store.syncMark()
        }
    }
}
