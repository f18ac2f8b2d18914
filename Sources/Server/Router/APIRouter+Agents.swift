import Campaigns
import Foundation
import Gateway
import HTTPTypes
import Hummingbird

extension APIRouter {
    private struct AgentView: Encodable {
        var name: String
    }

    /// The scenarios have the keys of a scenario file; the rules, where they are given, those of a file of rules.
    private struct NewTest: Decodable {
        var scenarios: [ScenarioFile.Conversation]?
        var rules: RulesFile?
        /// Who asks for it.
        var by: String?
    }

    func addAgents(to router: Router<BasicRequestContext>) {
        router.get("/v1/agents") { [control] _, _ -> Response in
            try .json(control.knownAgents.map { AgentView(name: $0) })
        }
        router.post("/v1/agents/:name/test") { request, context -> Response in
            try await test(request, context)
        }
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
