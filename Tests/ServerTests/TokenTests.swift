import Gateway
import HTTPTypes
import Testing

@testable import Server

@Suite("The API's token")
struct TokenTests {
    @Test(
        "only the token itself opens",
        arguments: [
            (nil, 401), ("Bearer", 401), ("Bearer ", 401), ("Bearer \(Bench.token)x", 401),
            ("Bearer \(Bench.token.dropLast())", 401), ("Basic \(Bench.token)", 401),
            ("Bearer \(Bench.token)", 200), ("bearer \(Bench.token)", 200),
        ] as [(String?, Int)]
    )
    func doors(header: String?, status: Int) async throws {
        let token = try #require(BearerToken(Bench.token))
        try await Bench.with(.token(token)) { bench in
            let headers: HTTPFields = header.map { [.authorization: $0] } ?? [:]
            for path in ["/v1/messages", "/v1/modems", "/v1/campaigns", "/v1/suppressions", "/v1/conversations"] {
                #expect(try await bench.ask(.get, path, headers: headers).status == status, "\(path)")
            }
            let posted = try await bench.ask(.post, "/v1/messages", "[]", headers: headers)
            #expect(posted.status == (status == 401 ? 401 : 422))
        }
    }

    @Test("health is answered without a token")
    func health() async throws {
        let token = try #require(BearerToken(Bench.token))
        try await Bench.with(.token(token)) { bench in
            let answer = try await bench.ask(.get, "/v1/health")
            #expect(answer.status == 503)
            #expect(answer.text.contains("\"status\":\"unable\""))
        }
    }

    @Test("providers' door has no API behind it, and the API's doors no webhooks")
    func providers() async throws {
        try await Bench.with(.providers) { bench in
            let messages = try await bench.ask(.get, "/v1/messages")
            #expect(messages.status == 404)
            let webhook = try await bench.ask(.post, "/webhooks/nobody", "a=b")
            #expect(webhook.problem?.detail.contains("nobody") == true)
        }
        try await Bench.with(.local) { bench in
            let answer = try await bench.ask(.post, "/webhooks/nobody", "a=b")
            #expect(answer.problem?.detail.contains("path") == true)
        }
    }

    @Test(
        "a token has 16 to 512 printable octets",
        arguments: [
            ("", false), ("short", false), ("0123456789abcde", false), ("0123456789abcdef", true),
            ("0123456789 abcdef", false), (String(repeating: "x", count: 513), false),
        ]
    )
    func shape(text: String, isToken: Bool) {
        #expect((BearerToken(text) != nil) == isToken)
    }

    @Test("a token never shows itself")
    func hidden() throws {
        let token = try #require(BearerToken(Bench.token))
        #expect(!"\(token) \(String(reflecting: token))".contains(Bench.token))
    }

    @Test("who may not ask, as with a wrong signature of a provider, is told 403")
    func forbidden() {
        let problem = Problem(ControlProblem.forbidden("the signature does not fit"))
        #expect(problem.status == 403)
        #expect(problem.type == "urn:smsbridge:problem:forbidden")
    }
}
