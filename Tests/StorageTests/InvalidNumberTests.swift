import Campaigns
import Testing

@testable import Storage

@Suite struct InvalidNumberTests {
    private func fail(_ bench: Bench, on line: RouteTerms, at: Timestamp) async throws -> Int64 {
        let id = try await bench.enqueue(at: at)
        let message = try await bench.handOver(line, at: at)
        try await bench.answer(message, .refused(.permanentNumber), on: line, at: at)
        return id
    }

    private func isSuppressed(_ bench: Bench) async throws -> Bool {
        try await bench.count(
            "SELECT COUNT(*) FROM suppression WHERE reason = 'invalidNumber' AND lifted_at IS NULL"
        ) == 1
    }

    @Test func twoLinesADayApartMakeANumberInvalid() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            let first = try await fail(bench, on: one, at: noon)
            let kinds = try await bench.store.story(of: first).decisions.map(\.kind)
            #expect(kinds.contains("numberFailed"))
            _ = try await fail(bench, on: two, at: noon + .seconds(3600))
            #expect(try await !isSuppressed(bench), "an hour is not enough")
            _ = try await fail(bench, on: one, at: noon + .seconds(86_400 / 2))
            #expect(try await !isSuppressed(bench), "nor is the same line")
            let last = try await fail(bench, on: two, at: noon + .seconds(86_400))
            #expect(try await isSuppressed(bench))
            let told = try await bench.store.story(of: last).decisions.contains {
                $0.kind == "suppressed" && $0.detail.contains("invalid")
            }
            #expect(told)
            let listed = try await bench.store.suppressions(SuppressionFilter())
            #expect(listed.map(\.reason) == ["invalidNumber"])
        }
    }

    @Test func whoLiftsItBeginsAnew() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            _ = try await fail(bench, on: one, at: noon)
            _ = try await fail(bench, on: two, at: noon + .seconds(86_400))
            try await bench.store.correctSuppression(
                of: Bench.number(1),
                note: "it works again",
                at: noon + .seconds(86_401)
            )
            _ = try await fail(bench, on: one, at: noon + .seconds(3 * 86_400))
            #expect(try await !isSuppressed(bench))
        }
    }
}
