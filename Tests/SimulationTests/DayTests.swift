import Foundation
import Simulation
import Storage
import Testing

@Suite struct DayTests {
    @Test func oneDay() throws {
        let first = ProcessInfo.processInfo.environment["DAY_SEED"].flatMap(UInt64.init) ?? 1
        let count = ProcessInfo.processInfo.environment["DAY_COUNT"].flatMap(UInt64.init) ?? 1
        for seed in first..<first + count {
            let clock = ContinuousClock()
            let start = clock.now
            let record = try SimulatedDay(DayPlan(seed: seed)).run()
            print(seed, start.duration(to: clock.now), record.jobs, record.accepted.count, record.replies.count, record.facts.enrollments, record.raced, record.struck)
            for v in record.violations { print("   VIOLATION", v) }
        }
    }
}
