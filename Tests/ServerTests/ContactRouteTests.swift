import Campaigns
import Foundation
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
            ("phone\n1", "/v1/contacts/import?consent_purpose=news", "consent_source"),
            (
                "phone\n1", "/v1/contacts/import?consent_source=x&consent_date=2025-01-01&by=a&consent_purpose=!",
                "consent_purpose"
            ),
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

    @Test("a dry run tells everything and stores nothing")
    func dryRun() async throws {
        try await Bench.with { bench in
            let list = "Telefon;Name;Next visit;\n015112345678;Anna;May;\n12;Ben;;\n"
            let path = "/v1/contacts/import?dry_run=true&by=anna"
            let view = try await bench.ask(.post, path, list).decoded(ImportView.self)
            #expect(view.dryRun)
            #expect(view.rows == 2)
            #expect(view.rejected.map(\.line) == [3])
            #expect(view.columns.map(\.meaning) == ["phone", "name", "{{next_visit}}", ""])
            let file = try await bench.ask(.post, path + "&verdicts=csv", list)
            #expect(file.type == "text/csv; charset=utf-8")
            #expect(
                file.text == "line,number,verdict,column,reason,warnings,consent\r\n2,+4915112345678,added,,,,no\r\n"
                    + "3,12,rejected,Telefon,'12' lacks its area code,,\r\n"
            )
            #expect(file.summary?.contains(#""rejected_rows":1"#) == true)
            #expect(try await bench.ask(.get, "/v1/contacts").decoded([ContactView].self).isEmpty)
            #expect(try await bench.ask(.get, "/v1/imports").decoded([ImportView].self).isEmpty)
        }
    }

    @Test("the verdict of every row can be fetched later, as CSV or JSON lines, over many pages")
    func verdictsLater() async throws {
        try await Bench.with { bench in
            let rows = (0..<2500).map { "+49151\($0 % 500 == 7 ? 1 : 20_000_000 + $0),\($0 == 3 ? "=cmd()" : "N")" }
            let list = (["phone,email"] + rows).joined(separator: "\n")
            let view = try await bench.ask(.post, "/v1/contacts/import", list).decoded(ImportView.self)
            #expect(view.rejectedRows == 5)
            let csv = try await bench.ask(.get, "/v1/imports/\(view.id)/verdicts")
            let lines = csv.text.split(separator: "\r\n")
            #expect(lines.count == 2501)
            // What somebody wrote into a list runs in nobody's spreadsheet.
            #expect(
                lines[4] == #"5,+4915120000003,added,,,"'=cmd()' is no e-mail address, and was left out",no"#
            )
            let rejected = try await bench.ask(.get, "/v1/imports/\(view.id)/verdicts?verdict=rejected&format=jsonl")
            let decoded = try rejected.text.split(separator: "\n").map {
                try JSONCoding.decoder().decode(ImportRowView.self, from: Data($0.utf8))
            }
            #expect(decoded.map(\.line) == [9, 509, 1009, 1509, 2009])
            #expect(try await bench.ask(.get, "/v1/imports/99/verdicts").status == 404)
            #expect(try await bench.ask(.get, "/v1/imports").decoded([ImportView].self).map(\.rows) == [2500])
        }
    }

    @Test("whoever declares a consent gives a name")
    func namedDeclaration() async throws {
        try await Bench.with { bench in
            let path = "/v1/contacts/import?consent_source=form&consent_date=2025-03-31"
            #expect(try await bench.ask(.post, path, "phone\n01511234001").problem?.field == "by")
            let view = try await bench.ask(.post, path + "&by=anna", "phone\n01511234001").decoded(ImportView.self)
            let kept = try await bench.ask(.get, "/v1/imports/\(view.id)").decoded(ImportView.self)
            #expect(kept.declaration?.capturedBy == "anna")
            #expect(kept.sha256?.count == 64)
        }
    }
}
