import Campaigns
import Testing

@testable import Storage

@Suite struct QueueTests {
    @Test func prioritiesAreServedInOrder() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 10...10)
            for (index, origin) in [MessageOrigin.api, .agent, .human, .system].enumerated() {
                try await bench.enqueue("\(origin)", to: index + 1, origin: origin)
            }
            var order: [MessageOrigin] = []
            while let message = try await bench.send(line) { order.append(message.origin) }
            #expect(order == [.system, .human, .agent, .api, .campaign])
        }
    }

    @Test func followUpsComeBeforeStarters() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(
                steps: [CampaignStep("first"), CampaignStep("second", after: .minutes(1))],
                contacts: 1...2
            )
            _ = try await bench.send(line)
            let later = noon + .seconds(60)
            _ = try await bench.store.plan(at: later)
            let next = try #require(try await bench.claim(line, at: later))
            #expect(next.text == "second")
        }
    }

    @Test func campaignsTakeTurns() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign("a", steps: [CampaignStep("a")], contacts: 1...4)
            try await bench.campaign("b", steps: [CampaignStep("b")], contacts: 11...14)
            var order = ""
            for second in 0..<8 {
                order += try #require(try await bench.send(line, at: noon + .seconds(second))).text
            }
            #expect(order == "abababab")
        }
    }

    @Test func aPersonHearsFromTheLineThatTheyKnow() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            try await bench.campaign(steps: [CampaignStep("first"), CampaignStep("second", after: .minutes(1))])
            _ = try await bench.send(one)
            let later = noon + .seconds(60)
            _ = try await bench.store.plan(at: later)
            #expect(try await bench.claim(two, at: later) == nil)
            let wait = try await bench.store.claim(two, at: later)
            #expect(wait == .nothing(until: later + .seconds(600)), "patience is told")
            #expect(try await bench.claim(two, at: later + .seconds(600)) != nil, "patience ends")
        }
    }

    @Test func whatAProviderTookComesHomeToTheLines() async throws {
        try await Bench.run { bench in
            let (line, cloud) = (try await bench.line(), try await bench.provider(takesUnbound: true))
            try await bench.campaign(steps: [CampaignStep("first"), CampaignStep("second", after: .minutes(1))])
            _ = try await bench.send(cloud)
            _ = try await bench.store.plan(at: noon + .seconds(60))
            #expect(try await bench.claim(line, at: noon + .seconds(60))?.text == "second")
        }
    }

    @Test func oneKeyIsOneMessage() async throws {
        try await Bench.run { bench in
            let wish = NewMessage(
                number: Bench.number(1),
                text: "Hello",
                origin: .api,
                dueAt: noon,
                idempotencyKey: "k"
            )
            let first = try await bench.store.enqueue([wish], at: noon)
            let again = try await bench.store.enqueue([wish, wish], at: noon + .seconds(5))
            #expect(again.map(\.id) == [first[0].id, first[0].id])
            #expect(again.allSatisfy { $0.isDuplicate })
            var other = wish
            other.text = "Bye"
            await #expect(throws: StorageError.self) { try await bench.store.enqueue([other], at: noon) }
            #expect(try await bench.count("SELECT COUNT(*) FROM message") == 1)
        }
    }

    @Test func aSuppressedNumberIsAnsweredAtOnce() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            _ = try await bench.store.suppress(Bench.number(1), reason: .byHand, note: nil, at: noon)
            let wishes = [1, 2].map { NewMessage(number: Bench.number($0), text: "a", origin: .api, dueAt: noon) }
            let taken = try await bench.store.enqueue(wishes, at: noon)
            #expect(taken.map(\.state) == [.suppressed, .queued])
            #expect(taken[0].reason == "the number is suppressed: somebody here entered it, since \(noon)")
            #expect(taken[1].reason == nil)
            let kinds = try await bench.store.story(of: taken[0].id).decisions.map(\.kind)
            #expect(kinds == ["queued", "suppressed"])
            #expect(try await bench.send(line)?.id == taken[1].id)
            #expect(try await bench.send(line) == nil)
        }
    }

    @Test func messagesAreQueuedAllOrNone() async throws {
        try await Bench.run { bench in
            let good = NewMessage(number: Bench.number(1), text: "Hello", origin: .api, dueAt: noon)
            let text = String(repeating: "x", count: 4000)
            let bad = NewMessage(number: Bench.number(2), text: text, origin: .api, dueAt: noon)
            await #expect(throws: StorageError.self) { try await bench.store.enqueue([good, bad], at: noon) }
            let kept = try await bench.count("SELECT COUNT(*) FROM message")
            #expect(kept == 0)
        }
    }

    @Test func aMessageTakenBackMovesItsEnrollmentOn() async throws {
        try await Bench.run { bench in
            _ = try await bench.line()
            try await bench.campaign()
            _ = try await bench.store.cancel(message: 1, at: noon)
            #expect(try await bench.enrollments() == ["failed"])
            #expect(try await bench.campaignState() == "completed")
        }
    }
}
