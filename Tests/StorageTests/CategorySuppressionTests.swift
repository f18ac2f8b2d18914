import Campaigns
import GRDB
import Testing

@testable import Storage

@Suite("Who wants no messages of one category")
struct CategorySuppressionTests {
    private func suppress(_ bench: Bench, _ category: CampaignCategory, at: Timestamp = noon) async throws -> Bool {
        try await bench.store.suppress(
            Bench.number(1),
            for: category,
            reason: .byHand,
            note: "by phone",
            by: "anna",
            at: at
        )
    }

    private func enqueue(_ bench: Bench, _ category: CampaignCategory?, to index: Int = 1) async throws -> Enqueued {
        let message = NewMessage(
            number: Bench.number(index),
            text: "Hello",
            origin: .api,
            dueAt: noon,
            category: category
        )
        return try #require(try await bench.store.enqueue([message], at: noon).first)
    }

    @Test("single messages of the category are refused, and those that wait are taken back; others go on")
    func singles() async throws {
        try await Bench.run { bench in
            let (waits, other) = (try await enqueue(bench, .informational), try await enqueue(bench, nil))
            #expect(try await suppress(bench, .informational))
            #expect(try await !suppress(bench, .informational))
            #expect(try await bench.state(waits.id) == .suppressed)
            #expect(try await bench.state(other.id) == .queued)
            let refused = try await enqueue(bench, .informational)
            #expect(refused.state == .suppressed)
            #expect(refused.reason?.hasPrefix("the number is suppressed for informational messages, since") == true)
            #expect(refused.refusal?.category == .informational)
            #expect(try await enqueue(bench, .transactional).state == .queued)
            #expect(try await enqueue(bench, .informational, to: 2).state == .queued)
        }
    }

    @Test("a campaign of the category leaves the number out, and ends for it where it runs; others do not")
    func campaigns() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let steps = [try CampaignStep("One"), try CampaignStep("Two", after: .days(1))]
            try await bench.campaign(steps: steps, contacts: 1...2) { $0.category = .informational }
            #expect(try await suppress(bench, .transactional))
            #expect(try await bench.send(line) != nil)
            #expect(try await bench.enrollments() == ["active", "active"])
            #expect(try await suppress(bench, .informational))
            #expect(try await bench.enrollments() == ["optedOut", "active"])
            try await bench.campaign("later", contacts: 1...2) { $0.category = .informational }
            let later = try await bench.texts(
                "SELECT state FROM enrollment WHERE campaign_id = 2 ORDER BY number"
            )
            #expect(later == ["excluded", "active"])
            #expect(try await bench.store.campaign("later", at: noon, Situation()).audienceSuppressed == 1)
            try await bench.campaign("bills", contacts: 1...1) { $0.category = .marketing }
            #expect(try await bench.texts("SELECT state FROM enrollment WHERE campaign_id = 3") == ["active"])
        }
    }

    @Test("it is judged again at the prompt")
    func atThePrompt() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...1) { $0.category = .informational }
            let message = try #require(try await bench.claim(line))
            // What another program wrote takes nothing back.
            _ = try await bench.store.write { transaction in
                try transaction.run(
                    "INSERT INTO suppression (number, category, reason, at) VALUES (?, 'informational', 'byHand', ?)",
                    [Bench.number(1).e164, noon.milliseconds]
                )
            }
            let verdict = try await bench.store.handOver(message, sequence: 1, on: line, at: noon)
            guard case .stop(let reason) = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(reason.hasPrefix("the number is suppressed for informational messages"))
            #expect(try await bench.enrollments() == ["optedOut"])
        }
    }

    enum Lift: CaseIterable { case byHand, start, consent }

    @Test("taking it back, START and a fresh consent lift it", arguments: Lift.allCases)
    func lifts(by lift: Lift) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            #expect(try await suppress(bench, .informational))
            let later = noon + .seconds(60)
            switch lift {
            case .byHand:
                try await bench.store.liftSuppression(
                    of: Bench.number(1),
                    for: .informational,
                    note: "agreed",
                    at: later
                )
            case .start: try await bench.receive("START", on: line, at: later)
            case .consent:
                let consent = ConsentRecord(kind: .express, source: "form", capturedAt: later, capturedBy: "anna")
                try await bench.store.addConsent(consent, to: Bench.number(1), liftsOptOut: true, at: later)
            }
            #expect(try await enqueue(bench, .informational).state == .queued)
            let history = try await bench.store.suppressionHistory(of: Bench.number(1))
            #expect(history.map(\.category) == ["informational"])
            #expect(history.allSatisfy { $0.liftedAt == later })
        }
    }

    @Test("a consent for something else lifts nothing of it, and older ones do not count for it any more")
    func narrowConsent() async throws {
        try await Bench.run { bench in
            func agree(_ purpose: String?, _ seconds: Int64, lifts: Bool) async throws {
                let consent = ConsentRecord(
                    kind: .express,
                    source: "form",
                    capturedAt: noon + .seconds(seconds),
                    purpose: purpose.flatMap { ConsentPurpose($0) },
                    capturedBy: "anna"
                )
                let at = noon + .seconds(600)
                try await bench.store.addConsent(consent, to: Bench.number(1), liftsOptOut: lifts, at: at)
            }
            func send() async throws -> MessageState {
                let message = NewMessage(
                    number: Bench.number(1),
                    text: "Hello",
                    origin: .api,
                    dueAt: noon + .seconds(600),
                    category: .marketing
                )
                return try #require(try await bench.store.enqueue([message], at: noon + .seconds(600)).first).state
            }
            try await agree(nil, -100, lifts: false)
            #expect(try await send() == .queued)
            #expect(try await suppress(bench, .marketing))
            let refusal = await #expect(throws: StorageError.self) { try await agree("appointments", 60, lifts: true) }
            #expect(refusal?.description.contains("lifts nothing of marketing") == true)
            #expect(try await send() == .suppressed)
            // Also where a whole opt-out is lifted by it.
            _ = try await bench.store.suppress(Bench.number(1), reason: .complaint, note: nil, at: noon + .seconds(90))
            try await agree("appointments", 120, lifts: true)
            #expect(try await send() == .suppressed)
            try await agree("marketing", 180, lifts: true)
            #expect(try await send() == .queued)
        }
    }

    @Test("what the person asked for takes the place of what was typed here, and is not taken back as a mistake")
    func complaint() async throws {
        try await Bench.run { bench in
            #expect(try await suppress(bench, .marketing))
            let added = try await bench.store.suppress(
                Bench.number(1),
                for: .marketing,
                reason: .complaint,
                note: "e-mail",
                at: noon
            )
            #expect(added)
            let history = try await bench.store.suppressionHistory(of: Bench.number(1))
            #expect(history.map(\.reason) == ["byHand", "complaint"])
            #expect(history.map { $0.liftedAt == nil } == [false, true])
            let store = bench.store
            await #expect(throws: StorageError.self) {
                try await store.liftSuppression(of: Bench.number(1), for: .marketing, note: "oops", at: noon)
            }
        }
    }

    @Test("a suppression for everything stands beside it, and taking that back leaves it")
    func beside() async throws {
        try await Bench.run { bench in
            #expect(try await suppress(bench, .informational))
            #expect(try await bench.store.suppress(Bench.number(1), reason: .byHand, note: nil, at: noon))
            #expect(try await enqueue(bench, nil).state == .suppressed)
            try await bench.store.correctSuppression(of: Bench.number(1), note: "typed wrongly", at: noon)
            #expect(try await enqueue(bench, nil).state == .queued)
            #expect(try await enqueue(bench, .informational).state == .suppressed)
        }
    }

    @Test("lists bring it and take it out again; a category that is none counts for everything")
    func lists() async throws {
        try await Bench.run { bench in
            var reader = CSVReader()
            let text = "number,category\n+491511234001,marketing\n+491511234001,informational\n+491511234002,sports\n"
            let records = reader.feed(text.utf8) + reader.finish()
            var list = try SuppressionList(first: records[0], options: SuppressionList.Options(now: noon))
            let rows = records.dropFirst().compactMap { try? list.take($0).get() }
            #expect(rows.map(\.category) == [.marketing, .informational, nil])
            #expect(rows[2].warnings.first?.hasPrefix("'sports' is no category") == true)
            let added = try await bench.store.suppressRows(rows, list: "a", key: nil, at: noon)
            #expect(added.map(\.verdict) == [.added, .added, .added])
            let again = try await bench.store.checkSuppressions(rows, key: nil)
            #expect(again.map(\.verdict) == [.unchanged, .unchanged, .unchanged])
            let lines = try await bench.store.suppressions(SuppressionFilter()).map { $0.csvLine(hashedWith: nil) }
            #expect(lines.count == 3)
            #expect(lines.contains { $0.hasSuffix(",marketing\r\n") })
        }
    }
}
