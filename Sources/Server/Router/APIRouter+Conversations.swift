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
            let name = try name("number", context)
            if let story = try await control.conversation(withService: name) { return try .json(story) }
            return try .json(try await control.conversation(with: number(name, field: "number")))
        }
        router.post("/v1/conversations/:number/reply") { [control] request, context -> Response in
            let body = try await request.decoded(ConversationAnswer.self)
            guard let text = body.text else { throw Problem.invalid("a message needs a text", field: "text") }
            let receipt = try await control.reply(
                to: try await person(context),
                text: text,
                by: body.by,
                takesOver: body.take ?? false,
                idempotencyKey: try body.idempotencyKey ?? request.idempotencyKey()
            )
            return try .json(receipt, status: receipt.duplicate ? .ok : .accepted)
        }
        for (path, order) in [("claim", ConversationOrder.claim), ("handback", .handBack), ("close", .close)] {
            router.post("/v1/conversations/:number/\(path)") { [control] request, context -> Response in
                let body = try await request.decoded(ConversationAnswer.self)
                let view = try await control.order(
                    order,
                    with: try await person(context),
                    by: body.by,
                    takesOver: body.take ?? false,
                    reason: body.reason
                )
                return try .json(view)
            }
        }
        router.post("/v1/conversations/:number/draft/approve") { [control] request, context -> Response in
            let body = try await request.decoded(ConversationAnswer.self)
            let message = try await control.approveDraft(
                with: try await person(context),
                text: body.text,
                by: body.by,
                takesOver: body.take ?? false
            )
            return try .json(message, status: .accepted)
        }
        router.post("/v1/conversations/:number/draft/discard") { [control] request, context -> Response in
            let body = try await request.decoded(ConversationAnswer.self)
            return try .json(try await control.discardDraft(with: try await person(context), by: body.by))
        }
    }

    /// Whom an answer is for. A short number is also the end of somebody's longer one.
    private func person(_ context: BasicRequestContext) async throws -> PhoneNumber {
        let name = try name("number", context)
        if try await control.conversation(withService: name) != nil {
            throw ControlProblem.conflict("\(name) is a service, not a person; it cannot be answered")
        }
        return try number(name, field: "number")
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
    /// Also where another person has it.
    public var take: Bool?
    public var reason: String?
    public var idempotencyKey: String?

    public init(
        by: String,
        text: String? = nil,
        take: Bool? = nil,
        reason: String? = nil,
        idempotencyKey: String? = nil
    ) {
        self.by = by
        self.text = text
        self.take = take
        self.reason = reason
        self.idempotencyKey = idempotencyKey
    }
}
