import Campaigns
import Foundation
import Gateway
import HTTPTypes
import Hummingbird

extension APIRouter {
    /// The scenarios have the keys of a scenario file; the rules, where they are given, those of a file of rules.
    private struct NewTest: Decodable {
        var scenarios: [ScenarioFile.Conversation]?
        var rules: RulesFile?
        /// Who asks for it.
        var by: String?
    }

    func addAgents(to router: Router<BasicRequestContext>) {
        router.get("/v1/agents") { [control] _, _ -> Response in
            try .json(await control.agents())
        }
        router.get("/v1/answers") { [control] _, _ -> Response in
            try .json(OwnAnswers(control.house))
        }
        router.post("/v1/agents/:name/test") { request, context -> Response in
            try await test(request, context)
        }
        router.get("/v1/agents/:name/check") { [control] _, context -> Response in
            try .json(try await control.checkAgent(try name("name", context)))
        }
        router.post("/v1/agents/:name/enable") { [control] _, context -> Response in
            struct Enabled: Encodable {
                var enabled: Int
            }
            return try .json(Enabled(enabled: try await control.enableAgent(try name("name", context))))
        }
        router.post("/v1/agents/:name/answer") { request, context -> Response in
            try await answer(request, context)
        }
        router.post("/v1/agents/:name/replay") { request, context -> Response in
            try await replay(request, context)
        }
    }

    /// The door of answers that agents promised; their signature is checked, and no token.
    func addTurns(to router: Router<BasicRequestContext>) {
        router.post("/v1/turns/:turn") { [control] request, context -> Response in
            var headers: [String: String] = [:]
            for field in request.headers where headers[field.name.canonicalName] == nil {
                headers[field.name.canonicalName] = field.value
            }
            let octets = try await request.octets(limit: APILimits.webhookOctets)
            let asked = WebhookRequest(method: "POST", target: request.uri.string, headers: headers, body: octets)
            try control.answerTurn(try name("turn", context), asked)
            return Response(status: .noContent)
        }
    }

    private func answer(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        struct Question: Decodable {
            var id: String?
            var text: String
            var fields: [String: String]?
            var history: [AgentTurn.Message]?
        }
        let octets = try await request.octets(limit: APILimits.jsonOctets)
        let question = try Request.decode(Question.self, from: octets, decoder: JSONDecoder())
        guard !question.text.isEmpty, question.text.count <= 10_000 else {
            throw Problem.invalid("text has to have 1 to 10,000 characters", field: "text")
        }
        let fields = question.fields ?? [:]
        let now = wallClock.now()
        let turn = AgentTurn(
            id: question.id.map { String($0.prefix(100)) },
            conversation: 0,
            version: 0,
            number: fields["phone"].flatMap(PhoneNumber.init(e164:)) ?? .exercise,
            text: question.text,
            fields: fields,
            campaign: nil,
            at: now,
            history: question.history ?? [],
            isTest: true
        )
        return try .json(AgentDecisionView(try await control.askAgent(try name("name", context), turn)))
    }

    private func replay(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        struct Order: Decodable {
            var rules: RulesFile?
            var limit: Int?
        }
        let octets = try await request.octets(limit: APILimits.jsonOctets)
        let order = octets.isEmpty ? Order() : try Request.decode(Order.self, from: octets, decoder: JSONDecoder())
        var rules: RulesAgent?
        do throws(CampaignProblems) {
            if let file = order.rules { rules = try RulesAgent(file: file, zones: zones) }
        } catch {
            throw Problem.invalid(error.description, field: error.problems.first?.key)
        }
        return try .json(
            try await control.replayAgent(try name("name", context), rules: rules, most: order.limit ?? 50)
        )
    }

    private func test(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let octets = try await request.octets(limit: APILimits.jsonOctets)
        let new = octets.isEmpty ? NewTest() : try Request.decode(NewTest.self, from: octets, decoder: JSONDecoder())
        let agent = try name("name", context)
        var scenarios: [Scenario] = []
        var rules: RulesAgent?
        do throws(CampaignProblems) {
            if let files = new.scenarios { scenarios = try ScenarioFile(scenarios: files).validate() }
            if let file = new.rules { rules = try RulesAgent(file: file, zones: zones) }
        } catch {
            throw Problem.invalid(error.description, field: error.problems.first?.key)
        }
        let report =
            if let rules {
                try await control.testRules(rules, named: agent, scenarios: scenarios, by: new.by)
            } else {
                try await control.testAgent(agent, scenarios: scenarios, by: new.by)
            }
        return try .json(report, status: .created)
    }
}
