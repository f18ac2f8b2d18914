import Campaigns
import Testing

@testable import Storage

@Suite struct AnswerTests {
    /// Failing tries until nothing is to be claimed any more: by which line, and at what time after noon.
    private func tries(
        _ failure: SendFailure,
        routes: [RouteTerms],
        _ bench: Bench,
        until: Duration = .seconds(7 * 86_400)
    ) async throws -> [String] {
        var at = noon
        var seen: [String] = []
        while at - noon <= until, seen.count < 50 {
            var next: Timestamp?
            var found = false
            for terms in routes where !found {
                switch try await bench.store.claim(terms, at: at) {
                case .message(let message):
                    found = true
                    seen.append("\(terms.route)@\((at - noon).components.seconds)")
                    if terms.price > 0 {
                        _ = try await bench.store.handOver(message, on: terms, at: at)
                        try await bench.store.answered(
                            message,
                            by: terms.route,
                            .refused(failure, reason: "no", jitter: 0),
                            at: at
                        )
                    } else {
                        _ = try await bench.store.handOver(message, sequence: message.pending[0], on: terms, at: at)
                        try await bench.answer(message, .refused(failure), on: terms, at: at)
                    }
                case .nothing(let until?): next = min(next ?? until, until)
                case .nothing: break
                }
            }
            if !found {
                guard let next else { break }
                at = next
            }
        }
        return seen
    }

    @Test func acceptedIsSent() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let message = try await bench.enqueue()
            let sent = try await bench.handOver(line)
            #expect(try await bench.state(message) == .submitting)
            try await bench.answer(sent, .accepted(reference: 7), on: line)
            #expect(try await bench.state(message) == .sent)
            #expect(try await bench.claim(line) == nil)
        }
    }

    @Test func temporaryFailuresAreTriedAtTheStatedTimesThenElsewhere() async throws {
        try await Bench.run(settings: { $0.hasFallback = true }) { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            var cloud = try await bench.provider()
            cloud.price = 1
            let message = try await bench.enqueue()
            let seen = try await tries(.temporary, routes: [one, two, cloud], bench)
            #expect(
                seen == [
                    "1@0", "1@5", "1@35", "1@155", "2@155", "2@160", "2@190", "2@310", "3@310", "3@315", "3@345",
                    "3@465",
                ]
            )
            #expect(try await bench.state(message) == .failed)
        }
    }

    @Test func anOnlyLineIsNotAvoidedForEver() async throws {
        try await Bench.run { bench in
            let one = try await bench.line("one")
            _ = try await bench.line("two, in a drawer since last year")
            let message = try await bench.enqueue()
            let seen = try await tries(.temporary, routes: [one], bench)
            #expect(seen == ["1@0", "1@5", "1@35", "1@155", "1@755", "1@760", "1@790", "1@910"])
            #expect(try await bench.state(message) == .failed)
        }
    }

    @Test func aProviderThatIsGoneDoesNotKeepAMessage() async throws {
        try await Bench.run(settings: { $0.hasFallback = true }) { bench in
            let line = try await bench.line()
            _ = try await bench.provider()
            let message = try await bench.enqueue()
            let seen = try await tries(.temporary, routes: [line], bench)
            let day = 155 + 86_400
            #expect(seen == ["1@0", "1@5", "1@35", "1@155"] + [0, 5, 35, 155].map { "1@\(day + $0)" })
            #expect(try await bench.state(message) == .failed)
        }
    }

    @Test(arguments: [SendFailure.permanentNumber, .permanentMessage, .policy])
    func permanentFailuresAreNotTriedAgain(_ failure: SendFailure) async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            try await bench.campaign()
            #expect(try await tries(failure, routes: [one, two], bench) == ["1@0"])
            #expect(try await bench.state(1) == .failed)
            #expect(try await bench.enrollments() == ["failed"])
            #expect(try await bench.campaignState() == "completed")
        }
    }

    @Test(arguments: [SendFailure.senderBlocked, .configuration, .credit])
    func aFaultOfTheLineBurnsNoMessageAtOnce(_ failure: SendFailure) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let message = try await bench.enqueue()
            let seen = try await tries(failure, routes: [line], bench, until: .seconds(3600))
            #expect(seen.prefix(3) == ["1@0", "1@600", "1@1200"])
            #expect(try await bench.state(message) == .queued)
            let all = try await tries(failure, routes: [line], bench)
            #expect(all.count <= 200)
        }
    }

    @Test func aProvidersOptOutSuppresses() async throws {
        try await Bench.run { bench in
            let cloud = try await bench.provider(takesUnbound: true)
            let other = try await bench.enqueue()
            try await bench.campaign()
            let claimed = try #require(try await bench.claim(cloud))
            _ = try await bench.store.handOver(claimed, on: cloud, at: noon)
            try await bench.store.answered(
                claimed,
                by: cloud.route,
                .refused(.optedOut, reason: "21610", jitter: 0),
                at: noon
            )
            #expect(claimed.id == other)
            #expect(try await bench.state(claimed.id) == .suppressed)
            #expect(try await bench.enrollments() == ["optedOut"])
            #expect(try await bench.claim(cloud) == nil)
            #expect(try await bench.count("SELECT COUNT(*) FROM message WHERE state = 'queued'") == 0)
        }
    }

    @Test func uncertainIsNeverSentAgain() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            try await bench.campaign()
            let message = try await bench.handOver(one)
            try await bench.answer(message, .uncertain(reason: "silence"), on: one)
            #expect(try await bench.state(message.id) == .uncertain)
            for days in 0..<10 {
                let at = noon + .seconds(Int64(days) * 86_400)
                _ = try await bench.store.plan(at: at)
                #expect(try await bench.claim(one, at: at) == nil)
                #expect(try await bench.claim(two, at: at) == nil)
            }
            #expect(try await bench.enrollments() == ["completed"])
        }
    }

    @Test func theTestAboveBites() async throws {
        try await Bench.run(planted: [.twice]) { bench in
            let line = try await bench.line()
            try await bench.enqueue()
            let message = try await bench.handOver(line)
            try await bench.answer(message, .uncertain(reason: "silence"), on: line)
            #expect(try await bench.claim(line) != nil)
        }
    }

    @Test func aLateAnswerSettlesWhatWasUncertain() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.enqueue()
            let message = try await bench.handOver(line)
            try await bench.answer(message, .uncertain(reason: "silence"), on: line)
            try await bench.store.answeredLate(message: message.id, sequence: 1, reference: 9, accepted: true, at: noon)
            #expect(try await bench.state(message.id) == .sent)
        }
    }

    @Test func aPartlySentMessageStaysWithItsLine() async throws {
        try await Bench.run(settings: { $0.hasFallback = true }) { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            var cloud = try await bench.provider()
            cloud.price = 1
            let message = try await bench.enqueue(String(repeating: "long ", count: 60))
            let begun = try await bench.handOver(one)
            try await bench.answer(begun, .accepted(reference: 1), on: one)
            _ = try await bench.store.handOver(begun, sequence: 2, on: one, at: noon)
            _ = try await bench.store.answered(begun, sequence: 2, on: one.route, .refused(.temporary), at: noon)
            let seen = try await tries(.temporary, routes: [two, cloud, one], bench)
            #expect(seen == ["1@5", "1@35", "1@155"])
            #expect(try await bench.state(message) == .failed)
            #expect(try await bench.text("SELECT reason FROM message")?.hasPrefix("partly sent") == true)
        }
    }

    @Test func aRefusalAfterAReplyIsNotTriedAgain() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign()
            let message = try await bench.handOver(line)
            try await bench.receive("Yes?", on: line)
            try await bench.answer(message, .refused(.temporary), on: line)
            #expect(try await bench.state(message.id) == .cancelled)
            #expect(try await bench.claim(line, at: noon + .seconds(9)) == nil)
        }
    }

    @Test func aProvidersAnswerIsForAllSegments() async throws {
        try await Bench.run { bench in
            let cloud = try await bench.provider(takesUnbound: true)
            let message = try await bench.enqueue(String(repeating: "long ", count: 60))
            let claimed = try #require(try await bench.claim(cloud))
            guard case .go = try await bench.store.handOver(claimed, on: cloud, at: noon) else {
                Issue.record("not handed over")
                return
            }
            try await bench.store.answered(claimed, by: cloud.route, .accepted(id: "SM1", segments: 2), at: noon)
            #expect(try await bench.state(message) == .sent)
            try await bench.store.receiveStatus(of: "SM1", from: cloud.route, .delivered, reason: nil, at: noon)
            #expect(try await bench.state(message) == .delivered)
            try await bench.store.receiveStatus(of: "SM1", from: cloud.route, .undelivered, reason: nil, at: noon)
            #expect(try await bench.state(message) == .delivered, "never backwards")
        }
    }

    @Test func aDailySpendCapIsKept() async throws {
        try await Bench.run { bench in
            var cloud = try await bench.provider(takesUnbound: true)
            (cloud.price, cloud.dailySpend) = (40, 100)
            for index in 1...4 { try await bench.enqueue(to: index) }
            var sent = 0
            for _ in 0..<4 {
                guard let claimed = try await bench.claim(cloud) else { break }
                _ = try await bench.store.handOver(claimed, on: cloud, at: noon)
                try await bench.store.answered(
                    claimed,
                    by: cloud.route,
                    .accepted(id: "\(sent)", segments: 1),
                    at: noon
                )
                sent += 1
            }
            #expect(sent == 2)
            #expect(try await bench.claim(cloud, at: noon + .seconds(86_401)) != nil)
        }
    }
}
