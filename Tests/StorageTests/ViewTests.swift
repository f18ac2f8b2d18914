import Campaigns
import Testing

@testable import Storage

@Suite struct ViewTests {
    @Test func theStoryOfAMessageIsInOrder() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign()
            let message = try await bench.handOver(line)
            try await bench.answer(message, .refused(.temporary), on: line)
            try await bench.send(line, at: noon + .seconds(5))
            let story = try await bench.store.story(of: message.id)
            #expect(
                story.decisions.map(\.kind) == [
                    "waiting", "queued", "claimed", "handedOver", "refused", "retried", "claimed", "handedOver",
                    "accepted", "sent", "completed",
                ]
            )
            #expect(story.message.state == "sent")
            #expect(story.message.route == "one")
            #expect(story.message.step == 1)
            #expect(story.decisions.map(\.at) == story.decisions.map(\.at).sorted())
        }
    }

    @Test func aHeldMessageSaysWhyOnce() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let span = try #require(WindowSpan(weekdays: .all, startMinute: 60, endMinute: 120))
            let window = CampaignWindow(window: try #require(SendingWindow(spans: [span])), zone: .named("UTC"))
            try await bench.campaign(window: window)
            for second in 0..<5 { _ = try await bench.claim(line, at: noon + .seconds(Int64(second))) }
            let kinds = try await bench.store.story(of: 1).decisions.map(\.kind)
            #expect(kinds.filter { $0 == "held" }.count <= 1)
            let view = try await bench.store.campaign("news", at: noon, Situation())
            #expect(
                view.activity.hasPrefix("waiting for its window until 2026-06-02T01:00:00.000Z: the window is closed"),
                "\(view.activity)"
            )
        }
    }

    /// The day after, when the limit has room again, is one without campaigns; and the preflight knows what the person got.
    @Test func throttledUntilTheHoursAreOpenToo() async throws {
        let day = try #require(CivilDate("2026-06-02"))
        try await Bench.run(settings: {
            $0.blackout = [.once(day)]
            $0.recipientLimits = RecipientLimits(all: [SlidingLimit(count: 1, seconds: SlidingLimit.day)])
        }) { bench in
            let line = try await bench.line()
            try await bench.enqueue()
            #expect(try await bench.send(line) != nil)
            try await bench.campaign()
            _ = try await bench.claim(line, at: noon + .seconds(1))
            let open = Situation(routes: [Situation.Route(name: "one", terms: line)])
            let view = try await bench.store.campaign("news", at: noon + .seconds(1), open)
            #expect(
                view.activity
                    == "throttled until 2026-06-03T00:00:00.000Z by the recipient: 1 a day, then a day without "
                    + "campaigns: 2026-06-02 is excluded"
            )
            let subject = try await bench.store.preflightSubject("news")
            let page = try await bench.store.preflightPage(of: subject, after: -1, most: 9, known: [], at: noon)
            #expect(page.rows.map(\.row.earlier) == [[noon]])
        }
    }

    @Test func figuresComeFromTheLedger() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...3)
            try await bench.send(line)
            try await bench.send(line)
            try await bench.receive("Yes", on: line)
            try await bench.receive("STOP", from: .person(Bench.number(3)), on: line)
            let view = try await bench.store.campaign("news", at: noon, Situation())
            #expect(view.segmentsSent == 2)
            #expect(view.replies == 1)
            #expect(view.optOuts == 1)
            #expect(view.messages == ["sent": 2, "cancelled": 1])
        }
    }

    @Test func messagesAreListedNewestFirstAndInPages() async throws {
        try await Bench.run { bench in
            for index in 1...5 { try await bench.enqueue(to: index, at: noon + .seconds(Int64(index))) }
            let first = try await bench.store.messages(MessageFilter(direction: "out", limit: 2)).map(\.id)
            #expect(first == [5, 4])
            let next = try await bench.store.messages(MessageFilter(direction: "out", limit: 2, beforeID: 4)).map(\.id)
            #expect(next == [3, 2])
        }
    }
}
