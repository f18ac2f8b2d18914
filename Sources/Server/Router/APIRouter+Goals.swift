import Campaigns
import Gateway
import HTTPTypes
import Hummingbird
import Storage

extension APIRouter {
    private struct NewGoal: Decodable {
        /// A number, or the name of a contact.
        var contact: String
        var name: String
        var value: Amount?
        var campaign: String?
        /// Who reports it.
        var source: String?
        /// Tells it from another goal of this name; the header `Idempotency-Key` does the same.
        var idempotencyKey: String?
    }

    private struct Stopping: Decodable {
        var number: String?
        var numbers: [String]?
        var reason: String?
    }

    private struct Stopped: Encodable {
        /// Ways through campaigns that ended, or contacts that were taken out before the start.
        var stopped: Int
    }

    func addGoals(to router: Router<BasicRequestContext>) {
        router.post("/v1/goals") { request, _ -> Response in
            try await goal(request, campaign: nil)
        }
        router.post("/v1/campaigns/:name/goals") { request, context -> Response in
            try await goal(request, campaign: name("name", context))
        }
        router.get("/v1/goals") { [control] request, _ -> Response in
            let limit = try Query(request, allowing: ["limit"]).limit() ?? 100
            return try .json(try await control.goals(of: nil, limit: limit))
        }
        router.get("/v1/campaigns/:name/goals") { [control] request, context -> Response in
            let limit = try Query(request, allowing: ["limit"]).limit() ?? 100
            return try .json(try await control.goals(of: name("name", context), limit: limit))
        }
        router.post("/v1/stop") { request, _ -> Response in
            try await stop(request, campaign: nil)
        }
        router.post("/v1/campaigns/:name/stop") { request, context -> Response in
            try await stop(request, campaign: name("name", context))
        }
    }

    private func goal(_ request: Request, campaign: String?) async throws -> Response {
        let new = try await request.decoded(NewGoal.self)
        let view = try await control(for: request).reach(
            Goal(name: new.name, value: new.value),
            by: new.contact,
            campaign: campaign ?? new.campaign,
            key: new.idempotencyKey ?? request.idempotencyKey(),
            source: new.source ?? "api"
        )
        return try .json(view, status: view.duplicate == true ? .ok : .created)
    }

    private func stop(_ request: Request, campaign: String?) async throws -> Response {
        let stopping = try await request.decoded(Stopping.self)
        let numbers = (stopping.numbers ?? []) + (stopping.number.map { [$0] } ?? [])
        guard !numbers.isEmpty else { throw Problem.invalid("is missing: whom to stop for", field: "number") }
        let count = try await control(for: request).stop(numbers, campaign: campaign, reason: stopping.reason)
        return try .json(Stopped(stopped: count))
    }
}
