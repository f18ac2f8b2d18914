import Campaigns
import Testing

@Suite
struct RulesAgentTests {
    private func agent() throws -> RulesAgent {
        let file: RulesFile = try decoded(
            """
            {"zone": "Europe/Berlin", "rules": [
            {"name": "urgent", "when": ["pain", "Notfall"], "reply": "We call you.", "escalate": true},
            {"name": "night", "when": "call", "hours": "18:00-08:00", "reply": "Tomorrow."},
            {"name": "call", "when": "call", "reply": "At once, {{name}}."},
            {"name": "where", "matches": "\\\\bwhere\\\\b.*\\\\byou\\\\b", "reply": "Here."},
            {"when": ["yes", "see you"], "reply": "Thanks!", "close": true},
            {"name": "quiet", "when": "hm", "escalate": true}]}
            """
        )
        return try RulesAgent(file: file, zones: zones)
    }

    static let answers: [(String, AgentDecision)] = [
        ("I have PAIN!", .escalate(reason: "rule urgent: the text has 'pain'", reply: "We call you.")),
        ("painting", .escalate(reason: "no rule fits", reply: nil)),
        ("please call", .reply("At once, Anna.", why: "rule call: the text has 'call'")),
        ("WHERE are you?", .reply("Here.", why: "rule where: the text matches \\bwhere\\b.*\\byou\\b")),
        ("ok see you!", .close(reply: "Thanks!", why: "rule 5: the text has 'see you'")),
        ("hm", .escalate(reason: "rule quiet: the text has 'hm'", reply: nil)),
        ("pain and call", .escalate(reason: "rule urgent: the text has 'pain'", reply: "We call you.")),
        ("", .escalate(reason: "no rule fits", reply: nil)),
    ]

    @Test(arguments: answers)
    func theFirstRuleThatFitsDecides(text: String, expected: AgentDecision) throws {
        let noon = try instant("2026-11-23T11:00:00Z")
        #expect(try agent().answer(text: text, fields: ["name": "Anna"], at: noon) == expected)
    }

    @Test
    func hoursCountInTheAgentsZone() throws {
        let agent = try agent()
        for (time, reply) in [
            ("2026-11-23T16:59:59Z", "At once, x."), ("2026-11-23T17:00:00Z", "Tomorrow."),
            ("2026-11-24T06:59:00Z", "Tomorrow."),
        ] {
            #expect(agent.answer(text: "call", fields: ["name": "x"], at: try instant(time)).reply == reply)
        }
    }

    @Test
    func anAnswerWithAGapGoesToAPerson() throws {
        let noon = try instant("2026-11-23T11:00:00Z")
        guard case .escalate(let reason, nil) = try agent().answer(text: "call", fields: [:], at: noon) else {
            Issue.record("expected an escalation")
            return
        }
        #expect(reason.contains("'name'"))
    }

    @Test
    func allThatIsWrongIsToldWithItsPlace() throws {
        let file: RulesFile = try decoded(
            """
            {"rules": [{"when": ["!"], "reply": "x"}, {"matches": "(a+)+$", "reply": "x"}, {"matches": "(", "reply": "x"},
            {"when": "a"}, {"reply": "x"}, {"when": "a", "reply": "{{"}, {"when": "a", "hours": "9", "reply": "x"},
            {"when": "a", "escalate": true, "close": true}], "otherwise": {"escalate": false}}
            """
        )
        let problems = #expect(throws: CampaignProblems.self) { try RulesAgent(file: file, zones: zones) }
        #expect(
            try #require(problems).problems.map(\.key) == [
                "rules[0].when[0]", "rules[1].matches", "rules[2].matches", "rules[3]", "rules[4]", "rules[5].reply",
                "rules[6].hours", "rules[7]", "zone", "otherwise",
            ]
        )
    }

    /// STOP and its kin stand in no text that reaches a rule; “help” and “end” do.
    @Test(arguments: [
        ("STOP", true), ("Stopp", true), ("unsubscribe", true), ("wrong number", true), ("remove my number", true),
        ("help", false), ("end", false), ("start", false), ("pain", false),
    ])
    func wordsOfTheGatewayAreRefused(word: String, isRefused: Bool) throws {
        let file: RulesFile = try decoded(#"{"rules": [{"when": "\#(word)", "reply": "x"}]}"#)
        do throws(CampaignProblems) {
            _ = try RulesAgent(file: file, zones: zones)
            #expect(!isRefused)
        } catch {
            #expect(isRefused && error.problems.map(\.key) == ["rules[0].when[0]"], "\(error)")
        }
    }

    @Test
    func longTextsAreBounded() throws {
        let noon = try instant("2026-11-23T11:00:00Z")
        let text = String(repeating: "x ", count: 50_000) + "pain"
        #expect(try agent().answer(text: text, fields: [:], at: noon) == .escalate(reason: "no rule fits", reply: nil))
    }
}
