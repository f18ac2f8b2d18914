import Campaigns
import Testing

@testable import Storage

@Suite struct OptOutTests {
    /// Whoever wrote STOP to a line that cannot send hears of it within five minutes all the same.
    @Test func aConfirmationWaitsTwoMinutesForItsLine() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            let receipt = try await bench.receive("STOP", on: one)
            #expect(receipt.optedOut)
            #expect(try await bench.claim(two, at: noon + .seconds(119)) == nil)
            let taken = try #require(try await bench.claim(two, at: noon + .seconds(120)))
            #expect(taken.origin == .system)
        }
    }

    /// Every figure can be counted from the history, so what an opt-out does stands there, too.
    @Test func anOptOutIsInTheHistoryOfEachEnrollmentThatItEnds() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign("a", contacts: 1...2)
            try await bench.campaign("b", contacts: 1...2)
            try await bench.receive("STOP", on: line)
            #expect(try await bench.enrollments() == ["optedOut", "active", "optedOut", "active"])
            let history = try await bench.texts(
                "SELECT kind FROM decision WHERE enrollment_id = 1 AND kind IN ('replied', 'optedOut') ORDER BY id"
            )
            #expect(history == ["replied", "optedOut"])
        }
    }
}
