import Foundation
import Simulation
import Storage

/// What became of many simulated runs.
struct RunTotals: Sendable {
    var runs = 0
    var accepted = 0
    var replies = 0
    var halted = 0
    var raced = 0
    var restarts = 0
    var optOuts = 0
    var lifted = 0
    /// Enrollments that go on at the end.
    var open = 0
    var struck: [DayFault: Int] = [:]
    var failures: [String] = []
    /// Of the run that took longest, on its own thread.
    var processorTime: Duration = .zero

    /// Lives the runs on all cores.
    static func live(_ plans: [DayPlan]) async -> RunTotals {
        let lanes = max(ProcessInfo.processInfo.activeProcessorCount, 1)
        return await withTaskGroup(of: RunTotals.self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    var totals = RunTotals()
                    for (index, plan) in plans.enumerated() where index % lanes == lane { totals.live(plan) }
                    return totals
                }
            }
            return await group.reduce(into: RunTotals()) { $0.add($1) }
        }
    }

    private mutating func live(_ plan: DayPlan) {
        do {
            let begin = Self.threadTime
            let record = try SimulatedDay(plan).run()
            let violations = record.violations
            processorTime = max(processorTime, Self.threadTime - begin)
            runs += 1
            accepted += record.accepted.count
            replies += record.replies.count
            halted += record.halted
            raced += record.raced
            restarts += record.lives.count - 1
            optOuts += record.facts.suppressions.count
            lifted += record.facts.suppressions.count { $0.liftedAt != nil }
            open += ["pending", "active", "held"].reduce(0) { $0 + record.enrollments[$1, default: 0] }
            struck.merge(record.struck) { $0 + $1 }
            failures += violations.prefix(5).map { "seed \(plan.seed): \($0)" }
        } catch {
            failures.append("seed \(plan.seed): \(error)")
        }
    }

    private mutating func add(_ other: RunTotals) {
        runs += other.runs
        accepted += other.accepted
        replies += other.replies
        halted += other.halted
        raced += other.raced
        restarts += other.restarts
        optOuts += other.optOuts
        lifted += other.lifted
        open += other.open
        struck.merge(other.struck) { $0 + $1 }
        failures += other.failures
        processorTime = max(processorTime, other.processorTime)
    }

    /// A run stays on the thread that begins it.
    private static var threadTime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }

    func summary(_ what: String) -> String {
        let faults = struck.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
        return """
            \(runs) \(what): \(accepted) segments sent, \(replies) messages received, \(halted) enrollments halted, \
            \(raced) messages raced, \(optOuts) numbers suppressed and \(lifted) of them lifted, \(restarts) restarts \
            after kills; at most \(processorTime.formatted(.units(fractionalPart: .show(length: 1)))) of processor time
            faults: \(faults.joined(separator: ", "))
            """
    }
}
