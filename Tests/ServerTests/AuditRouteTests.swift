import Campaigns
import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("What people did, by HTTP")
struct AuditRouteTests {
    @Test("the one who asks is written down, by the name in the header or as api")
    func actors() async throws {
        try await Bench.with { bench in
            let name = try #require(HTTPField.Name(APIRouter.actorField))
            let body = #"{"number": "01511234567", "note": "asked"}"#
            let made = try await bench.ask(.post, "/v1/suppressions", body, headers: [name: "J%C3%B6rg"])
            #expect(try made.decoded(SuppressionView.self).by == "Jörg")
            let lift = "/v1/suppressions/%2B491511234567/lift"
            #expect(try await bench.ask(.post, lift, #"{"note": "a mistake"}"#).status == 200)
            let list = "number\n01511234001\n01511234002\n12\n"
            let path = "/v1/suppressions/import?name=a.csv"
            #expect(try await bench.ask(.post, path, list, headers: [name: "anna"]).status == 201)
            let entries = try await bench.ask(.get, "/v1/audit").decoded([AuditEntry].self)
            #expect(entries.map(\.actor) == ["anna", "api", "Jörg"])
            #expect(entries.map(\.action) == ["suppression.import", "suppression.remove", "suppression.add"])
            #expect(entries[0].list == "a.csv" && entries[0].after == "2 added, 3 rows")
            let own = try await bench.ask(.get, "/v1/audit?actor=anna&number=%2B491511234001").decoded(
                [AuditEntry].self
            )
            #expect(own.isEmpty, "a list is one entry")
            for wrong in ["%20", String(repeating: "x", count: 101)] {
                let refused = try await bench.ask(.post, "/v1/suppressions", body, headers: [name: wrong])
                #expect(refused.status == 422 && refused.problem?.field == APIRouter.actorField)
            }
        }
    }

    @Test("the words in force are listed")
    func words() async throws {
        try await Bench.with { bench in
            let words = try await bench.ask(.get, "/v1/suppressions/words").decoded([Keyword].self)
            #expect(words.contains { $0.word == "td" && $0.class == .stop && !$0.isAdded })
            #expect(words.contains { $0.class == .help && $0.language == "de" })
        }
    }
}
