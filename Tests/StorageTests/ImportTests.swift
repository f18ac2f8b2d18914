import Campaigns
import Testing

@testable import Storage

@Suite("Imports")
struct ImportTests {
    private func row(
        _ index: Int,
        name: String? = nil,
        fields: [String: String] = [:],
        consent: ConsentRecord? = nil,
        line: Int
    ) -> ImportedContact {
        ImportedContact(number: Bench.number(index), name: name, fields: fields, consent: consent, line: line)
    }

    private let consent = ConsentRecord(
        kind: .express,
        source: "form",
        capturedAt: noon - .seconds(1000),
        wording: "yes",
        capturedBy: "anna"
    )

    private func verdicts(_ id: Int64, _ bench: Bench) async throws -> [ImportRowView] {
        try await bench.store.verdicts(of: id, after: 0, limit: 100)
    }

    @discardableResult
    private func store(
        _ rows: [ImportedContact],
        rejected: [ImportProblem] = [],
        _ bench: Bench,
        at: Timestamp = noon
    ) async throws -> ImportView {
        let id = try await bench.store.begin(NewImport(name: "list.csv", by: "anna"), at: at)
        let judged = try await bench.store.checkRows(rows, at: at)
        try await bench.store.importRows(rows, rejected: rejected, into: id, at: at)
        // What a dry run says is what an import does.
        let done = try await verdicts(id, bench).filter { $0.verdict != .rejected }
        #expect(done.map(\.csvLine) == judged.filter { $0.verdict != .rejected }.map(\.csvLine))
        return try await bench.store.finishImport(id, sha256: "aa", octets: 10, at: at)
    }

    @Test("the same list again changes nothing, and says so")
    func idempotent() async throws {
        try await Bench.run { bench in
            let rows = (1...3).map {
                row($0, name: "N\($0)", fields: ["plan": "a\"b\n"], consent: consent, line: $0 + 1)
            }
            let first = try await store(rows, bench)
            #expect(first.added == 3)
            #expect(first.sameFileAs == nil)
            let before = try await bench.texts("SELECT name || fields || updated_at FROM contact ORDER BY id")
            let second = try await store(rows, bench, at: noon + .seconds(60))
            #expect(second.unchanged == 3)
            #expect(second.sameFileAs == first.id)
            #expect(try await bench.texts("SELECT name || fields || updated_at FROM contact ORDER BY id") == before)
            #expect(try await bench.count("SELECT COUNT(*) FROM consent") == 3)
        }
    }

    @Test("a new value or a new consent is an update; what the row does not have stays")
    func updates() async throws {
        try await Bench.run { bench in
            try await store([row(1, name: "Anna", consent: consent, line: 2)], bench)
            #expect(try await store([row(1, line: 2)], bench).unchanged == 1)
            #expect(try await store([row(1, name: "Anne", line: 2)], bench).updated == 1)
            var later = consent
            later.capturedAt = noon
            #expect(try await store([row(1, consent: later, line: 2)], bench).updated == 1)
            #expect(try await bench.text("SELECT name FROM contact") == "Anne")
            #expect(try await bench.count("SELECT COUNT(*) FROM consent") == 2)
        }
    }

    @Test("fields that a later list does not have stay, and another name is told")
    func merges() async throws {
        try await Bench.run { bench in
            try await store([row(1, name: "Anna Muster", fields: ["city": "Lindau", "day": "Monday"], line: 2)], bench)
            let later = try await store([row(1, name: "Anna", fields: ["day": "Friday", "plan": "B"], line: 2)], bench)
            #expect(later.updated == 1)
            #expect(
                try await bench.text("SELECT fields FROM contact")
                    == #"{"city":"Lindau","day":"Friday","plan":"B"}"#
            )
            let warnings = try await verdicts(later.id, bench).flatMap(\.warnings)
            #expect(warnings == ["the number was known as “Anna Muster”: this row's “Anna” replaces it"])
            #expect(try await store([row(1, fields: ["plan": "B"], line: 2)], bench).unchanged == 1)
        }
    }

    @Test("a row says whether a consent counts, and warns where one does not any more")
    func consents() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.receive("STOP", on: line, at: noon)
            var ended = consent
            ended.expiresAt = noon - .seconds(1)
            let view = try await store(
                [
                    row(1, consent: consent, line: 2), row(2, consent: ended, line: 3),
                    row(3, consent: consent, line: 4),
                ],
                bench
            )
            #expect(view.withoutConsent == 2)
            #expect(view.suppressed == 1)
            let rows = try await verdicts(view.id, bench)
            #expect(rows.map(\.hasConsent) == [false, false, true])
            #expect(
                rows[0].warnings.map { $0.prefix(25) } == ["the number is suppressed ", "the consent of 2026-06-01"]
            )
            #expect(rows[1].warnings.first?.contains("has ended") == true)
            #expect(rows[2].warnings == [])
        }
    }

    @Test("rejected rows keep their number for whoever has to find them, and a batch that comes twice counts once")
    func rejected() async throws {
        try await Bench.run { bench in
            let id = try await bench.store.begin(NewImport(name: "list.csv", by: nil), at: noon)
            let problem = ImportProblem(line: 3, column: "phone", reason: "is too short", number: "12")
            for _ in 0..<2 {
                try await bench.store.importRows([row(1, line: 2)], rejected: [problem], into: id, at: noon)
            }
            let view = try await bench.store.finishImport(id, at: noon)
            #expect(view.rows == 2)
            #expect(view.rejected == [ImportView.RejectedRow(line: 3, column: "phone", reason: "is too short")])
            let rows = try await bench.store.verdicts(of: id, after: 0, only: .rejected, limit: 10)
            #expect(rows.map(\.number) == ["12"])
            #expect(rows.map(\.csvLine) == ["3,12,rejected,phone,is too short,,\r\n"])
        }
    }
}
