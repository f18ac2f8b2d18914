import Campaigns
import Gateway
import Hummingbird

extension APIRouter {
    func addConversations(to router: Router<BasicRequestContext>) {
        router.get("/v1/conversations") { [control] request, _ -> Response in
            let query = try Query(request, allowing: ["owner", "limit"])
            let owner = try query.choice("owner", ConversationOwner.self)
            return try .json(try await control.conversations(owner: owner?.rawValue, limit: query.limit() ?? 50))
        }
        router.get("/v1/conversations/:number") { [control] _, context -> Response in
            let number = try number(name("number", context), field: "number")
            return try .json(try await control.conversation(with: number))
        }
    }
}
