import Campaigns
import Foundation
import Gateway
import HTTPTypes
import Hummingbird
import Storage

extension APIRouter {
    /// The campaign has the keys of a campaign file.
    struct NewCampaign: Decodable {
        var campaign: CampaignFile
        /// The import whose contacts take part; everyone without it.
        var `import`: Int64?
        /// Who makes an edit.
        var by: String?
    }

    func addCampaigns(to router: Router<BasicRequestContext>) {
        router.get("/v1/campaigns") { [control] _, _ -> Response in
            try .json(try await control.campaigns())
        }
        router.post("/v1/campaigns") { request, _ -> Response in
            try await create(request)
        }
        router.get("/v1/campaigns/:name") { [control] _, context -> Response in
            try .json(try await control.campaign(name("name", context)))
        }
        router.get("/v1/campaigns/:name/enrollments") { [control] request, context -> Response in
            let limit = try Query(request, allowing: ["limit"]).integer("limit", in: 1...100_000) ?? 1000
            return try .json(try await control.enrollments(of: name("name", context), limit: Int(limit)))
        }
        addVersions(to: router)
        addPreflight(to: router)
        addGoals(to: router)
        addAdditions(to: router)
        addFigures(to: router)
        router.post("/v1/campaigns/:name/:change") { request, context -> Response in
            guard let change = CampaignChange(rawValue: try name("change", context)) else {
                throw Problem.notFound("a campaign can be asked to start, pause, resume and cancel")
            }
            return try .json(try await control(for: request).changeCampaign(name("name", context), change))
        }
    }

    private func create(_ request: Request) async throws -> Response {
        let (new, definition) = try await campaign(in: request)
        let audience = new.import.map { Audience.importBatch($0) } ?? .everyone
        return try .json(
            try await control(for: request).createCampaign(definition, audience: audience),
            status: .created
        )
    }

    /// The campaign in a request, checked.
    func campaign(in request: Request) async throws -> (NewCampaign, CampaignDefinition) {
        let octets = try await request.octets(limit: APILimits.jsonOctets)
        let new = try Request.decode(NewCampaign.self, from: octets, decoder: JSONDecoder())
        if let unknown = UnknownCampaignKeys.first(in: octets) {
            throw Problem.invalid(unknown.reason, field: "campaign." + unknown.key)
        }
        do throws(CampaignProblems) {
            return (new, try new.campaign.validate(zones: zones))
        } catch {
            let first = error.problems.first
            throw Problem.invalid(
                error.problems.count > 1 ? error.description : first?.reason ?? "is not valid",
                field: first.map { "campaign" + ($0.key.isEmpty ? "" : "." + $0.key) }
            )
        }
    }
}
