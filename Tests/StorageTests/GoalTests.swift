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
            let goal = try await bench.store.reach(confirmed, by: Bench.number(9), source: "crm", at: noon)
            #expect(goal.campaign == nil)
            await #expect(throws: StorageError.self) {
                try await bench.store.reach(confirmed, by: Bench.number(9), campaign: "news", source: "crm", at: noon)
            }
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
