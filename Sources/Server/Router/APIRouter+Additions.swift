import Gateway
import HTTPTypes
import Hummingbird
import Storage

extension APIRouter {
    /// Either an import, or numbers.
    private struct Adding: Decodable {
        var `import`: Int64?
        var number: String?
        var numbers: [String]?
        /// Who attests it; without it, it is only looked at.
        var attest: String?
    }

    private struct PuttingBack: Decodable {
        /// A number, or the name of a contact.
        var number: String
    }

    func addAdditions(to router: Router<BasicRequestContext>) {
        router.post("/v1/campaigns/:name/resume-contact") { request, context -> Response in
            let number = try await request.decoded(PuttingBack.self).number
            return try .json(try await control(for: request).putBack(number, in: name("name", context)))
        }
        router.post("/v1/campaigns/:name/contacts") { request, context -> Response in
            try await add(request, to: name("name", context))
        }
    }

    private func add(_ request: Request, to campaign: String) async throws -> Response {
        let adding = try await request.decoded(Adding.self)
        let numbers = (adding.numbers ?? []) + (adding.number.map { [$0] } ?? [])
        let control = try control(for: request)
        guard let batch = adding.import else {
            guard !numbers.isEmpty else {
                throw Problem.invalid("is missing: whom to add, by import, number or numbers", field: "import")
            }
            return try .json(try await control.addContacts(numbers, to: campaign, attestedBy: adding.attest))
        }
        guard numbers.isEmpty else {
            throw Problem.invalid("stands beside numbers: name the one or the other", field: "import")
        }
        return try .json(
            try await control.addContacts(ofImport: batch, to: campaign, attestedBy: adding.attest)
        )
    }
}
