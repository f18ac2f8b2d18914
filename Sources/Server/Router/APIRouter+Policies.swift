import Gateway
import HTTPTypes
import Hummingbird

extension APIRouter {
    func addPolicies(to router: Router<BasicRequestContext>) {
        router.get("/v1/policies") { [control] request, _ -> Response in
            let query = try Query(request, allowing: ["number"])
            guard let text = try query.text("number") else { return try .json(control.policies()) }
            return try .json(control.policy(for: try number(text, field: "number")))
        }
        router.get("/v1/policies/:name") { [control] _, context -> Response in
            try .json(try control.policy(name("name", context)))
        }
        router.get("/v1/compliance") { [control] _, _ -> Response in
            try .json(try await control.compliance())
        }
    }
}
