import Gateway
import HTTPTypes
import Hummingbird

extension APIRouter {
    private struct NewSuppression: Decodable {
        var number: String
        var note: String?
    }

    private struct Lifting: Decodable {
        var note: String
    }

    func addSuppressions(to router: Router<BasicRequestContext>) {
        router.get("/v1/suppressions") { [control] request, _ -> Response in
            let query = try Query(request, allowing: ["including_lifted"])
            return try .json(try await control.suppressions(includingLifted: query.flag("including_lifted")))
        }
        router.post("/v1/suppressions") { [control] request, _ -> Response in
            let new = try await request.decoded(NewSuppression.self)
            let number = try number(new.number, field: "number")
            return try .json(try await control.suppress(number, note: new.note), status: .created)
        }
        router.post("/v1/suppressions/:number/lift") { [control] request, context -> Response in
            let lifting = try await request.decoded(Lifting.self)
            guard lifting.note.contains(where: { !$0.isWhitespace }) else {
                throw Problem.invalid("say how the person consented again", field: "note")
            }
            let number = try number(name("number", context), field: "number")
            return try .json(try await control.liftSuppression(of: number, note: lifting.note))
        }
    }
}
