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
        let checksOnly = try Query(request, allowing: ["check"]).flag("check")
        let octets = try await request.octets(limit: APILimits.jsonOctets)
        guard let first = octets.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            throw Problem.malformed("the body is empty: send a message or a list of messages as JSON")
        }
        let isList = first == UInt8(ascii: "[")
        var requests =
            isList
            ? try Self.decodeList(octets)
            : [try Request.decode(SendRequest.self, from: octets)]
        guard !requests.isEmpty else { throw Problem.invalid("the list is empty", field: nil) }
        guard requests.count <= APILimits.messages else {
            throw Problem.tooLarge("at most \(APILimits.messages) messages at once: send the rest in further requests")
        }
        try addKey(of: request, to: &requests, isList: isList)
        if checksOnly {
            let refused: [RefusedMessage]
            do throws(ControlProblem) {
                refused = try await control.check(requests)
            } catch {
                throw Self.problem(error, isList: isList)
            }
            return refused.isEmpty ? Response(status: .noContent) : try .json(refused)
        }
        let receipts: [SendReceipt]
        do throws(ControlProblem) {
            receipts = try await control.send(requests)
        } catch {
            throw Self.problem(error, isList: isList)
        }
        let status: HTTPResponse.Status = receipts.allSatisfy(\.duplicate) ? .ok : .accepted
        if isList { return try .json(receipts, status: status) }
        guard let receipt = receipts.first else { throw Problem.internalError() }
        return try .json(receipt, status: status)
    }

    /// A list of one is told like any other list.
    private static func problem(_ error: ControlProblem, isList: Bool) -> Problem {
        guard isList, case .invalid(let field, let reason) = error else { return Problem(error) }
        return Problem(.invalidList([ListFault(index: 0, field: field, reason: reason)], count: 1))
    }

    /// A message of a list, or why it is none: what is wrong with one does not hide what is wrong with the others.
    private struct Attempt: Decodable {
        var result: Result<SendRequest, DecodingError>

        init(from decoder: any Decoder) throws {
            do {
                result = .success(try SendRequest(from: decoder))
            } catch let error as DecodingError {
                result = .failure(error)
            }
        }
    }

    private static func decodeList(_ octets: [UInt8]) throws(Problem) -> [SendRequest] {
        var requests: [SendRequest] = []
        var faults: [Problem.Fault] = []
        for (index, attempt) in try Request.decode([Attempt].self, from: octets).enumerated() {
            switch attempt.result {
            case .success(let request): requests.append(request)
            case .failure(let error):
                let problem = Problem(error)
                let field = problem.field.map { String($0.drop { $0 != "." }.dropFirst()) }
                faults.append(Problem.Fault(index: index, field: field, detail: problem.detail))
            }
        }
        guard faults.isEmpty else {
            throw .invalid(Array(faults.prefix(ListFault.most)), count: faults.count)
        }
        return requests
    }

    /// The header's key stands for the whole request: each message of a list gets the key with its place behind it,
    /// unless it brings one of its own.
    private func addKey(of request: Request, to requests: inout [SendRequest], isList: Bool) throws(Problem) {
        guard let key = try request.idempotencyKey() else { return }
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

extension Request {
    /// The key of the header `Idempotency-Key`, where there is one.
    func idempotencyKey() throws(Problem) -> String? {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = headers[name], !key.isEmpty else { return nil }
        guard key.utf8.count <= APILimits.idempotencyKeyOctets else {
            throw .invalid("may have at most \(APILimits.idempotencyKeyOctets) octets", field: "Idempotency-Key")
        }
        return key
    }
}
