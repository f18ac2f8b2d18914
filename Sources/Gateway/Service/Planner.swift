import Campaigns
import Logging
import Storage

/// Puts the steps that become due into the queue.
struct Planner: Sendable {
    let control: Control

    private var core: Core { control.core }

    func run() async {
        while !Task.isCancelled {
            let seen = core.bells.plan.count
            var wait: Duration?
            let halts = core.inbox.halts.take()
            do {
                let planned = try await core.store.plan(at: core.surroundings.now, halts: halts)
                if planned.steps > 0 { core.bells.queue.ring() }
                if planned.incomplete > 0 || planned.damaged > 0 || planned.tended > 0 { core.bells.turns.ring() }
                if planned.damaged > 0 {
                    let parts =
                        planned.damaged == 1
                        ? "a received part that was" : "\(planned.damaged) received parts that were"
                    core.surroundings.logger.error(
                        "\(parts) stored without a place in a longer message: shown as it is, and waits for a person"
                    )
                }
                if planned.tended > 0 {
                    core.bells.queue.ring()
                    core.bells.events.ring()
                }
                wait = planned.next.map { max($0 - core.surroundings.now, .zero) }
                // Page by page, so that steps that are due do not wait for a long list.
                if try await control.takeInImported() { wait = .zero }
            } catch StorageError.closed {
                return
            } catch ControlProblem.conflict(let reason) {
                core.surroundings.logger.debug("contacts are looked at again before they are taken in: \(reason)")
                wait = .seconds(1)
            } catch let problem as ControlProblem {
                if Task.isCancelled { return }
                core.surroundings.logger.error("taking imported contacts in: \(problem)")
                wait = .seconds(5)
            } catch {
                core.surroundings.logger.error("planning: \(error)")
                for halt in halts { core.inbox.halts.add(halt) }
                wait = .seconds(5)
            }
            await core.bells.plan.wait(since: seen, atMost: wait, core.timers)
        }
    }
}
