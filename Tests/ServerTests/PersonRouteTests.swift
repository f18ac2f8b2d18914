import Campaigns
import Crypto
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("A person's data by HTTP")
struct PersonRouteTests {
    private static let path = "/v1/contacts/%2B491511234001"

    private static func fill(_ bench: Bench) async throws {
        let list = "phone,name,Next visit,consent_date,consent_source\n01511234001,Anna,May,2025-01-01,form\n"
        _ = try await bench.ask(.post, "/v1/contacts/import?name=list.csv&by=maria", list)
        _ = try await bench.ask(.post, "/v1/messages", #"{"to": "01511234001", "text": "Hello Anna"}"#)
    }

    @Test("contacts are listed, searched and paged")
    func list() async throws {
        try await Bench.with { bench in
            let rows = (1...5).map { "+49151123400\($0),\($0 == 3 ? "Anna 50%" : "Ben")" }
            _ = try await bench.ask(.post, "/v1/contacts/import", (["phone,name"] + rows).joined(separator: "\n"))
            let first = try await bench.ask(.get, "/v1/contacts?limit=3").decoded([ContactView].self)
            #expect(first.map { $0.number.suffix(1) } == ["1", "2", "3"])
            let rest = try await bench.ask(.get, "/v1/contacts?after=%2B491511234003").decoded([ContactView].self)
            #expect(rest.count == 2)
            let found = try await bench.ask(.get, "/v1/contacts?search=50%25").decoded([ContactView].self)
            #expect(found.map(\.name) == ["Anna 50%"])
            #expect(found.first?.consentLack == "no consent is recorded")
            #expect(found.first?.candidateZones == ["Europe/Berlin"])
        }
    }

    @Test("the story of a number has the whole chain, and names of fields stay as they are")
    func story() async throws {
        try await Bench.with { bench in
            try await Self.fill(bench)
            let answer = try await bench.ask(.get, Self.path)
            #expect(answer.text.contains(#""next_visit":"May""#))
            let story = try answer.decoded(ContactStory.self)
            #expect(story.contact?.fields == ["next_visit": "May"])
            #expect(story.contact?.consentLack == nil)
            #expect(story.consents.map(\.source) == ["form"])
            #expect(story.imports.map(\.name) == ["list.csv"])
            #expect(story.messages.map(\.message.text) == ["Hello Anna"])
            #expect(story.messages.first?.decisions.map(\.kind) == ["queued"])
            #expect(try await bench.ask(.get, "/v1/contacts/%2B491511234999").status == 404)
        }
    }

    @Test("an operator's changes are kept with who made them; a zone that does not exist is refused")
    func edit() async throws {
        try await Bench.with { bench in
            try await Self.fill(bench)
            let wrong = try await bench.ask(.patch, Self.path, #"{"time_zone": "Europe/Berlim"}"#)
            #expect(wrong.problem?.field == "time_zone")
            #expect(try await bench.ask(.patch, Self.path, #"{"by": "x"}"#).status == 422)
            let body = #"{"time_zone": "Europe/Paris", "name": "", "fields": {"next_visit": "June"}, "by": "eva"}"#
            let view = try await bench.ask(.patch, Self.path, body).decoded(ContactView.self)
            #expect(view.timeZone == "Europe/Paris")
            #expect(view.timeZoneSource == "operator")
            #expect(view.name == nil)
            #expect(view.fields == ["next_visit": "June"])
            let story = try await bench.ask(.get, Self.path).decoded(ContactStory.self)
            #expect(story.decisions.last?.detail == "name, time_zone, next_visit, by eva")
        }
    }

    @Test("what a consent is for comes back; what cannot be one is told by its field")
    func purpose() async throws {
        try await Bench.with { bench in
            let body = #"{"source":"paper","purpose":"News, offers","jurisdiction":"de","locale":"de","by":"eva"}"#
            let answer = try await bench.ask(.post, Self.path + "/consents", body)
            #expect(answer.status == 201)
            let view = try #require(try answer.decoded([ConsentView].self).first)
            #expect(view.purpose == "news,offers" && view.jurisdiction == "DE" && view.locale == "de")
            let wrong = #"{"source":"paper","evidence_sha256":"abc"}"#
            let refused = try await bench.ask(.post, Self.path + "/consents", wrong)
            #expect(refused.status == 422 && refused.problem?.field == "evidence_sha256")
        }
    }

    @Test("the ledger of consents goes out as CSV and as JSON lines")
    func consents() async throws {
        try await Bench.with { bench in
            try await Self.fill(bench)
            let body = #"{"source": "=form", "wording": "Yes, \"text\" me", "expires_at": "2030-01-01", "by": "eva"}"#
            #expect(try await bench.ask(.post, Self.path + "/consents", body).status == 201)
            let csv = try await bench.ask(.get, "/v1/consents?format=csv&number=01511234001")
            let lines = csv.text.split(separator: "\r\n")
            #expect(lines.count == 3)
            #expect(lines[2].contains(",'=form,"))
            #expect(lines[2].contains(#","Yes, ""text"" me","#))
            #expect(lines[2].contains(",2030-01-02T00:00:00.000Z,,yes,"))
            #expect(try await bench.ask(.get, "/v1/consents").text.split(separator: "\n").count == 2)
        }
    }

    @Test("an export has a receipt with its hash; erasure leaves a receipt and nothing else")
    func exportAndErase() async throws {
        try await Bench.with { bench in
            try await Self.fill(bench)
            #expect(try await bench.ask(.post, Self.path + "/export", "{}").problem?.field == "by")
            let export = try await bench.ask(.post, Self.path + "/export", #"{"by": "eva"}"#)
            #expect(export.status == 201)
            for part in ["Hello Anna", "next_visit", "form", "list.csv"] { #expect(export.text.contains(part)) }
            let receipt = try JSONCoding.decoder().decode(ReceiptView.self, from: Data((export.summary ?? "").utf8))
            let digest = SHA256.hash(data: Data(export.text.utf8)).map { String(Int($0) + 256, radix: 16).suffix(2) }
            #expect(receipt.sha256 == digest.joined())

            #expect(try await bench.ask(.post, Self.path + "/erase", #"{"by": "eva"}"#).problem?.field == "reason")
            let erased = try await bench.ask(.post, Self.path + "/erase", #"{"by": "eva", "reason": "letter"}"#)
            #expect(erased.status == 200)
            #expect(erased.text.contains(#""import_rows":1"#))
            let receipts = try await bench.ask(.get, "/v1/receipts?number=01511234001").decoded([ReceiptView].self)
            #expect(receipts.map(\.kind) == [.erasure, .export])
            #expect(!(try await bench.ask(.get, "/v1/contacts").text.contains("Anna")))
            #expect(!(try await bench.ask(.get, "/v1/messages").text.contains("Anna")))
            let story = try await bench.ask(.get, Self.path).decoded(ContactStory.self)
            #expect(story.contact == nil)
            #expect(story.suppressions.map(\.reason) == ["erasure"])
        }
    }
}
