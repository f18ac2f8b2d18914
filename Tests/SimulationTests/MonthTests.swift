import Foundation
import Simulation
import Storage
import Testing

/// A month of the whole gateway with 10,000 enrollments. `MONTH_SEED=7` lives another one, `MONTH_SEEDS=5` several.
@Suite(.serialized) struct MonthTests {
    private static let environment = ProcessInfo.processInfo.environment

    private static var seeds: [UInt64] {
        if let one = environment["MONTH_SEED"].flatMap(UInt64.init) { return [one] }
        return Array(1...(environment["MONTH_SEEDS"].flatMap(UInt64.init) ?? 1))
    }

    @Test func promisesHoldInAMonth() throws {
        for seed in Self.seeds {
            let clock = ContinuousClock()
            let begin = clock.now
            var plan = DayPlan.month(seed: seed)
            if let part = Self.environment["MONTH_PART"].flatMap(Int.init) {
                plan.enrollments /= part
                plan.replies /= part
            }
            let record = try SimulatedDay(plan).run()
            let lived = clock.now - begin
            let violations = record.violations
            print(record.accepted.count, record.replies.count, record.halted, record.raced, record.lives.count, record.jobs, record.commits, lived, clock.now - begin)
            print(record.enrollments, record.struck)
            #expect(violations.map(\.description) == [])
        }
    }
}
