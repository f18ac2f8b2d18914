import Simulation
import Storage
import Testing

@Suite struct DayTests {
    @Test func oneDay() throws {
        let record = try SimulatedDay(DayPlan(seed: 1)).run()
        print(record.jobs, record.accepted.count, record.replies.count, record.facts.enrollments, record.struck)
        #expect(record.violations.map(\.description) == [])
    }
}
