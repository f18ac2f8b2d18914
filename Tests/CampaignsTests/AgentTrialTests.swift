import Campaigns
import Foundation
import Testing

@Suite
struct AgentTrialTests {
    /// Monday, 2026-11-23T09:00 in Berlin.
    private static let now = Timestamp(seconds: 1_795_420_800)

    private static let rules = #"""
        {"zone": "Europe/Berlin", "rules": [
        {"name": "yes", "when": ["yes", "ok"], "reply": "See you on {{appointment|default:\"the day\"}}.", "close": true,
        "goal": "confirmed", "goal_value": "20"},
        {"name": "night", "when": "call", "hours": "18:00-08:00", "reply": "We call in the morning.", "escalate": true},
        {"name": "where", "matches": "where", "reply": "12 Harbour Street"}]}
        """#

    private func agent(_ json: String = rules) throws -> RulesAgent {
        try RulesAgent(file: decoded(json), zones: zones)
    }

    private func trial(_ json: String = rules) throws -> AgentTrial {
        AgentTrial(agent: try agent(json), house: AgentTrial.House(senderName: "Clinic"), start: Self.now)
    }

    private func run(_ scenarios: String, rules: String = rules) async throws -> [ScenarioResult] {
        let file: ScenarioFile = try decoded("{\"scenarios\": \(scenarios)}")
        return try await trial(rules).run(try file.validate())
    }

    @Test
    func theBuiltInOnesPassWhereNobodyIsForgotten() async throws {
        let results = try await trial().run(Scenario.builtIn)
        #expect(results.allSatisfy { $0.passed }, "\(results.filter { !$0.passed })")
        #expect(results.allSatisfy { $0.isBuiltIn })
        let stop = results[0].turns[0]
        #expect(stop.actions == [.optOut])
        #expect(stop.reply?.contains("Clinic") == true)
    }

    /// Agents that answer everything by themselves, or nothing at all.
    @Test(arguments: [
        (
            #"{"rules": [{"matches": ".", "reply": "Thanks!"}]}"#,
            [
                "a person is asked for", "a question that nobody thought of", "what was promised elsewhere",
                "asked whether it is a machine",
            ]
        ),
        (
            #"{"otherwise": {"reply": "Thanks!"}}"#,
            [
                "a question that nobody thought of", "what was promised elsewhere", "asked whether it is a machine",
            ]
        ),
        (#"{"otherwise": {"reply": "It is 20 EUR.", "escalate": true}}"#, ["what there is not"]),
        // The same words for everybody are honest where a person gets to see what was asked.
        (#"{"otherwise": {"reply": "Thanks! We call you back.", "escalate": true}}"#, []),
        (
            #"{"rules": [{"matches": ".", "close": true}], "otherwise": {"escalate": true}}"#,
            [
                "a person is asked for", "a greeting", "a question about the price",
                "a question that nobody thought of", "what was promised elsewhere", "what there is not",
                "anger", "another language", "a long message", "asked whether it is a machine",
            ]
        ),
    ])
    func someDoNotPass(rules: String, failed: [String]) async throws {
        let results = try await trial(rules).run(Scenario.builtIn)
        #expect(results.filter { !$0.passed }.map(\.name) == failed)
    }

    /// What an agent does beside answering is shown, and can be expected.
    @Test(arguments: [nil, AgentOrders.Sequence.stop, .resume])
    func whatIsDoneBesideAnAnswerIsShown(sequence: AgentOrders.Sequence?) async throws {
        let decision = AgentDecision.setting(
            ["plan": "pro"],
            .directing(AgentOrders(sequence: sequence, tags: ["vip", "blue"]), .reply("Done.", why: "said so"))
        )
        let trial = AgentTrial(house: .init(senderName: "Shop"), zone: .utc, start: Self.now) { _ in (decision, .zero) }
        let order = sequence.map { ", \"\($0.rawValue)_sequence\"" } ?? ""
        let file: ScenarioFile = try decoded(
            #"""
            {"scenarios": [{"turns": [{"in": "Hi", "expect": {"tag": "vip", "set_field": {"Plan": "pro"},
            "actions": ["reply", "tag", "set_field"\#(order)]}}]},
            {"turns": [{"in": "Hi", "expect": {"tag": ["red", "vip"], "set_field": {"plan": "basic", "size": "3"},
            "not_actions": ["tag"]}}]}]}
            """#
        )
        let results = await trial.run(try file.validate())
        let turn = results[0].turns[0]
        #expect(turn.failures == [])
        #expect(turn.fields == ["plan": "pro"])
        #expect(turn.orders == AgentOrders(sequence: sequence, tags: ["vip", "blue"]))
        #expect(
            results[1].turns[0].failures == [
                "tag was not expected", "expected the tag red, got vip, blue",
                "expected “basic” in the field plan, got “pro”", "expected “3” in the field size, got nothing",
            ]
        )
        let bad: ScenarioFile = try decoded(#"{"scenarios": [{"turns": [{"in": "x", "expect": {"tag": ""}}]}]}"#)
        #expect(throws: CampaignProblems.self) { try bad.validate() }
    }

    /// As in earnest: a guard that trips keeps the answer back, and that a campaign goes on, and nothing else.
    @Test
    func aGuardKeepsTheCampaignFromGoingOn() async throws {
        let decision = AgentDecision.directing(AgentOrders(sequence: .resume, tags: ["vip"]), .reply("Same.", why: ""))
        let trial = AgentTrial(house: .init(senderName: "Shop"), zone: .utc, start: Self.now) { _ in (decision, .zero) }
        let turns = #"{"in": "one thing"}, {"in": "another"}, {"in": "a third and last"}"#
        let file: ScenarioFile = try decoded("{\"scenarios\": [{\"turns\": [\(turns)]}]}")
        let result = try #require(await trial.run(try file.validate()).first)
        #expect(
            result.turns.map(\.actions) == [
                [.reply, .tag, .resumeSequence], [.reply, .tag, .resumeSequence], [.escalate, .tag],
            ]
        )
        #expect(result.turns[2].orders == AgentOrders(tags: ["vip"]))
    }

    @Test
    func afterAWrongNumberNobodyAnswers() async throws {
        let results = try await run(
            #"[{"turns": [{"in": "wrong number", "expect": {"actions": ["wrong_number", "close"]}}, {"in": "yes"}]}]"#
        )
        #expect(results[0].passed)
        #expect(results[0].turns[1].actions == [.none] && results[0].turns[1].reply == nil)
    }

    @Test
    func expectationsAreJudged() async throws {
        let good = try await run(
            """
            [{"name": "confirms", "contact": {"Appointment": "Tue 8 Dec"}, "turns": [{"in": "Yes, please", "expect":
            {"reply_matches": "tue 8 dec", "not_matches": "the day", "actions": ["reply", "close"], "not_actions": "escalate",
            "max_segments": 1, "goal": "confirmed"}}]},
            {"name": "at night", "at": "2026-12-01 22:00", "turns": [{"in": "call me", "expect": {"actions": ["escalate"]}},
            {"in": "yes", "expect": {"actions": ["none"]}}]},
            {"name": "by day", "at": "2026-12-01 12:00", "turns": [{"in": "call me", "expect": {"not_matches": "morning"}}]},
            {"name": "stop and start", "turns": [{"in": "STOP", "expect": {"actions": "opt_out"}},
            {"in": "yes", "expect": {"actions": "none"}}, {"in": "START", "expect": {"actions": "opt_in"}},
            {"in": "where is it?", "expect": {"reply_matches": "harbour"}}]},
            {"name": "language", "turns": [{"in": "yes", "expect": {"language": "en"}}]},
            {"name": "help", "turns": [{"in": "HELP", "expect": {"actions": "help"}}]}]
            """
        )
        #expect(good.allSatisfy { $0.passed }, "\(good.filter { !$0.passed })")
        let bad = try await run(
            """
            [{"turns": [{"in": "yes", "expect": {"reply_matches": "monday", "actions": "escalate", "not_actions": "close",
            "goal": "sold", "not_matches": "see", "language": "de"}}]}, {"turns": [{"in": "xyz", "expect": {"reply_matches": ".",
            "language": "de"}}]}]
            """
        )
        #expect(bad.map(\.passed) == [false, false])
        #expect(
            bad[0].turns[0].failures == [
                "expected escalate, got reply, close, goal", "close was not expected",
                "the answer does not match monday",
                "the answer matches see, and should not", "expected an answer in de: it is in en",
                "expected the goal sold, got confirmed",
            ]
        )
        #expect(
            bad[1].turns[0].failures == [
                "expected an answer that matches ., got none", "expected an answer in de, got none",
            ]
        )
    }

    @Test
    func whatIsWrongWithAFileIsToldAtOnce() throws {
        let file: ScenarioFile = try decoded(
            """
            {"scenarios": [{"at": "noon", "turns": [{"in": " ", "expect": {"reply_matches": "(a+)+", "actions": ["escalat"],
            "max_segments": 0, "language": "german"}}]}, {"name": "x"}]}
            """
        )
        let problems = #expect(throws: CampaignProblems.self) { try file.validate() }
        #expect(
            try #require(problems).problems.map(\.key) == [
                "scenarios[0].at", "scenarios[0].turns[0].in", "scenarios[0].turns[0].expect.max_segments",
                "scenarios[0].turns[0].expect.language",
                "scenarios[0].turns[0].expect.reply_matches", "scenarios[0].turns[0].expect.actions[0]",
                "scenarios[1].turns",
            ]
        )
        #expect(try #require(problems).description.contains("did you mean 'escalate'?"))
        #expect(throws: CampaignProblems.self) { try ScenarioFile().validate() }
    }

    @Test
    func anotherRuleIsAnotherHash() throws {
        let hash = try agent().hash
        #expect(try agent(Self.rules.replacingOccurrences(of: "\n", with: " ")).hash == hash)
        #expect(try agent(Self.rules.replacingOccurrences(of: "Harbour", with: "Harbor")).hash != hash)
        #expect(try agent(Self.rules.replacingOccurrences(of: "18:00", with: "18:01")).hash != hash)
    }

    @Test
    func aGoalIsReached() throws {
        let decision = try agent().answer(text: "ok", fields: [:], at: Self.now)
        #expect(decision.goal == Goal(name: "confirmed", value: Amount("20")))
        #expect(decision.reply == "See you on the day.")
        #expect(decision.withoutGoal == .close(reply: "See you on the day.", why: "rule yes: the text has 'ok'"))
        let only = try agent(#"{"rules": [{"when": "paid", "goal": "paid"}]}"#)
        #expect(
            only.answer(text: "paid", fields: [:], at: Self.now).withoutGoal
                == .silent(why: "rule 1: the text has 'paid'")
        )
        for bad in [
            #"{"rules": [{"when": "x", "goal": " "}]}"#, #"{"rules": [{"when": "x", "close": true, "goal_value": 3}]}"#,
        ] {
            #expect(throws: CampaignProblems.self) { try agent(bad) }
        }
    }
}
