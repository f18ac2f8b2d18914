import Campaigns
import GRDB
import Testing

@testable import Storage

@Suite("Additions to a campaign")
struct AdditionTests {
    private static let consent = ConsentRecord(kind: .express, source: "paper", capturedAt: noon, capturedBy: "x")

    /// A campaign of two steps that the first contact is on the way through, and the second could be added to.
    private func prepare(_ bench: Bench, _ change: (inout CampaignDefinition) -> Void = { _ in }) async throws {
        for index in 0...1 {
            let batch = try await bench.store.beginImport(name: "list \(index)", by: nil, at: noon)
            let row = ImportedContact(
                number: Bench.number(index),
                name: "N\(index)",
                consent: Self.consent,
                line: 2
            )
            try await bench.store.importRows([row], rejected: [], into: batch, at: noon)
            _ = try await bench.store.finishImport(batch, at: noon)
        }
        var definition = CampaignDefinition(
            name: "news",
            agent: "a",
            steps: [try CampaignStep("Hello {{name}}", after: .minutes(10)), try CampaignStep("Bye", after: .days(1))]
        )
        change(&definition)
        _ = try await bench.store.createCampaign(definition, audience: .importBatch(1), at: noon)
        try await bench.store.start(campaign: definition.name, at: noon)
    }

    private func rows(_ bench: Bench) async throws -> (PreflightSubject, [AddedRow]) {
        let subject = try await bench.store.additionSubject("news", source: .importBatch(2))
        let page = try await bench.store.preflightPage(of: subject, after: -1, most: 100, known: [], at: noon)
        return (
            subject,
            page.rows.compactMap { row in
                row.hashed.map { AddedRow(number: row.row.number, line: row.row.line, seen: $0, problem: nil) }
            }
        )
    }

    @Test("the first step counts from the addition, also after an edit")
    func delay() async throws {
        try await Bench.run { bench in
            try await prepare(bench)
            let (subject, rows) = try await rows(bench)
            let later = noon + .seconds(7200)
            let verdicts = try await bench.store.add(rows, to: subject, attestedBy: "Anna", at: later)
            #expect(verdicts.map(\.outcome) == [.added])
            func due() async throws -> [Timestamp] {
                try await bench.moments("SELECT due_at FROM enrollment ORDER BY id")
            }
            #expect(try await due() == [noon + .seconds(600), later + .seconds(600)])
            let edited = CampaignDefinition(
                name: "news",
                agent: "a",
                steps: [try CampaignStep("Hello {{name}}", after: .minutes(20))]
            )
            let version = try await bench.store.edit(campaign: "news", to: edited, at: later).version
            try await bench.store.apply(version: version, of: "news", at: later)
            while try await bench.count("SELECT COUNT(*) FROM campaign WHERE refreshed_enrollment IS NOT NULL") > 0 {
                _ = try await bench.store.plan(at: later - .seconds(7000))
            }
            #expect(try await due() == [noon + .seconds(1200), later + .seconds(1200)])
        }
    }

    @Test("an edit or another contact since the look makes it void; nothing goes in unseen")
    func stale() async throws {
        try await Bench.run { bench in
            try await prepare(bench)
            let (subject, rows) = try await rows(bench)
            let other = try await bench.store.beginImport(name: "other", by: nil, at: noon)
            let renamed = ImportedContact(number: Bench.number(1), name: "Other", line: 2)
            try await bench.store.importRows([renamed], rejected: [], into: other, at: noon)
            let verdicts = try await bench.store.add(rows, to: subject, attestedBy: "Anna", at: noon)
            #expect(verdicts.map(\.outcome) == [.leftOut])
            #expect(verdicts.first?.reason?.contains("changed meanwhile") == true)
            #expect(try await bench.count("SELECT COUNT(*) FROM enrollment") == 1)
            var definition = subject.definition
            definition.weight = 2
            let version = try await bench.store.edit(campaign: "news", to: definition, at: noon).version
            try await bench.store.apply(version: version, of: "news", at: noon)
            let problem = try await #require(throws: StorageError.self) {
                _ = try await bench.store.add(rows, to: subject, attestedBy: "Anna", at: noon)
            }
            #expect("\(problem)".contains("edited meanwhile"))
        }
    }

    @Test("the holdout draws among them, and is what it is from then on")
    func holdout() async throws {
        try await Bench.run { bench in
            try await prepare(bench) { definition in
                definition.holdout = Holdout(share: 5000)
                // Under some name the second one is held out and the first is not.
                let names = (0..<200).map { "news \($0)" }
                let name = names.first { name in
                    !(definition.holdout?.holds(Bench.number(0).e164, of: name) ?? true)
                        && definition.holdout?.holds(Bench.number(1).e164, of: name) == true
                }
                definition.name = name ?? "news"
            }
            let name = try #require(try await bench.text("SELECT name FROM campaign"))
            let subject = try await bench.store.additionSubject(name, source: .importBatch(2))
            let page = try await bench.store.preflightPage(of: subject, after: -1, most: 100, known: [], at: noon)
            let seen = try #require(page.rows.first?.hashed)
            let row = AddedRow(number: Bench.number(1), line: 2, seen: seen, problem: nil)
            for outcome in [AdditionVerdict.Outcome.heldOut, .alreadyIn] {
                let verdicts = try await bench.store.add([row], to: subject, attestedBy: "Anna", at: noon)
                #expect(verdicts.map(\.outcome) == [outcome])
            }
            #expect(try await bench.enrollments() == ["active", "excluded"])
        }
    }

    @Test("somebody who is busy elsewhere is left out, waits or gets both, as the campaign says")
    func busy() async throws {
        for (policy, outcome) in [
            (ContactPolicy.exclusive, AdditionVerdict.Outcome.leftOut), (.wait, .waiting), (.parallel, .added),
        ] {
            try await Bench.run { bench in
                try await prepare(bench) { $0.contactPolicy = policy }
                let other = CampaignDefinition(
                    name: "other",
                    agent: "a",
                    steps: [try CampaignStep("x", after: .days(1))]
                )
                _ = try await bench.store.createCampaign(other, audience: .importBatch(2), at: noon)
                try await bench.store.start(campaign: "other", at: noon)
                let (subject, rows) = try await rows(bench)
                let looked = try await bench.store.judge(rows, addedTo: subject, at: noon)
                let verdicts = try await bench.store.add(rows, to: subject, attestedBy: "Anna", at: noon)
                #expect(verdicts == looked)
                #expect(verdicts.map(\.outcome) == [outcome])
            }
        }
    }
}
