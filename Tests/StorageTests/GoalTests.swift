import Campaigns
import GRDB
import Testing

@testable import Storage

@Suite struct GoalTests {
    private let confirmed = Goal(name: "confirmed", value: Amount("20"))

    @Test func aGoalEndsTheWayAndTakesBackWhatIsQueued() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...2)
            let goal = try await bench.store.reach(confirmed, by: Bench.number(1), source: "crm", at: noon)
            #expect((goal.campaign, goal.ended, goal.value) == ("news", true, Amount("20")))
            #expect(try await bench.enrollments() == ["completed", "active"])
            #expect(
                try await bench.text("SELECT reason FROM enrollment WHERE id = 1") == "the goal “confirmed” was reached"
            )
            #expect(try await bench.send(line)?.number == Bench.number(2))
            #expect(try await bench.store.goals(of: "news", limit: 10).map(\.ended) == [true])
            let view = try await bench.store.campaign("news", at: noon, Situation())
            #expect(view.goals == ["confirmed": 1])
        }
    }

    /// Who answered is on no way any more: the goal counts all the same, and changes nothing.
    @Test func aGoalAfterAReplyIsCredited() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign()
            try await bench.send(line)
            try await bench.receive("Yes", on: line)
            let goal = try await bench.store.reach(confirmed, by: Bench.number(1), source: "crm", at: noon)
            #expect((goal.campaign, goal.ended) == ("news", false))
            #expect(try await bench.enrollments() == ["completed"])
        }
    }

    @Test func aNumberOfNoCampaign() async throws {
        try await Bench.run { bench in
            try await bench.campaign()
            for campaign in [nil, "news"] {
                await #expect(throws: StorageError.self) {
                    try await bench.store.reach(
                        confirmed,
                        by: Bench.number(9),
                        campaign: campaign,
                        source: "crm",
                        at: noon
                    )
                }
            }
            #expect(try await bench.store.goals(of: nil, limit: 10).isEmpty)
        }
    }

    @Test func aNumberThatTheCampaignLeftOut() async throws {
        try await Bench.run { bench in
            _ = try await bench.store.suppress(Bench.number(1), reason: .byHand, note: nil, at: noon)
            try await bench.campaign(contacts: 1...2)
            #expect(try await bench.enrollments() == ["excluded", "active"])
            let error = await #expect(throws: StorageError.self) {
                try await bench.store.reach(confirmed, by: Bench.number(1), campaign: "news", source: "crm", at: noon)
            }
            #expect(error?.description.contains("left \(Bench.number(1).masked) out (") == true)
            #expect(try await bench.store.goals(of: nil, limit: 10).isEmpty)
        }
    }

    /// A reporter that got no answer reports again.
    @Test(arguments: ["news", nil]) func aGoalThatIsReportedAgainIsOne(campaign: String?) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign("old")
            try await bench.campaign("news")
            try await bench.send(line)
            try await bench.send(line)
            let number = Bench.number(1)
            let first = try await bench.store.reach(
                Goal(name: "paid"),
                by: number,
                campaign: campaign,
                source: "crm",
                at: noon + .seconds(60)
            )
            #expect((first.campaign, first.duplicate) == ("news", false))
            // The value may come later, once.
            for value in [nil, "20", "20", nil] {
                let again = try await bench.store.reach(
                    Goal(name: "paid", value: value.flatMap { Amount($0) }),
                    by: number,
                    campaign: campaign,
                    source: "crm",
                    at: noon + .seconds(120)
                )
                #expect((again.id, again.campaign, again.duplicate) == (first.id, "news", true))
            }
            let error = await #expect(throws: StorageError.self) {
                try await bench.store.reach(
                    Goal(name: "paid", value: Amount("30")),
                    by: number,
                    campaign: campaign,
                    source: "crm",
                    at: noon
                )
            }
            #expect(error?.description.contains("idempotency key of its own") == true)
            let figures = try await bench.figures()
            #expect(figures.goals == [GoalFigures(name: "paid", events: 1, recipients: 1, value: Amount("20"))])
            #expect(try await bench.figures(of: "old").goals.isEmpty)
        }
    }

    @Test func aKeyTellsASecondGoalFromARetry() async throws {
        try await Bench.run { bench in
            try await bench.campaign()
            for key in ["order 1", "order 2", "order 2", nil] {
                _ = try await bench.store.reach(
                    Goal(name: "paid", value: Amount("20")),
                    by: Bench.number(1),
                    campaign: "news",
                    key: key,
                    source: "crm",
                    at: noon
                )
            }
            #expect(
                try await bench.figures().goals
                    == [GoalFigures(name: "paid", events: 3, recipients: 1, value: Amount("60"))]
            )
        }
    }

    /// Without a campaign it is the next one's once that has written.
    @Test func theSameGoalOfALaterCampaignIsAnother() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign("old")
            try await bench.send(line)
            for seconds in [60, 120] as [Int64] {
                let goal = try await bench.store.reach(
                    confirmed,
                    by: Bench.number(1),
                    source: "crm",
                    at: noon + .seconds(seconds)
                )
                #expect((goal.campaign, goal.duplicate) == ("old", seconds == 120))
            }
            try await bench.campaign("next", at: noon + .seconds(180))
            try await bench.send(line, at: noon + .seconds(180))
            let goal = try await bench.store.reach(
                confirmed,
                by: Bench.number(1),
                source: "crm",
                at: noon + .seconds(240)
            )
            #expect((goal.campaign, goal.duplicate) == ("next", false))
        }
    }

    /// Two messages of a person may fit the same rule.
    @Test func anAgentReportsAGoalOnce() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign()
            try await bench.send(line)
            for minute in [1, 2] as [Int64] {
                try await bench.receive("Yes", on: line, at: noon + .seconds(60 * minute))
                let later = noon + .seconds(60 * minute + 10)
                let turn = try #require(try await bench.store.dueTurns(at: later).turns.first)
                let decision = AgentDecision.reaching(confirmed, .reply("See you.", why: "rule yes"))
                _ = try await bench.store.decide(decision, in: turn, at: later)
            }
            #expect(try await bench.figures().goals.map(\.events) == [1])
        }
    }

    @Test func anAgentReachesAGoal() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign()
            try await bench.send(line)
            try await bench.receive("Yes", on: line)
            let later = noon + .seconds(10)
            let turn = try #require(try await bench.store.dueTurns(at: later).turns.first)
            let decision = AgentDecision.reaching(confirmed, .close(reply: "See you.", why: "rule yes"))
            guard case .replied = try await bench.store.decide(decision, in: turn, at: later) else {
                Issue.record("no reply")
                return
            }
            let goal = try #require(try await bench.store.goals(of: "news", limit: 1).first)
            #expect((goal.name, goal.source) == ("confirmed", "agent rules"))
            #expect(try await bench.text("SELECT owner FROM conversation") == "closed")
        }
    }

    // MARK: Stopping

    @Test func aCallFromOutsideStopsOneCampaignOrAll() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign("one")
            try await bench.campaign("two")
            let one = try await bench.store.stop(Bench.number(1), campaign: "one", reason: "asked by phone", at: noon)
            #expect(one == 1)
            #expect(try await bench.enrollments() == ["cancelled", "active"])
            #expect(try await bench.text("SELECT reason FROM enrollment WHERE id = 1") == "asked by phone")
            #expect(try await bench.store.stop(Bench.number(1), campaign: nil, reason: "x", at: noon) == 1)
            // Of several, one that nobody knows: nobody is stopped.
            let (store, numbers) = (bench.store, [Bench.number(2), Bench.number(99)])
            let before = try await bench.texts("SELECT state FROM enrollment WHERE campaign_id = 1 ORDER BY id")
            await #expect(throws: StorageError.self) {
                _ = try await store.stop(numbers, campaign: "one", reason: "x", at: noon)
            }
            #expect(try await bench.texts("SELECT state FROM enrollment WHERE campaign_id = 1 ORDER BY id") == before)
            #expect(try await bench.store.stop(Bench.number(1), campaign: nil, reason: "x", at: noon) == 0)
            #expect(try await bench.send(line) == nil)
            await #expect(throws: StorageError.self) {
                _ = try await bench.store.stop(Bench.number(1), campaign: "one", reason: "x", at: noon)
            }
        }
    }

    @Test func beforeTheStartSomebodyIsTakenOut() async throws {
        try await Bench.run { bench in
            try await bench.campaign("other", contacts: 1...2)
            let definition = CampaignDefinition(
                name: "news",
                agent: "a",
                steps: [try CampaignStep("Hello")],
                contactPolicy: .parallel
            )
            _ = try await bench.store.createCampaign(definition, audience: .everyone, at: noon)
            #expect(try await bench.store.stop(Bench.number(2), campaign: "news", reason: "x", at: noon) == 1)
            try await bench.store.start(campaign: "news", at: noon)
            let states = try await bench.texts("SELECT state FROM enrollment WHERE campaign_id = 2 ORDER BY id")
            #expect(states == ["active", "excluded"])
            #expect(
                try await bench.count("SELECT COUNT(*) FROM enrollment WHERE campaign_id = 1 AND state = 'active'") == 2
            )
        }
    }
}
