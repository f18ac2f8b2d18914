import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("Suppressions by HTTP")
struct SuppressionRouteTests {
    @Test("a number is suppressed, listed, and lifted with a note only")
    func life() async throws {
        try await Bench.with { bench in
            let body = #"{"number": "01511234567", "note": "asked"}"#
            let made = try await bench.ask(.post, "/v1/suppressions", body)
            #expect(made.status == 201)
            #expect(try made.decoded(SuppressionView.self).number == "+491511234567")
            let path = "/v1/suppressions/%2B491511234567/lift"
            #expect(try await bench.ask(.post, path, #"{"note": "  "}"#).problem?.field == "note")
            #expect(try await bench.ask(.post, path, "{}").problem?.field == "note")
            let before = try await bench.ask(.get, "/v1/suppressions").decoded([SuppressionView].self)
            #expect(before.count == 1)
            #expect(try await bench.ask(.post, path, #"{"note": "signed again"}"#).status == 200)
            #expect(try await bench.ask(.get, "/v1/suppressions").decoded([SuppressionView].self).isEmpty)
            let all = try await bench.ask(.get, "/v1/suppressions?including_lifted=true")
            #expect(try all.decoded([SuppressionView].self).count == 1)
        }
    }
}
