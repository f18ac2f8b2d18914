import Campaigns
import Foundation
import Gateway
import HTTPTypes
import Hummingbird
import Storage

extension APIRouter {
    /// The header in which a client says who asks: a name of at most 100 characters, percent-encoded UTF-8 where it is not ASCII.
    public static let actorField = "Smsbridge-Actor"

    func addAudit(to router: Router<BasicRequestContext>) {
        router.get("/v1/audit") { [control] request, _ -> Response in
            let query = try Query(
                request,
                allowing: ["campaign", "number", "actor", "since", "before_id", "limit"]
            )
            var filter = AuditFilter()
            filter.campaign = try query.text("campaign")
            filter.number = try query.text("number").map { text throws(Problem) in try number(text, field: "number") }
            filter.actor = try query.text("actor")
            filter.since = try query.time("since")
            filter.before = try query.integer("before_id", in: 1...Int64.max)
            filter.limit = try query.limit() ?? 100
            return try .json(try await control.audit(filter))
        }
    }

    /// The gateway for the one who asks. Whoever says no name is `api`.
    func control(for request: Request) throws(Problem) -> Control {
        guard let text = HTTPField.Name(Self.actorField).flatMap({ request.headers[$0] }) else {
            return control.acting(as: "api")
        }
        let name = (text.removingPercentEncoding ?? "").filter { !$0.isNewline }
        guard (1...100).contains(name.count), name.contains(where: { !$0.isWhitespace }) else {
            throw .invalid("say a name of 1 to 100 characters, or leave the header out", field: Self.actorField)
        }
        return control.acting(as: name)
    }
}
