import Campaigns
import Gateway
import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("Contact lists by HTTP")
struct ContactRouteTests {
    @Test("good rows go in, bad rows are told with line and reason")
    func verdicts() async throws {
        try await Bench.with { bench in
            let list = """
                phone,name,consent_date,consent_source
                01511234001,Anna,2025-01-01,form
                12,Bad,2025-01-01,form
                01511234002,Ben,,
                01511234001,Again,2025-01-01,form
                """
            let answer = try await bench.ask(.post, "/v1/contacts/import?name=list.csv&by=anna", list)
            #expect(answer.status == 201)
            let view = try answer.decoded(ImportView.self)
            #expect(view.added == 2)
            #expect(view.withoutConsent == 1)
            #expect(view.rejected.map(\.line) == [3, 5])
            #expect(view.rejected.first?.column == "phone")
        }
    }

    @Test("a long list is stored in batches, and every row counts once", arguments: [1, 499, 500, 501, 1300])
    func batches(count: Int) async throws {
        try await Bench.with { bench in
            let rows = (0..<count).map { "+49151\(20_000_000 + $0),Name \($0)" }
            let answer = try await bench.ask(
                .post,
                "/v1/contacts/import",
                (["phone,name"] + rows).joined(separator: "\n")
            )
            let view = try answer.decoded(ImportView.self)
            #expect(view.rows == count)
            #expect(view.added == count)
            #expect(view.rejected.isEmpty)
        }
    }

    @Test("the region of the request wins over the daemon's")
    func region() async throws {
        try await Bench.with { bench in
            let list = "phone\n0664 1234567"
            _ = try await bench.ask(.post, "/v1/contacts/import?region=AT", list)
            let story = try await bench.ask(.post, "/v1/messages", #"{"to":"+436641234567","text":"a"}"#)
            #expect(story.status == 202)
            let wrong = try await bench.ask(.post, "/v1/contacts/import?region=Austria", list)
            #expect(wrong.problem?.field == "region")
        }
    }

    @Test("consent declared for the list counts for rows that tell none")
    func declaration() async throws {
        try await Bench.with { bench in
            let path = "/v1/contacts/import?consent_source=form&consent_date=2025-03-31&by=anna"
            let view = try await bench.ask(.post, path, "phone\n01511234001").decoded(ImportView.self)
            #expect(view.withoutConsent == 0)
        }
    }

    @Test(
        "a list that cannot be used stores nothing",
        arguments: [
            ("", "/v1/contacts/import", nil), ("name,town\nAnna,Bonn", "/v1/contacts/import", nil),
            ("phone\n1", "/v1/contacts/import?consent_source=form", "consent_date"),
            ("phone\n1", "/v1/contacts/import?consent_date=2025-01-01", "consent_source"),
            ("phone\n1", "/v1/contacts/import?consent_source=x&consent_date=2999-01-01", "consent_date"),
            ("phone\n1", "/v1/contacts/import?regoin=DE", "regoin"),
        ] as [(String, String, String?)]
    )
    func unusable(list: String, path: String, field: String?) async throws {
        try await Bench.with { bench in
            let answer = try await bench.ask(.post, path, list)
            #expect(answer.status == 422)
            #expect(answer.problem?.field == field)
        }
    }

    @Test("octets may come in pieces of any size", arguments: [1, 3, 7, 64])
    func pieces(size: Int) async throws {
        try await Bench.with { bench in
            var intake = ImportIntake(
                control: bench.control,
                options: ContactImport.Options(defaultRegion: "DE", user: "anna", now: Bench.now),
                name: "pieces"
            )
            let octets = Array("phone,name\r\n01511234001,\"Anna\r\nMaria\"\r\n01511234002,Jürgen\r\n".utf8)
            for start in stride(from: 0, to: octets.count, by: size) {
                try await intake.take(octets[start..<min(start + size, octets.count)])
            }
            let view = try await intake.finish()
            #expect(view.added == 2)
            #expect(view.rejected.isEmpty)
        }
    }
}
