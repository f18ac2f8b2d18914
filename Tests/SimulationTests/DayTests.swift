import Foundation
import Simulation
import Storage
import Testing

/// Whole days of the whole gateway, with faults. `DAY_SEED=7` replays one of them, `DAY_SEEDS=1000` lives more.
@Suite(.serialized) struct DayTests {
    private static let environment = ProcessInfo.processInfo.environment

    private static var seeds: [UInt64] {
        if let one = environment["DAY_SEED"].flatMap(UInt64.init) { return [one] }
        return Array(1...(environment["DAY_SEEDS"].flatMap(UInt64.init) ?? 300))
    }

    @Test func promisesHoldOnEachDay() async throws {
        let totals = await Self.live(Self.seeds)
        print(totals.summary)
        #expect(totals.failures == [], "replay one with: make simulation DAY_SEED=<seed>")
        guard Self.seeds.count >= 100 else { return }
        for fault in DayFault.allCases {
            #expect(totals.struck[fault, default: 0] > 0, "\(fault.rawValue) never struck")
        }
        #expect(totals.halted > 0 && totals.raced > 0 && totals.restarts > 0)
    }

    @Test func oneSeedGivesOneDay() throws {
        let (one, other) = (try SimulatedDay(DayPlan(seed: 3)).run(), try SimulatedDay(DayPlan(seed: 3)).run())
        #expect(one.jobs == other.jobs)
        #expect(one.log == other.log)
        #expect(one.facts.messages.map(\.state) == other.facts.messages.map(\.state))
        let another = try SimulatedDay(DayPlan(seed: 4)).run()
        #expect(one.log != another.log)
    }

    @Test(arguments: [
        (PlantedFault.halt, "noTalkingOver"), (.inboxLast, "inboxBeforeOutbox"),
        (.deleteFirst, "nothingReceivedIsLost"),
        (.twice, "nothingIsSentTwice"), (.window, "neverOutsideWindow"), (.limit, "neverOverLimits"),
        (.optOut, "optOutIsGlobal"), (.forget, "everythingEnds"), (.loopback, "testsReachNobody"),
    ])
    func checkerBites(_ fault: PlantedFault, checker: String) throws {
        for seed in 1...UInt64(20) {
            var plan = DayPlan(seed: seed)
            plan.planted = [fault]
            let record = try SimulatedDay(plan).run()
            // Whatever goes wrong, nothing waits in a loop.
            try #require(record.jobs <= SimulatedDay.mostJobs)
            let found = record.violations
            if found.contains(where: { $0.checker == checker }) { return }
        }
        Issue.record("twenty days with the planted fault “\(fault.rawValue)” went by \(checker) unnoticed")
    }

    /// Lives the days on all cores.
    private static func live(_ seeds: [UInt64]) async -> DayTotals {
        let lanes = max(ProcessInfo.processInfo.activeProcessorCount, 1)
        return await withTaskGroup(of: DayTotals.self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    var totals = DayTotals()
                    for seed in seeds where Int(seed) % lanes == lane { totals.live(seed) }
                    return totals
                }
            }
            return await group.reduce(into: DayTotals()) { $0.add($1) }
        }
    }
}

/// What became of many days.
private struct DayTotals: Sendable {
    var days = 0
    var accepted = 0
    var replies = 0
    var halted = 0
    var raced = 0
    var restarts = 0
    var mostJobs = 0
    var struck: [DayFault: Int] = [:]
    var failures: [String] = []

    mutating func live(_ seed: UInt64) {
        do {
            let record = try SimulatedDay(DayPlan(seed: seed)).run()
            days += 1
            accepted += record.accepted.count
            replies += record.replies.count
            halted += record.halted
            raced += record.raced
            restarts += record.lives.count - 1
            mostJobs = max(mostJobs, record.jobs)
            struck.merge(record.struck) { $0 + $1 }
            failures += record.violations.prefix(5).map { "seed \(seed): \($0)" }
        } catch {
            failures.append("seed \(seed): \(error)")
        }
    }

    mutating func add(_ other: DayTotals) {
        days += other.days
        accepted += other.accepted
        replies += other.replies
        halted += other.halted
        raced += other.raced
        restarts += other.restarts
        mostJobs = max(mostJobs, other.mostJobs)
        struck.merge(other.struck) { $0 + $1 }
        failures += other.failures
    }

    var summary: String {
        let faults = struck.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
        return """
            \(days) days: \(accepted) segments sent, \(replies) messages received, \(halted) enrollments halted, \
            \(raced) messages raced, \(restarts) restarts after kills, at most \(mostJobs) jobs a day
            faults: \(faults.joined(separator: ", "))
            """
    }
}
