import Campaigns
import Gateway
import HTTPTypes
import Hummingbird
import Storage

extension APIRouter {
    private struct Questions: Decodable {
        var numbers: [String]
        var text: String
        var purpose: String?
        var jurisdiction: String?
        var locale: String?
        var by: String?
    }

    func addConsentQuestions(to router: Router<BasicRequestContext>) {
        router.post("/v1/consents/questions") { request, _ -> Response in
            try await ask(request)
        }
        router.get("/v1/consents/questions") { [control] request, _ -> Response in
            let query = try Query(request, allowing: ["number", "after_id", "limit"])
            let views = try await control.consentQuestions(
                of: try number(of: query),
                after: try query.integer("after_id", in: 0...Int64.max) ?? 0,
                limit: try query.limit() ?? 50
            )
            return try .json(views)
        }
    }

    /// All numbers are read before anybody is asked.
    private func ask(_ request: Request) async throws -> Response {
        let new = try await request.decoded(Questions.self)
        guard !new.numbers.isEmpty else { throw Problem.invalid("say whom to ask", field: "numbers") }
        guard new.numbers.count <= APILimits.page else {
            throw Problem.tooLarge("at most \(APILimits.page) numbers at once: ask the rest in further requests")
        }
        var numbers: [PhoneNumber] = []
        for (index, text) in new.numbers.enumerated() {
            numbers.append(try number(text, field: "numbers[\(index)]"))
        }
        var record = ConsentRecord(kind: .express, source: "", capturedAt: wallClock.now(), capturedBy: "")
        let particulars = ConsentParticulars(
            purpose: new.purpose,
            jurisdiction: new.jurisdiction,
            locale: new.locale
        )
        try write(particulars, into: &record, prefix: "")
        let questions = numbers.map { number in
            NewConsentQuestion(
                number: number,
                text: new.text,
                purpose: record.purpose,
                jurisdiction: record.jurisdiction,
                locale: record.locale,
                by: new.by ?? "api"
            )
        }
        return try .json(try await control.ask(questions), status: .accepted)
    }
}
