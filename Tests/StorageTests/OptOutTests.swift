import Campaigns
import GRDB
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

    /// An account at a provider may have words of its own, which it answers itself.
    @Test(arguments: [(ProviderVerdict?.none, 0, 0), (.optOut, 1, 0), (.help, 0, 0)])
    func whatAProviderTookForAnOptOutIsOne(verdict: ProviderVerdict?, suppressed: Int, confirmations: Int) async throws
    {
        try await Bench.run { bench in
            let line = try await bench.line()
            _ = try await bench.receive(.text("Adios"), on: line, id: "a", confirmed: verdict != nil, verdict: verdict)
            #expect(try await bench.count("SELECT COUNT(*) FROM suppression WHERE lifted_at IS NULL") == suppressed)
            #expect(try await bench.count("SELECT COUNT(*) FROM message") == confirmations)
            guard suppressed == 1 else { return }
            // Our own word for an opt-out stays one, and the provider's START lifts it.
            _ = try await bench.receive(.text("STOP"), on: line, id: "b", confirmed: true, verdict: .optIn)
            #expect(try await bench.count("SELECT COUNT(*) FROM suppression WHERE lifted_at IS NULL") == 1)
            _ = try await bench.receive(.text("Hola"), on: line, id: "c", confirmed: true, verdict: .optIn)
            #expect(try await bench.count("SELECT COUNT(*) FROM suppression WHERE lifted_at IS NULL") == 0)
        }
    }

    @Test(arguments: [
        ("I am not Anna", 1), ("Not Anna, sorry", 1), ("Anna is not here today, call later please ok", 0),
    ])
    func whoIsNotTheContactIsAWrongNumber(text: String, suppressed: Int) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            _ = try await bench.store.write { transaction in
                try transaction.run(
                    "UPDATE contact SET name = 'Anna Brandt' WHERE id = ?",
                    [
                        try transaction.contact(of: Bench.number(1).e164, at: noon)
                    ]
                )
            }
            try await bench.receive(text, on: line)
            let wrong = try await bench.count("SELECT COUNT(*) FROM suppression WHERE reason = 'wrongNumber'")
            #expect(wrong == suppressed)
        }
    }
}
