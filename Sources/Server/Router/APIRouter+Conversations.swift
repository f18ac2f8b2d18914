import Campaigns
import Gateway
import Hummingbird
public import Storage

extension APIRouter {
    func addConversations(to router: Router<BasicRequestContext>) {
        router.get("/v1/conversations") { [control] request, _ -> Response in
            let query = try Query(request, allowing: ["owner", "waiting", "limit"])
            let owner = try query.choice("owner", ConversationOwner.self)
            let views = try await control.conversations(
                owner: owner?.rawValue,
                waiting: try query.flag("waiting"),
                limit: try query.limit() ?? 50
            )
            return try .json(views)
        }
        router.get("/v1/conversations/watch") { [control] request, _ -> Response in
            let query = try Query(request, allowing: ["owner", "waiting", "limit"])
            let owner = try query.choice("owner", ConversationOwner.self)
            let (waiting, limit) = (try query.flag("waiting"), try query.limit() ?? 50)
            return EventLines.response(to: request) { lines in
                try await control.watchConversations(owner: owner?.rawValue, waiting: waiting, limit: limit) {
                    lines.tell(ConversationList(conversations: $0))
                }
            }
        }
        router.get("/v1/conversations/:number") { [control] _, context -> Response in
            try .json(try await control.conversation(with: person(context)))
        }
        router.post("/v1/conversations/:number/reply") { [control] request, context -> Response in
            let body = try await request.decoded(ConversationAnswer.self)
            guard let text = body.text else { throw Problem.invalid("a message needs a text", field: "text") }
            let receipt = try await control.reply(
                to: person(context),
                text: text,
                by: body.by,
                idempotencyKey: body.idempotencyKey
            )
            return try .json(receipt, status: receipt.duplicate ? .ok : .accepted)
        }
        for (path, order) in [("claim", ConversationOrder.claim), ("handback", .handBack), ("close", .close)] {
            router.post("/v1/conversations/:number/\(path)") { [control] request, context -> Response in
                let body = try await request.decoded(ConversationAnswer.self)
                let number = try person(context)
                return try .json(try await control.order(order, with: number, by: body.by, reason: body.reason))
            }
        }
        router.post("/v1/conversations/:number/draft/approve") { [control] request, context -> Response in
            let body = try await request.decoded(ConversationAnswer.self)
            let number = try person(context)
            let message = try await control.approveDraft(with: number, text: body.text, by: body.by)
            return try .json(message, status: .accepted)
        }
        router.post("/v1/conversations/:number/draft/discard") { [control] request, context -> Response in
            let body = try await request.decoded(ConversationAnswer.self)
            return try .json(try await control.discardDraft(with: person(context), by: body.by))
        }
    }

    private func person(_ context: BasicRequestContext) throws(Problem) -> PhoneNumber {
        try number(name("number", context), field: "number")
    }
}

/// The conversations at one moment.
public struct ConversationList: Codable, Sendable {
    public var conversations: [ConversationView]
}

/// What a person does to a conversation, and who they are.
public struct ConversationAnswer: Codable, Sendable {
    public var by: String
    public var text: String?
    public var reason: String?
    public var idempotencyKey: String?

    public init(by: String, text: String? = nil, reason: String? = nil, idempotencyKey: String? = nil) {
        self.by = by
        self.text = text
        self.reason = reason
        self.idempotencyKey = idempotencyKey
    }
}
