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
        let totals = await RunTotals.live(Self.seeds.map(DayPlan.init))
        print(totals.summary("days"))
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
        (.haltLate, "haltBeforeUnderstanding"), (.haltOne, "haltIsGlobal"), (.unasked, "suppressionIsAskedLast"),
        (.twice, "oncePerStep"), (.confirmAgain, "oneConfirmation"), (.liftByAnything, "optOutLasts"),
        (.window, "neverOutsideWindow"), (.route, "neverOffRoute"),
        (.unwritten, "countersAreTheLedger"), (.refill, "limitsSurviveRestarts"),
        (.rewrite, "textIsFrozen"), (.evaluate, "contentNeverControls"),
        (.deleteFirst, "nothingReceivedIsLost"), (.twice, "nothingIsSentTwice"), (.trust, "sentIsTaken"),
        (.limit, "neverOverLimits"), (.optOut, "optOutIsGlobal"), (.forget, "everythingEnds"),
        (.loopback, "testsReachNobody"), (.talkOver, "ownerAnswersAlone"),
    ])
    func checkerBites(_ fault: PlantedFault, checker: String) throws {
        for seed in 1...UInt64(60) {
            var plan = DayPlan(seed: seed)
            plan.planted = [fault]
            let record = try SimulatedDay(plan).run()
            // Whatever goes wrong, nothing waits in a loop.
            try #require(!record.isEndless)
            let found = record.violations
            if found.contains(where: { $0.checker == checker }) { return }
        }
        Issue.record("sixty days with the planted fault “\(fault.rawValue)” went by \(checker) unnoticed")
    }
}
