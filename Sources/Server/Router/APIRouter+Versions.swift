import Campaigns
import Gateway
import HTTPTypes
import Hummingbird
import Storage

extension APIRouter {
    func addVersions(to router: Router<BasicRequestContext>) {
        router.get("/v1/campaigns/:name/versions") { [control] _, context -> Response in
            try .json(try await control.versions(of: name("name", context)))
        }
        router.post("/v1/campaigns/:name/versions") { request, context -> Response in
            let (new, definition) = try await campaign(in: request)
            let isTrial = try Query(request, allowing: ["dry_run"]).flag("dry_run")
            let edited = try await control(for: request)
                .editCampaign(name("name", context), to: definition, isTrial: isTrial, by: new.by)
            return try .json(edited, status: isTrial ? .ok : .created)
        }
        router.get("/v1/campaigns/:name/versions/:number") { [control] _, context -> Response in
            try .json(try await control.version(version("number", context), of: name("name", context)))
        }
        router.get("/v1/campaigns/:name/diff") { [control] request, context -> Response in
            let query = try Query(request, allowing: ["from", "to"])
            let campaign = try name("name", context)
            let versions = try await control.versions(of: campaign)
            let to = try query.integer("to", in: 1...100_000).map { Int($0) } ?? versions.last?.number ?? 1
            let from = try query.integer("from", in: 1...100_000).map { Int($0) } ?? max(1, to - 1)
            return try .json(try await control.differences(from: from, to: to, of: campaign))
        }
    }

    private func version(_ parameter: String, _ context: BasicRequestContext) throws -> Int {
        let text = try name(parameter, context)
        guard let number = Int(text), number > 0 else {
            throw Problem.notFound("“\(text)” is no version: they are 1, 2, …")
        }
        return number
    }
}
