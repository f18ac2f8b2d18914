import Campaigns
import Foundation
import Gateway
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

extension APIRouter {
    private struct Order: Decodable {
        var by: String
        var reason: String?
    }

    func addPeople(to router: Router<BasicRequestContext>) {
        router.post("/v1/contacts/:number/export") { request, context -> Response in
            let order = try await order(request)
            return try await export(number(name("number", context), field: "number"), order)
        }
        router.post("/v1/contacts/:number/erase") { [control] request, context -> Response in
            let order = try await order(request)
            guard let reason = order.reason, reason.contains(where: { !$0.isWhitespace }) else {
                throw Problem.invalid("say why, such as: asked by letter of 2026-11-23", field: "reason")
            }
            let number = try number(name("number", context), field: "number")
            return try .json(try await control.erase(number, by: order.by, reason: reason))
        }
        router.get("/v1/receipts") { [control] request, _ -> Response in
            let query = try Query(request, allowing: ["number", "before_id", "limit"])
            let number = try number(of: query)
            let views = try await control.receipts(
                of: number,
                before: try query.integer("before_id", in: 1...Int64.max),
                limit: try query.limit() ?? 50
            )
            return try .json(views)
        }
        router.get("/v1/receipts/:id") { [control] _, context -> Response in
            try .json(try await control.receipt(id(context)))
        }
    }

    private func order(_ request: Request) async throws -> Order {
        let order = try await request.decoded(Order.self)
        guard order.by.contains(where: { !$0.isWhitespace }) else {
            throw Problem.invalid("say who does it", field: "by")
        }
        return order
    }

    /// The body is what the person gets; the receipt, which has its hash, is in a header of the answer.
    private func export(_ number: PhoneNumber, _ order: Order) async throws -> Response {
        let export = try await control.export(of: number)
        let octets = [UInt8](try JSONCoding.encoder(pretty: true).encode(export)) + [UInt8(ascii: "\n")]
        let receipt = try await control.recordExport(
            of: number,
            by: order.by,
            reason: order.reason,
            octets: octets,
            counts: export.counts
        )
        var headers: HTTPFields = [.contentType: "application/json", .cacheControl: "no-store"]
        if let name = HTTPField.Name(Response.summaryField) { headers[name] = try Response.asciiJSON(receipt) }
        return Response(
            status: .created,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: octets))
        )
    }
}
