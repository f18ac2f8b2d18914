import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("Suppressions by HTTP")
struct SuppressionRouteTests {
    @Test("a number is suppressed, listed, and taken back with a note only")
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
            #expect(try await bench.ask(.post, path, #"{"note": "the wrong number"}"#).status == 200)
            #expect(try await bench.ask(.get, "/v1/suppressions").decoded([SuppressionView].self).isEmpty)
            let all = try await bench.ask(.get, "/v1/suppressions?including_lifted=true")
            #expect(try all.decoded([SuppressionView].self).count == 1)
        }
    }

    @Test("lists go in and out, by reason, and a dry run stores nothing")
    func lists() async throws {
        try await Bench.with { bench in
            let list = """
                number,reason,note,at
                01511234001,complaint,=1+1,2026-01-31
                01511234001,,,
                12,,,
                01511234002,,,
                """
            let dry = try await bench.ask(.post, "/v1/suppressions/import?dry_run=true", list)
            #expect(try dry.decoded(ImportView.self).added == 2)
            #expect(try await bench.ask(.get, "/v1/suppressions").decoded([SuppressionView].self).isEmpty)
            let file = try await bench.ask(.post, "/v1/suppressions/import?verdicts=csv", list)
            #expect(
                file.text.split(separator: "\r\n").map { $0.prefix(30) }.dropFirst() == [
                    "2,+491511234001,added,,,,no", "3,01511234001,rejected,,the nu", "4,12,rejected,number,'12' lack",
                    "5,+491511234002,added,,,,no",
                ]
            )
            let complaints = try await bench.ask(.get, "/v1/suppressions?reason=complaint")
            #expect(try complaints.decoded([SuppressionView].self).map(\.number) == ["+491511234001"])
            let export = try await bench.ask(.get, "/v1/suppressions/export?reason=complaint")
            let line = "+491511234001,complaint,2026-01-31T00:00:00.000Z,'=1+1"
            #expect(export.text == "number,reason,at,note,category\r\n\(line),\r\n")
            #expect(try await bench.ask(.get, "/v1/suppressions?reason=nonsense").problem?.field == "reason")
        }
    }

    @Test("hashes are exchanged under a shared key, which no path names")
    func hashes() async throws {
        try await Bench.with { bench in
            let key = HTTPField(name: try #require(HTTPField.Name("Smsbridge-Hash-Key")), value: "0123456789abcdef")
            _ = try await bench.ask(.post, "/v1/suppressions", #"{"number": "01511234567"}"#)
            let path = "/v1/suppressions/export?hashed=true"
            #expect(try await bench.ask(.get, path).problem?.field == "Smsbridge-Hash-Key")
            let export = try await bench.ask(.get, path, headers: [key.name: key.value])
            #expect(!export.text.contains("1511234567"))
            try await Bench.with { other in
                let path = "/v1/suppressions/import?hashed=true"
                let view = try await other.ask(.post, path, export.text, headers: [key.name: key.value])
                    .decoded(ImportView.self)
                #expect(view.added == 1)
                let sent = try await other.ask(.post, "/v1/messages", #"{"to": "01511234567", "text": "a"}"#)
                #expect(sent.text.contains(#""state":"suppressed""#))
            }
        }
    }

    @Test("what a person asked for is lifted by a documented consent alone")
    func lifting() async throws {
        try await Bench.with { bench in
            let number = "%2B491511234567"
            _ = try await bench.ask(.post, "/v1/suppressions", #"{"number": "01511234567", "reason": "complaint"}"#)
            let refused = try await bench.ask(.post, "/v1/suppressions/\(number)/lift", #"{"note": "a mistake"}"#)
            #expect(refused.status == 409)
            #expect(refused.problem?.detail.contains("--lifts-opt-out") == true)
            let path = "/v1/contacts/\(number)/consents"
            let bare = #"{"source": "form", "lifts_opt_out": true}"#
            #expect(try await bench.ask(.post, path, bare).problem?.field == "evidence")
            let early = #"{"source": "form", "evidence": "f1", "captured_at": "2026-01-01", "lifts_opt_out": true}"#
            #expect(try await bench.ask(.post, path, early).status == 409)
        }
    }
}
