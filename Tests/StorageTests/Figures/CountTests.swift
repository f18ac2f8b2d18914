import Campaigns
import Testing

@testable import Storage

@Suite("Counts for monitors: from the same tables as figures")
struct CountTests {
    @Test func aCampaignIsCounted() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(
                steps: [CampaignStep("one"), CampaignStep("two", after: .days(1))],
                contacts: 1...3
            )
            for _ in 1...3 { try await bench.send(line) }
            let first = try await bench.receive("Yes", on: line, at: noon + .seconds(60))
            let part = try #require(first.part)
            _ = try await bench.store.plan(
                at: noon + .seconds(61),
                halts: [HaltTime(part: part, committedAt: noon + .milliseconds(60_025))]
            )
            try await bench.receive("STOP", from: .person(Bench.number(2)), on: line, at: noon + .seconds(62))
            try await bench.campaign("later", contacts: 4...4)
            let counts = try await bench.store.campaignCounts()
            #expect(counts.campaigns.map(\.name) == ["later", "news"])
            let news = try #require(counts.campaigns.last)
            #expect(news.state == "running")
            #expect(news.enrollments == ["active": 1, "replied": 1, "optedOut": 1])
            #expect(news.messages == ["sent": 3])
            #expect((news.segments, news.replies, news.optOuts) == (3, 1, 1))
            #expect(counts.halts.count == 1 && counts.halts.totalMs == 25)
            #expect(counts.halts.upTo.map(\.halts) == [0, 1, 1, 1, 1, 1, 1])
        }
    }
}
