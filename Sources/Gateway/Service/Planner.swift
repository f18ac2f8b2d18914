import Campaigns
import Logging
import Storage

/// Puts the steps that become due into the queue.
struct Planner: Sendable {
    let core: Core

    func run() async {
        while !Task.isCancelled {
            let seen = core.bells.plan.count
            var wait: Duration?
            let halts = core.inbox.halts.take()
            do {
                let planned = try await core.store.plan(at: core.surroundings.now, halts: halts)
                if planned.steps > 0 { core.bells.queue.ring() }
                if planned.incomplete > 0 || planned.tended > 0 { core.bells.turns.ring() }
                if planned.tended > 0 {
                    core.bells.queue.ring()
                    core.bells.events.ring()
                }
                wait = planned.next.map { max($0 - core.surroundings.now, .zero) }
            } catch StorageError.closed {
                return
            } catch {
                core.surroundings.logger.error("planning: \(error)")
                for halt in halts { core.inbox.halts.add(halt) }
                wait = .seconds(5)
            }
            await core.bells.plan.wait(since: seen, atMost: wait, core.timers)
        }
    }
}
