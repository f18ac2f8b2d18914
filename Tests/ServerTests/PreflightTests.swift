import Campaigns
import Gateway
import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("Preflight by HTTP")
struct PreflightTests {
    private static func rules(_ reply: String = "See you.") throws -> RulesAgent {
        let file = RulesFile(rules: [RulesFile.Rule(name: "yes", matches: "yes", reply: reply)])
        return try RulesAgent(file: file, zones: ZoneDirectory())
    }

    private static func agent(_ reply: String = "See you.") throws -> RuleAgent {
        RuleAgent(try rules(reply), name: "desk")
    }

    private static func campaign(
        agent: String = "desk",
        category: String = "informational",
        text: String = "Hello {{name}}. STOP ends messages",
        more: String = ""
    ) -> String {
        """
        {"campaign": {"name": "Notice", "agent": "\(agent)", "category": "\(category)", "steps": [{"text": "\(text)"}],
        "window": {"hours": "00:00-24:00", "zone": "UTC"}\(more)}}
        """
    }

    private static let path = "/v1/campaigns/Notice"
    private static let people = """
        phone,name,consent_date,consent_source
        01511234001,Anna,2026-01-01,form
        01511234002,Bob,2026-01-01,form
        """

    private static let attest = #"{"attest": "A. Brandt"}"#

    /// A campaign that is made, with an agent that is tested.
    private func ready(
        _ bench: Bench,
        _ campaign: String = campaign(),
        people: String = people,
        isTested: Bool = true
    ) async throws {
        _ = try await bench.ask(.post, "/v1/contacts/import", people)
        let made = try await bench.ask(.post, "/v1/campaigns", campaign)
        try #require(made.status == 201, "\(made.text)")
        guard isTested else { return }
        let tested = try await bench.ask(.post, "/v1/agents/desk/test")
        #expect(try tested.decoded(AgentTestReport.self).passed, "\(tested.text)")
    }

    private func preflight(_ bench: Bench, _ body: String? = attest) async throws -> PreflightReport {
        let answer = try await bench.ask(.post, "\(Self.path)/preflight", body)
        #expect(answer.status == 200, "\(answer.text)")
        return try answer.decoded(PreflightReport.self)
    }

    private func start(_ bench: Bench) async throws -> Bench.Answer {
        try await bench.ask(.post, "\(Self.path)/start")
    }

    @Test("an attested preflight, and nothing less, lets a campaign start")
    func attested() async throws {
        try await Bench.with(agents: [Self.agent()]) { bench in
            try await ready(bench)
            let none = try await start(bench)
            #expect(none.status == 409)
            #expect(none.problem?.detail.contains("has no attested preflight") == true, "\(none.text)")
            #expect(none.problem?.detail.contains("smsbridge campaign preflight 'Notice' --attest") == true)
            let looked = try await preflight(bench, nil)
            #expect(looked.passes && looked.token == nil, "\(looked.faults)")
            #expect(try await start(bench).status == 409)
            #expect(try await bench.ask(.post, "\(Self.path)/preflight", #"{"attest": " "}"#).status == 422)
            let report = try await preflight(bench)
            #expect(report.attestation?.by == "A. Brandt")
            #expect(report.confirmations.count == 4)
            #expect(report.figures.contacts == 2 && report.forecast.messages == 2)
            #expect(try await start(bench).status == 200)
            let kept = try await bench.ask(.get, "\(Self.path)/preflight").text
            #expect(kept.contains(report.token?.hex ?? "-") && !kept.contains("+4915"), "\(kept)")
        }
    }

    // Acceptance: what is refused.

    @Test("it refuses an agent that is not tested as it is, missing opt-out text, and a finish that is out of reach")
    func refusals() async throws {
        let cases: [(String, PreflightCheck, Bool)] = [
            (Self.campaign(), .agent, false),
            (Self.campaign(category: "marketing", text: "Sale!"), .optOutText, true),
            (Self.campaign(text: "Hello {{nme}}"), .fields, true),
            (Self.campaign(more: #", "routes": ["line9"]"#), .lines, true),
            (Self.campaign(more: #", "ends": {"after": "2026-11-17"}"#), .finish, true),
        ]
        for (campaign, check, isTested) in cases {
            try await Bench.with(agents: [Self.agent()]) { bench in
                try await ready(bench, campaign, isTested: isTested)
                let report = try await preflight(bench)
                #expect(report.faults.map(\.check).contains(check), "\(report.faults)")
                #expect(report.token == nil)
                let started = try await start(bench)
                #expect(started.status == 409)
                #expect(try await bench.ask(.get, Self.path).decoded(CampaignView.self).state == "draft")
            }
        }
    }

    @Test("an agent that fails its test keeps the campaign from starting")
    func failedAgent() async throws {
        let file = RulesFile(rules: [RulesFile.Rule(name: "all", matches: ".", reply: "Thank you!")])
        let agent = RuleAgent(try RulesAgent(file: file, zones: ZoneDirectory()), name: "desk")
        try await Bench.with(agents: [agent]) { bench in
            try await ready(bench, isTested: false)
            let tested = try await bench.ask(.post, "/v1/agents/desk/test").decoded(AgentTestReport.self)
            #expect(
                tested.results.filter { !$0.passed }.map(\.name) == [
                    "a person is asked for", "a question that nobody thought of", "what was promised elsewhere",
                    "asked whether it is a machine",
                ]
            )
            let finding = try await preflight(bench).faults.first { $0.check == .agent }
            #expect(finding?.figure.contains("failed 4 of") == true)
        }
    }

    // Acceptance: what makes it void.

    @Test("one character makes it void: of the text, of a contact, of the agent's rules")
    func voided() async throws {
        let path = FileDatabase()
        defer { path.remove() }
        try await Bench.with(database: path, agents: [Self.agent()]) { bench in
            try await ready(bench)
            let first = try await preflight(bench)
            // The text.
            let edited = Self.campaign(text: "Hello {{name}}! STOP ends messages")
            #expect(try await bench.ask(.post, "\(Self.path)/versions", edited).status == 201)
            #expect(try await bench.ask(.get, Self.path).decoded(CampaignView.self).state == "draft")
            #expect(try await start(bench).problem?.detail.contains("no attested preflight") == true)
            let second = try await preflight(bench)
            #expect(second.token != first.token)
            // A contact.
            _ = try await bench.ask(.post, "/v1/contacts/import", Self.people.replacing("Anna", with: "Anne"))
            let changed = try await start(bench)
            #expect(changed.status == 409)
            #expect(changed.problem?.detail.contains("the contacts changed") == true, "\(changed.text)")
            _ = try await preflight(bench)
            // One more of them.
            _ = try await bench.ask(.post, "/v1/contacts/import", "phone\n01511234003")
            #expect(try await start(bench).problem?.detail.contains("the contacts changed") == true)
            _ = try await preflight(bench)
        }
        // A rule of the agent, and a limit, in another life of the daemon.
        try await Bench.with(database: path, agents: [Self.agent("See you!")]) { bench in
            let detail = try await start(bench).problem?.detail ?? ""
            #expect(detail.contains("the rules of the agent changed") && detail.contains("not tested"), "\(detail)")
        }
        let limits = RateLimits(perMinute: 6, perHour: 100, perDay: 199, spacing: 3, jitterPercent: 40)
        try await Bench.with(database: path, agents: [Self.agent()], limits: limits) { bench in
            let detail = try await start(bench).problem?.detail ?? ""
            #expect(detail.contains("the limits or prices of the lines changed"), "\(detail)")
            #expect(!detail.contains("agent"), "\(detail)")
        }
        try await Bench.with(database: path, agents: [Self.agent()]) { bench in
            // An opt-out only takes people out: it makes nothing void.
            _ = try await bench.ask(.post, "/v1/suppressions", #"{"number": "+491511234002"}"#)
            let started = try await start(bench)
            #expect(started.status == 200, "\(started.text)")
            #expect(try started.decoded(CampaignView.self).audienceSuppressed == 1)
        }
    }

    @Test("an edit of a running campaign counts with its attestation")
    func edits() async throws {
        try await Bench.with(agents: [Self.agent()]) { bench in
            try await ready(bench)
            _ = try await preflight(bench)
            _ = try await start(bench)
            let edited = Self.campaign(text: "Good day {{name}}. STOP ends messages")
            let version = try await bench.ask(.post, "\(Self.path)/versions", edited).decoded(CampaignEdited.self)
            #expect(version.isEffective == false)
            let waiting = try await bench.ask(.get, Self.path).decoded(CampaignView.self)
            #expect((waiting.version, waiting.waitingVersion) == (1, 2))
            let looked = try await preflight(bench, nil)
            #expect(looked.version == 2 && looked.figures.contacts == 2)
            #expect(try await bench.ask(.get, Self.path).decoded(CampaignView.self).version == 1)
            _ = try await preflight(bench)
            let view = try await bench.ask(.get, Self.path).decoded(CampaignView.self)
            #expect((view.version, view.waitingVersion) == (2, nil))
        }
    }

    @Test("a running campaign tells that its agent or the sender is not the one of its preflight, and goes on")
    func warnings() async throws {
        let path = FileDatabase()
        defer { path.remove() }
        @Sendable func warnings(_ bench: Bench) async throws -> [String]? {
            let view = try await bench.ask(.get, Self.path).decoded(CampaignView.self)
            #expect(view.state == "running")
            return view.warnings
        }
        try await Bench.with(database: path, agents: [Self.agent()]) { bench in
            try await ready(bench)
            _ = try await preflight(bench)
            #expect(try await start(bench).status == 200)
            #expect(try await warnings(bench) == nil)
        }
        try await Bench.with(database: path, agents: [Self.agent("See you!")]) { bench in
            let told = try await warnings(bench)
            #expect(told?.count == 1)
            #expect(told?.first?.hasPrefix("the rules of the agent changed since the preflight that A. Brandt") == true)
            #expect(told?.first?.contains("smsbridge campaign preflight 'Notice' --attest NAME") == true)
            // Looked at and attested again, all is well.
            _ = try await bench.ask(.post, "/v1/agents/desk/test")
            #expect(try await preflight(bench).token != nil)
            #expect(try await warnings(bench) == nil)
        }
        try await Bench.with(database: path, agents: [Self.agent("See you!")], senderName: "Clinic") { bench in
            let told = try await warnings(bench)
            #expect(told?.first?.hasPrefix("the policies, the opt-out words") == true)
        }
    }

    @Test("rows with a problem are told as CSV, and the progress as it goes on")
    func rows() async throws {
        try await Bench.with(agents: [Self.agent()]) { bench in
            let people = Self.people.replacing("Bob", with: "")
            let batch = try await bench.ask(.post, "/v1/contacts/import", people).decoded(ImportView.self)
            let body = Self.campaign().dropLast() + ", \"import\": \(batch.id)}"
            _ = try await bench.ask(.post, "/v1/campaigns", String(body))
            let rows = try await bench.ask(.get, "\(Self.path)/preflight/rows")
            #expect(rows.type?.hasPrefix("text/csv") == true)
            let lines = rows.text.split(separator: "\r\n")
            #expect(lines.first == "line,number,step,problem,reason")
            #expect(lines.contains { $0.hasPrefix("3,+491511234002,1,missingField,") }, "\(rows.text)")
            let live = try await bench.ask(.post, "\(Self.path)/preflight?live=true", Self.attest).text
            let events = live.split(separator: "\n").map { String($0.prefix(26)) }
            #expect(events.contains { $0.contains("\"done\":2") }, "\(events)")
            #expect(live.split(separator: "\n").last?.contains("\"event\":\"report\"") == true)
            #expect(try await bench.ask(.get, "/v1/campaigns/None/preflight").status == 404)
            #expect(try await bench.ask(.post, "/v1/campaigns/None/preflight?live=true").status == 404)
        }
    }

    @Test("agents are tested with scenarios of their own, and rules before they are configured")
    func agentTests() async throws {
        try await Bench.with(agents: [Self.agent()]) { bench in
            let scenarios =
                #"{"scenarios": [{"name": "a", "turns": [{"in": "yes", "expect": {"reply_matches": "you"}}]}]}"#
            let good = try await bench.ask(.post, "/v1/agents/desk/test", scenarios).decoded(AgentTestReport.self)
            #expect(good.passed && good.results.last?.name == "a")
            #expect(try await bench.ask(.post, "/v1/agents/nobody/test").status == 404)
            let people = try await bench.ask(.post, "/v1/agents/human/test")
            #expect(people.status == 409 && people.text.contains("people need no test"))
            let bad = try await bench.ask(.post, "/v1/agents/desk/test", #"{"scenarios": [{"name": "a"}]}"#)
            #expect(bad.problem?.field == "scenarios[0].turns", "\(bad.text)")
            let rules = #"{"rules": {"rules": [{"matches": ".", "reply": "ok"}]}}"#
            let other = try await bench.ask(.post, "/v1/agents/new/test", rules).decoded(AgentTestReport.self)
            #expect(!other.passed && other.hash != good.hash)
        }
    }

    @Test("goals and stops by HTTP")
    func goalsAndStops() async throws {
        try await Bench.with(agents: [Self.agent()]) { bench in
            try await ready(bench)
            let out = try await bench.ask(.post, "\(Self.path)/stop", #"{"number": "01511234002"}"#)
            #expect(out.text.contains("\"stopped\":1"), "\(out.text)")
            _ = try await preflight(bench)
            let started = try await start(bench).decoded(CampaignView.self)
            #expect(started.audienceOtherwiseOut == 1)
            let goal = try await bench.ask(.post, "/v1/goals", #"{"contact": "anna", "name": "paid", "value": 49.9}"#)
            #expect(goal.status == 201)
            let again = try await bench.ask(.post, "/v1/goals", #"{"contact": "anna", "name": "paid", "value": 49.9}"#)
            #expect(again.status == 200)
            #expect(try again.decoded(GoalView.self).duplicate == true)
            let other = #"{"contact": "anna", "name": "paid", "value": 50}"#
            #expect(try await bench.ask(.post, "/v1/goals", other).status == 409)
            let view = try goal.decoded(GoalView.self)
            #expect((view.campaign, view.value, view.ended) == ("Notice", Amount("49.90"), true))
            #expect(try await bench.ask(.get, Self.path).decoded(CampaignView.self).goals == ["paid": 1])
            #expect(try await bench.ask(.get, "\(Self.path)/goals").decoded([GoalView].self).count == 1)
            #expect(try await bench.ask(.post, "/v1/goals", #"{"contact": "nobody", "name": "paid"}"#).status == 404)
            #expect(try await bench.ask(.post, "/v1/goals", #"{"contact": "anna", "name": ""}"#).status == 422)
            #expect(
                try await bench.ask(.post, "/v1/stop", #"{"numbers": ["01511234001"]}"#).text.contains("\"stopped\":0")
            )
            #expect(try await bench.ask(.post, "/v1/stop", "{}").status == 422)
        }
    }
}
