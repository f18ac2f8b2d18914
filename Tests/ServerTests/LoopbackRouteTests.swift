import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("Loopbacks by HTTP")
struct LoopbackRouteTests {
    @Test("they are listed behind both doors, and begun on the socket alone")
    func doors() async throws {
        try await Bench.with { bench in
            #expect(try await bench.ask(.get, "/v1/loopbacks").decoded([LoopbackView].self).isEmpty)
            #expect(try await bench.ask(.get, "/v1/loopbacks?modem=line1&round=3&limit=5").status == 200)
            #expect(try await bench.ask(.get, "/v1/loopbacks?line=line1").status == 422)
            // There are no modems.
            let refused = try await bench.ask(.post, "/v1/loopbacks")
            #expect(refused.status == 503 && refused.problem?.detail.contains("no line is ready") == true)
            #expect(try await bench.ask(.post, "/v1/loopbacks?modem=line1").status == 404)
        }
        let token = try #require(BearerToken(Bench.token))
        try await Bench.with(.token(token)) { bench in
            var headers = HTTPFields()
            headers[.authorization] = "Bearer \(Bench.token)"
            #expect(try await bench.ask(.get, "/v1/loopbacks", headers: headers).status == 200)
            let begun = try await bench.ask(.post, "/v1/loopbacks", headers: headers).status
            #expect(begun == 404 || begun == 405)
        }
    }
}
