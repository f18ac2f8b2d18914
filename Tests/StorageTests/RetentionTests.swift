import Campaigns
import Testing

@testable import Storage

@Suite("Retention")
struct RetentionTests {
    private static let day: Int64 = 86_400

    /// Prunes until nothing is left to do; answers how many rounds it took.
    @discardableResult
    private func prune(_ bench: Bench, at: Timestamp) async throws -> Int {
        var rounds = 1
        while try await bench.store.prune(at: at) { rounds += 1 }
        return rounds
    }

    private func run(
        _ retention: RetentionSettings,
        _ body: @Sendable @escaping (Bench) async throws -> Void
    ) async throws {
        try await Bench.run(settings: {
            $0.retention = retention
            $0.events = Set(EventType.allCases)
        }) { try await body($0) }
    }

    @Test("words go, and figures stay as they were", arguments: [(31, false), (32, true)] as [(Int64, Bool)])
    func messages(days: Int64, isOver: Bool) async throws {
        try await run(RetentionSettings(messages: AgeLimit("31 days"))) { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...3)
            while try await bench.send(line) != nil {}
            try await bench.receive("I have a question", on: line, at: noon + .seconds(60))
            let before = try await bench.figures(of: "news", at: noon + .seconds(120))
            let later = noon + .seconds(days * Self.day)
            try await prune(bench, at: later)
            let kept = isOver ? 0 : 3
            #expect(try await bench.count("SELECT COUNT(*) FROM message WHERE text != ''") == kept)
            #expect(try await bench.count("SELECT COUNT(*) FROM inbound WHERE text != ''") == (isOver ? 0 : 1))
            #expect(try await bench.count("SELECT COUNT(*) FROM part") == 1)
            let after = try await bench.figures(of: "news", at: noon + .seconds(120))
            #expect(after == before)
            // The very same part, shown once more by its modem, is still the same.
            let again = try await bench.receive("I have a question", on: line, at: noon + .seconds(60))
            #expect(again.isDuplicate)
        }
    }

    @Test("what has still to leave keeps its words until it is through")
    func open() async throws {
        try await run(RetentionSettings(messages: AgeLimit("31 days"))) { bench in
            let line = try await bench.line()
            let due = noon + .seconds(100 * Self.day)
            let message = NewMessage(number: Bench.number(1), text: "In spring", origin: .api, dueAt: due)
            _ = try await bench.store.enqueue([message], at: noon)
            try await bench.enqueue("Now", to: 2)
            try await bench.send(line)
            try await prune(bench, at: noon + .seconds(60 * Self.day))
            #expect(try await bench.texts("SELECT text FROM message ORDER BY id") == ["In spring", ""])
            #expect(try await bench.send(line, at: due)?.text == "In spring")
            try await prune(bench, at: due)
            #expect(try await bench.texts("SELECT text FROM message ORDER BY id") == ["", ""])
        }
    }

    @Test("the same key is the same message though its words are gone")
    func keys() async throws {
        try await run(RetentionSettings(messages: AgeLimit("31 days"))) { bench in
            let line = try await bench.line()
            let first = try await bench.enqueue("Hello", key: "k")
            try await bench.send(line)
            let later = noon + .seconds(40 * Self.day)
            try await prune(bench, at: later)
            #expect(try await bench.enqueue("Hello", key: "k", at: later) == first)
        }
    }

    @Test("decisions and events go but for the newest and what proves a wish; consents and suppressions stay")
    func rows() async throws {
        let year = AgeLimit("12 months")
        try await run(RetentionSettings(messages: year, decisions: year, events: year, imports: year)) { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...300)
            try await bench.receive("STOP", on: line, at: noon + .seconds(60))
            try await bench.receive("START", on: line, at: noon + .seconds(120))
            try await bench.store.change(campaign: "news", .cancel, at: noon + .seconds(180))
            _ = try await bench.store.plan(at: noon + .seconds(180))
            _ = try await bench.store.write { try $0.run("UPDATE event SET due_at = NULL") }
            let proofs = "SELECT COUNT(*) FROM decision WHERE kind IN ('consented', 'suppressed', 'lifted')"
            let (kept, all) = (try await bench.count(proofs), try await bench.count("SELECT COUNT(*) FROM decision"))
            #expect(kept > 0 && all > 600)
            let rounds = try await prune(bench, at: noon + .seconds(400 * Self.day))
            #expect(rounds > 2)
            #expect(try await bench.count("SELECT COUNT(*) FROM decision") <= kept + 1)
            #expect(try await bench.count(proofs) == kept)
            #expect(try await bench.count("SELECT COUNT(*) FROM event") == 1)
            #expect(try await bench.count("SELECT COUNT(*) FROM consent") == 301)
            #expect(try await bench.count("SELECT COUNT(*) FROM suppression") == 1)
            #expect(try await bench.count("SELECT COUNT(*) FROM contact") == 300)
        }
    }

    @Test("verdicts of a list go, its counts stay; a list that a campaign still needs is left alone")
    func imports() async throws {
        try await run(RetentionSettings(imports: AgeLimit("31 days"))) { bench in
            for (name, line) in [("used.csv", 1), ("done.csv", 2)] {
                let id = try await bench.store.beginImport(name: name, by: nil, at: noon)
                let row = ImportedContact(number: Bench.number(line), line: 1)
                try await bench.store.importRows([row], rejected: [], into: id, at: noon)
                _ = try await bench.store.finishImport(id, at: noon)
            }
            let draft = CampaignDefinition(name: "later", agent: "rules", steps: [try CampaignStep("Hello")])
            _ = try await bench.store.createCampaign(draft, audience: .importBatch(1), at: noon)
            try await prune(bench, at: noon + .seconds(40 * Self.day))
            #expect(try await bench.count("SELECT COUNT(*) FROM import_row WHERE import_id = 1") == 1)
            #expect(try await bench.count("SELECT COUNT(*) FROM import_row WHERE import_id = 2") == 0)
            #expect(try await bench.store.importView(2).added == 1)
        }
    }

    @Test("without a setting all is kept")
    func forever() async throws {
        try await run(RetentionSettings()) { bench in
            let line = try await bench.line()
            try await bench.enqueue()
            try await bench.send(line)
            #expect(try await !bench.store.prune(at: noon + .seconds(9999 * Self.day)))
            #expect(try await bench.text("SELECT text FROM message") == "Hello")
        }
    }
}
