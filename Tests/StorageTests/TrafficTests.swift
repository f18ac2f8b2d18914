import Campaigns
import SMS
import Testing

@testable import Storage

@Suite("What passed over a line") struct TrafficTests {
    private func traffic(_ bench: Bench, _ terms: RouteTerms, at: Timestamp) async throws -> LineTraffic {
        try await bench.store.traffic(of: terms.route, since: at - .seconds(86_400), now: at)
    }

    @Test func nothing() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            #expect(try await traffic(bench, line, at: noon) == LineTraffic())
        }
    }

    @Test func whatWasSentAndRefusedIsCountedInItsOrder() async throws {
        try await Bench.run { bench in
            let (one, other) = (try await bench.line("one"), try await bench.line("two"))
            for index in 0..<3 {
                try await bench.enqueue(to: index)
                try await bench.send(one, at: noon + .seconds(index))
            }
            // Refused twice, each time tried again, and then taken.
            try await bench.enqueue(to: 4)
            var at = noon + .seconds(10)
            for number in [42, 17] {
                let message = try await bench.handOver(one, at: at)
                _ = try await bench.store.answered(
                    message,
                    sequence: 1,
                    on: one.route,
                    .refused(.temporary, reason: "+CMS ERROR \(number): no", jitter: 0),
                    at: at
                )
                at = at + .seconds(200)
            }
            var seen = try await traffic(bench, one, at: at)
            #expect(seen.accepted == 3 && seen.refused == 2 && seen.refusedInARow == 2)
            #expect(seen.refusals.map(\.reason) == ["+CMS ERROR 42: no", "+CMS ERROR 17: no"])
            try await bench.send(one, at: at)
            seen = try await traffic(bench, one, at: at)
            #expect(seen.accepted == 4 && seen.refused == 2 && seen.refusedInARow == 0)
            #expect(try await traffic(bench, other, at: at) == LineTraffic())
            // A day later it is forgotten, and nothing of it deleted.
            #expect(try await traffic(bench, one, at: at + .seconds(90_000)) == LineTraffic())
        }
    }

    @Test func reportsAreMissedOnlyWhenTheyAreLate() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.enqueue(to: 1)
            let message = try #require(try await bench.send(line))
            #expect(try await traffic(bench, line, at: noon + .seconds(60)).reportsExpected == 0)
            #expect(try await traffic(bench, line, at: noon + .seconds(300)).reportsExpected == 1)
            let report = InboundReport(
                route: line.route,
                fingerprint: "r1",
                reference: Int(message.id) % 256,
                recipient: Bench.number(1).e164,
                status: 0,
                raw: "00",
                receivedAt: noon + .seconds(9)
            )
            #expect(try await bench.store.receive(report))
            let seen = try await traffic(bench, line, at: noon + .seconds(10))
            #expect(seen.reports == 1 && seen.reportsExpected == 1)
        }
    }

    @Test func anAnswerThatNeverCameIsUncertain() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.enqueue()
            let message = try await bench.handOver(line)
            _ = try await bench.store.answered(message, sequence: 1, on: line.route, .uncertain(reason: "?"), at: noon)
            let seen = try await traffic(bench, line, at: noon)
            #expect(seen.uncertain == 1 && seen.accepted == 0 && seen.refused == 0)
        }
    }

    @Test func whatCameInIsCountedAndTheLastIsKnownForEver() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            _ = try await bench.receive("Hi", on: line, id: "a")
            _ = try await bench.receive("Hi", on: line, id: "a")
            _ = try await bench.receive("again", on: line, id: "b", at: noon + .seconds(5))
            let now = try await traffic(bench, line, at: noon + .seconds(6))
            #expect(now.received == 2 && now.lastReceived == noon + .seconds(5))
            let later = try await traffic(bench, line, at: noon + .seconds(200_000))
            #expect(later.received == 0 && later.lastReceived == noon + .seconds(5))
        }
    }
}
