import Campaigns
import GRDB
import Testing

@testable import Storage

@Suite struct SnapshotTests {
    private static let consent = ConsentRecord(
        kind: .express,
        source: "paper",
        capturedAt: noon,
        capturedBy: "reception"
    )

    private func contacts(_ range: ClosedRange<Int>, town: String? = nil) -> [ImportedContact] {
        range.map {
            ImportedContact(
                number: Bench.number($0),
                name: "N\($0)",
                fields: town.map { ["town": $0] } ?? [:],
                consent: Self.consent,
                line: $0
            )
        }
    }

    @discardableResult
    private func importing(_ rows: [ImportedContact], _ bench: Bench) async throws -> Int64 {
        let batch = try await bench.store.beginImport(name: "x", by: nil, at: noon)
        try await bench.store.importRows(rows, rejected: [], into: batch, at: noon)
        _ = try await bench.store.finishImport(batch, at: noon)
        return batch
    }

    private func create(
        _ name: String = "news",
        for audience: Audience = .everyone,
        policy: ContactPolicy = .exclusive,
        text: String = "Hello {{name}}",
        in bench: Bench
    ) async throws {
        let definition = CampaignDefinition(
            name: name,
            agent: "a",
            steps: [try CampaignStep(text)],
            contactPolicy: policy
        )
        _ = try await bench.store.createCampaign(definition, audience: audience, at: noon)
    }

    private func hash(_ bench: Bench) async throws -> ContentHash {
        try await bench.store.read { transaction in
            var hash = AudienceHash()
            let rows = try transaction.audienceRows(of: .everyone, campaign: 1, after: -1, newest: .max, most: 10_000)
            for row in rows { hash.add(row.hashed) }
            return hash.hash
        }
    }

    private func planAll(_ bench: Bench, at: Timestamp = noon) async throws -> Int {
        var rounds = 0
        while let next = try await bench.store.plan(at: at).next, next <= at { rounds += 1 }
        return rounds
    }

    /// A big audience is written down in rounds, between which others have the database; nothing is sent before all is.
    @Test func nothingIsSentBeforeTheAudienceIsWhole() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            // More than one round; the numbers of the second thousand differ from those of the first.
            try await importing(contacts(0...999), bench)
            try await create(in: bench)
            try await bench.store.start(campaign: "news", at: noon)
            #expect(try await bench.count("SELECT COUNT(*) FROM enrollment") == 500)
            #expect(try await bench.send(line) == nil)
            #expect(try await bench.enrollments().allSatisfy { $0 == "pending" })
            // Who comes in meanwhile is not in it.
            try await bench.store.importRows(
                [
                    ImportedContact(
                        number: try #require(PhoneNumber(e164: "+4915200000001")),
                        consent: Self.consent,
                        line: 1
                    )
                ],
                rejected: [],
                into: try await bench.store.beginImport(name: "late", by: nil, at: noon),
                at: noon
            )
            let view = try await bench.store.campaign("news", at: noon, Situation())
            #expect(view.activity.hasPrefix("writing its contacts down, 500"))
            _ = try await planAll(bench)
            #expect(try await bench.count("SELECT COUNT(*) FROM enrollment WHERE state = 'active'") == 1000)
            #expect(try await bench.send(line)?.text == "Hello N0")
        }
    }

    /// The process dies in the middle: another one goes on, and nobody is there twice or missing.
    @Test func aRestartGoesOn() async throws {
        let memory = try MemoryDatabase()
        for life in 0..<6 {
            try await Bench.run(memory: memory) { bench in
                if life == 0 {
                    try await importing(contacts(0...999), bench)
                    try await create(in: bench)
                    let hash = try await hash(bench)
                    try await bench.store.start(
                        campaign: "news",
                        checked: CheckedCampaign(version: 1, audience: hash),
                        at: noon
                    )
                } else {
                    _ = try await bench.store.plan(at: noon)
                }
            }
        }
        try await Bench.run(memory: memory) { bench in
            #expect(try await bench.campaignState() == "running")
            _ = try await planAll(bench)
            #expect(
                try await bench.count("SELECT COUNT(DISTINCT number) FROM enrollment WHERE state = 'active'") == 1000
            )
        }
    }

    @Test func anAudienceThatChangesMeanwhileIsNotSentTo() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await importing(contacts(0...999), bench)
            try await create(in: bench)
            let checked = CheckedCampaign(version: 1, audience: try await hash(bench))
            try await bench.store.start(campaign: "news", checked: checked, at: noon)
            // One answers an earlier message while the audience is written down.
            try await bench.receive("Yes", from: .person(Bench.number(3)), on: line)
            try await importing(contacts(900...900, town: "Ulm"), bench)
            _ = try await planAll(bench)
            #expect(try await bench.campaignState() == "draft")
            #expect(try await bench.count("SELECT COUNT(*) FROM enrollment") == 0)
            #expect(try await bench.count("SELECT COUNT(*) FROM enrollment_fields") == 0)
            #expect(try await bench.send(line) == nil)
            #expect(try await bench.text("SELECT detail FROM decision WHERE kind = 'notStarted'") != nil)
            // It can be started again.
            let again = CheckedCampaign(version: 1, audience: try await hash(bench))
            try await bench.store.start(campaign: "news", checked: again, at: noon)
            _ = try await planAll(bench)
            #expect(try await bench.count("SELECT COUNT(*) FROM enrollment WHERE state = 'active'") == 1000)
        }
    }

    @Test func whatWasCheckedIsWhatStarts() async throws {
        try await Bench.run { bench in
            try await importing(contacts(1...2), bench)
            try await create(in: bench)
            await #expect(throws: StorageError.self) {
                let other = CheckedCampaign(version: 2, audience: try await hash(bench))
                try await bench.store.start(campaign: "news", checked: other, at: noon)
            }
            #expect(try await bench.campaignState() == "draft")
            let other = CheckedCampaign(version: 1, audience: ContentHash(of: "other"))
            try await bench.store.start(campaign: "news", checked: other, at: noon)
            #expect(try await bench.campaignState() == "draft")
        }
    }

    /// Another list with other columns comes in: those who are on their way get what they were checked with.
    @Test func theFieldsAreThoseOfTheStart() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let batch = try await importing(contacts(1...1, town: "Ulm"), bench)
            try await create(for: .importBatch(batch), text: "{{name}} in {{town}}, {{phone}}", in: bench)
            try await bench.store.start(campaign: "news", at: noon)
            try await importing(contacts(1...1), bench)
            _ = try await bench.store.plan(at: noon)
            #expect(try await bench.send(line)?.text == "N1 in Ulm, \(Bench.number(1).e164)")
            // They are kept no longer than they are needed.
            #expect(try await bench.count("SELECT COUNT(*) FROM enrollment_fields") == 0)
        }
    }

    @Test func whoWasTakenOutIsExcluded() async throws {
        try await Bench.run { bench in
            try await importing(contacts(1...2), bench)
            try await create(in: bench)
            _ = try await bench.store.write {
                try $0.run(
                    "INSERT INTO campaign_removal VALUES (1, ?, 'asked by phone', 0)",
                    [Bench.number(2).e164]
                )
            }
            try await bench.store.start(campaign: "news", at: noon)
            #expect(try await bench.enrollments() == ["active", "excluded"])
        }
    }

    // MARK: Two campaigns

    @Test(arguments: [
        (ContactPolicy.exclusive, "excluded"), (.wait, "pending"), (.parallel, "active"),
    ])
    func aContactThatIsInAnotherCampaign(policy: ContactPolicy, state: String) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await importing(contacts(1...2), bench)
            let one = try await importing(contacts(1...1), bench)
            try await create("first", for: .importBatch(one), text: "first", in: bench)
            try await create("second", policy: policy, text: "second", in: bench)
            try await bench.store.start(campaign: "first", at: noon)
            try await bench.store.start(campaign: "second", at: noon)
            #expect(
                try await bench.texts("SELECT state FROM enrollment WHERE campaign_id = 2 ORDER BY id") == [
                    state, "active",
                ]
            )
            if policy == .exclusive {
                let reason = try await bench.text("SELECT reason FROM enrollment WHERE state = 'excluded'")
                #expect(reason == "it is on its way through campaign “first”")
            }
            _ = try await bench.store.plan(at: noon)
            var texts: [String] = []
            for round in 0..<6 {
                let at = noon + .seconds(round)
                _ = try await bench.store.plan(at: at)
                if let sent = try await bench.send(line, at: at), sent.number == Bench.number(1) {
                    texts.append(sent.text)
                }
            }
            #expect(texts.sorted() == (policy == .exclusive ? ["first"] : ["first", "second"]))
        }
    }

    @Test(arguments: ["reply", "stop", "cancel", "send"]) func whoWaitsBeginsAfterTheOther(_ end: String) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await importing(contacts(1...1), bench)
            try await create("first", in: bench)
            try await create("second", policy: .wait, in: bench)
            try await bench.store.start(campaign: "first", at: noon)
            try await bench.store.start(campaign: "second", at: noon)
            _ = try await bench.store.plan(at: noon)
            switch end {
            // A reply ends both ways.
            case "reply": try await bench.receive("Yes", on: line)
            case "stop": try await bench.receive("STOP", on: line)
            case "cancel": try await bench.store.change(campaign: "first", .cancel, at: noon)
            default: try await bench.send(line)
            }
            let states = ["reply": "replied", "stop": "optedOut", "cancel": "active", "send": "active"]
            let state = try await bench.text("SELECT state FROM enrollment WHERE campaign_id = 2")
            #expect(state == states[end])
        }
    }

    // MARK: Big ones

    /// A pause, a resumption and a cancellation count at once, and are carried to the enrollments in rounds.
    @Test func changesOfABigCampaignAreCarriedOutInRounds() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await importing(contacts(0...999), bench)
            try await create(in: bench)
            try await bench.store.start(campaign: "news", at: noon)
            // Half of them are queued when it is paused.
            for _ in 0..<5 { _ = try await bench.store.plan(at: noon) }
            try await bench.store.change(campaign: "news", .pause, at: noon)
            #expect(try await bench.send(line) == nil)
            _ = try await planAll(bench)
            #expect(try await bench.count("SELECT COUNT(*) FROM enrollment WHERE state = 'active'") == 0)
            try await bench.store.change(campaign: "news", .resume, at: noon)
            #expect(try await bench.send(line) != nil)
            _ = try await planAll(bench)
            #expect(try await bench.count("SELECT COUNT(*) FROM enrollment WHERE state IN ('held', 'pending')") == 0)
            try await bench.store.change(campaign: "news", .cancel, at: noon)
            #expect(try await bench.send(line) == nil)
            _ = try await planAll(bench)
            #expect(try await bench.count("SELECT COUNT(*) FROM enrollment WHERE state != 'cancelled'") == 1)
            #expect(try await bench.count("SELECT COUNT(*) FROM message WHERE state = 'queued'") == 0)
        }
    }
}
