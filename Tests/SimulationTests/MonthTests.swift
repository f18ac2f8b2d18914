import Foundation
import Simulation
import Testing

/// Whole months of the whole gateway. `MONTH_SEED=7` lives one of them, `MONTH_SEEDS=20` lives more.
@Suite(.serialized) struct MonthTests {
    private static let environment = ProcessInfo.processInfo.environment

    private static var seeds: [UInt64] {
        if let one = environment["MONTH_SEED"].flatMap(UInt64.init) { return [one] }
        // In the second one a reply comes while a message leaves.
        return Array(2..<(2 + (environment["MONTH_SEEDS"].flatMap(UInt64.init) ?? 1)))
    }

    /// Acceptance scenario 1: 10,000 enrollments on four modems, people who write at random, kills and vanishing modems.
    /// Nothing is sent twice, nothing is lost, every race is explained: the checkers say so.
    @Test func scenario1TenThousandEnrollmentsInAMonth() async {
        let months = await RunTotals.live(Self.seeds.map(DayPlan.month))
        print(months.summary(months.runs == 1 ? "month" : "months"))
        #expect(months.failures == [], "live one again with: make simulation MONTH_SEED=<seed>")
        #expect(months.runs == Self.seeds.count)
        #expect(months.open == 0, "all of it can be sent within the month")
        #expect(months.accepted > 15_000 * months.runs)
        #expect(months.raced > 0 && months.halted > 300 * months.runs && months.restarts > 10 * months.runs)
        #expect(months.lifted > 0 && months.optOuts > months.lifted)
        for fault in DayFault.allCases {
            #expect(months.struck[fault, default: 0] > 0, "\(fault.rawValue) never struck")
        }
        #expect(months.processorTime < .seconds(120))
    }
}
