import Campaigns
import Foundation
import Hummingbird

extension APIRouter {
    /// A number of the path, such as `/v1/messages/17`.
    func id(_ context: BasicRequestContext) throws(Problem) -> Int64 {
        let text = context.parameters.get("id") ?? ""
        guard let id = Int64(text), id > 0 else { throw .invalid("expected a whole number", field: "id") }
        return id
    }

    /// A name of the path, percent-decoded.
    func name(_ key: String, _ context: BasicRequestContext) throws(Problem) -> String {
        guard let name = context.parameters.get(key)?.removingPercentEncoding, !name.isEmpty else {
            throw .malformed("the path cannot be read", field: key)
        }
        return name
    }

    /// The phone number that a list is asked for, if it is asked for one.
    func number(of query: Query) throws(Problem) -> PhoneNumber? {
        guard let text = try query.text("number") else { return nil }
        return try number(text, field: "number")
    }

    /// A phone number as a person wrote it.
    func number(_ text: String, field: String) throws(Problem) -> PhoneNumber {
        do {
            return try PhoneNumber(parsing: text, region: region)
        } catch {
            throw .invalid("\"\(text.prefix(40))\" \(error)", field: field)
        }
    }
}
