import Campaigns
import Gateway
import HTTPTypes
import Hummingbird
import Storage

extension APIRouter {
    func addMessages(to router: Router<BasicRequestContext>) {
        router.post("/v1/messages") { request, _ -> Response in
            try await send(request)
        }
        router.get("/v1/messages") { [control] request, _ -> Response in
            try .json(try await control.messages(filter(request)))
        }
        router.get("/v1/messages/:id") { [control] _, context -> Response in
            try .json(try await control.message(id(context)))
        }
        router.delete("/v1/messages/:id") { [control] _, context -> Response in
            try .json(try await control.cancelMessage(id(context)))
        }
    }

    /// One object is answered with one receipt, a list with a list in the same order. A list is taken whole or not at all.
    private func send(_ request: Request) async throws -> Response {
        let octets = try await request.octets(limit: APILimits.jsonOctets)
        guard let first = octets.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            throw Problem.malformed("the body is empty: send a message or a list of messages as JSON")
        }
        let isList = first == UInt8(ascii: "[")
        var requests =
            isList
            ? try Request.decode([SendRequest].self, from: octets)
            : [try Request.decode(SendRequest.self, from: octets)]
        guard !requests.isEmpty else { throw Problem.invalid("the list is empty", field: nil) }
        guard requests.count <= APILimits.messages else {
            throw Problem.tooLarge("at most \(APILimits.messages) messages at once: send the rest in further requests")
        }
        try addKey(of: request, to: &requests, isList: isList)
        let receipts: [SendReceipt]
        do throws(ControlProblem) {
            receipts = try await control.send(requests)
        } catch {
            var problem = Problem(error)
            // The body is the list itself.
            if let field = problem.field, field.hasPrefix("messages[") {
                problem.field = String(field.dropFirst("messages".count))
            }
            throw problem
        }
        let status: HTTPResponse.Status = receipts.allSatisfy(\.duplicate) ? .ok : .accepted
        if isList { return try .json(receipts, status: status) }
        guard let receipt = receipts.first else { throw Problem.internalError() }
        return try .json(receipt, status: status)
    }

    /// The header's key stands for the whole request: each message of a list gets the key with its place behind it,
    /// unless it brings one of its own.
    private func addKey(of request: Request, to requests: inout [SendRequest], isList: Bool) throws(Problem) {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = request.headers[name], !key.isEmpty else {
            return
        }
        guard key.utf8.count <= APILimits.idempotencyKeyOctets else {
            throw .invalid("may have at most \(APILimits.idempotencyKeyOctets) octets", field: "Idempotency-Key")
        }
        for index in requests.indices where requests[index].idempotencyKey == nil {
            requests[index].idempotencyKey = isList ? "\(key)/\(index)" : key
        }
    }

    private enum Direction: String, CaseIterable { case `in`, out }

    private func filter(_ request: Request) throws(Problem) -> MessageFilter {
        let names = ["number", "state", "campaign", "direction", "limit", "before_id"]
        let query = try Query(request, allowing: names)
        var filter = MessageFilter()
        filter.number = try query.text("number").map { text throws(Problem) in
            try number(text, field: "number").e164
        }
        let state = try query.text("state")
        let states = MessageState.allCases.map(\.rawValue) + ["received"]
        if let state, !states.contains(state) {
            throw .invalid("expected one of \(states.joined(separator: ", "))", field: "state")
        }
        filter.state = state
        filter.campaign = try query.text("campaign")
        filter.direction = try query.choice("direction", Direction.self)?.rawValue
        filter.limit = try query.limit() ?? 50
        filter.beforeID = try query.integer("before_id", in: 1...Int64.max)
        return filter
    }
}
