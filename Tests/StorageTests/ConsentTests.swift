import Campaigns
import Testing

@testable import Storage

@Suite("Consent")
struct ConsentTests {
    private static let number = Bench.number(1)

    private func consent(
        at: Timestamp,
        until end: Timestamp? = nil,
        source: String = "paper",
        wording: String? = nil
    ) -> ConsentRecord {
        ConsentRecord(
            kind: .express,
            source: source,
            capturedAt: at,
            expiresAt: end,
            wording: wording,
            evidence: "form 7",
            capturedBy: "anna"
        )
    }

    private func add(_ consent: ConsentRecord, lifts: Bool = false, _ bench: Bench, at: Timestamp = noon) async throws {
        try await bench.store.addConsent(consent, to: Self.number, liftsOptOut: lifts, at: at)
    }

    /// A campaign of two steps for everyone there is.
    private func start(_ bench: Bench, at: Timestamp = noon) async throws {
        let definition = CampaignDefinition(
            name: "news",
            agent: "rules",
            steps: [try CampaignStep("first"), try CampaignStep("second", after: .days(1))]
        )
        _ = try await bench.store.createCampaign(definition, audience: .everyone, at: at)
        try await bench.store.start(campaign: "news", at: at)
        _ = try await bench.store.plan(at: at)
    }

    private func reason(_ bench: Bench) async throws -> String {
        try await bench.text("SELECT reason FROM enrollment") ?? ""
    }

    @Test("one that has ended counts as none at the start of a campaign, and the reason says so")
    func endedAtStart() async throws {
        try await Bench.run { bench in
            try await add(consent(at: noon - .seconds(100), until: noon - .seconds(1)), bench, at: noon - .seconds(90))
            try await start(bench)
            #expect(try await bench.enrollments() == ["excluded"])
            #expect(try await reason(bench).hasPrefix("no consent counts any more: it ended at"))
            let view = try await bench.store.campaign("news", at: noon, Situation())
            #expect(view.audienceWithoutConsent == 1)
        }
    }

    @Test("one that ends between two steps lets the second one not leave")
    func endsOnTheWay() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await add(consent(at: noon, until: noon + .seconds(3600)), bench)
            try await start(bench)
            #expect(try await bench.send(line)?.text == "first")
            let tomorrow = noon + .seconds(86_400)
            _ = try await bench.store.plan(at: tomorrow)
            #expect(try await bench.send(line, at: tomorrow) == nil)
            #expect(try await bench.enrollments() == ["excluded"])
            #expect(try await reason(bench).contains("it ended at"))
            #expect(try await bench.texts("SELECT state FROM message ORDER BY id") == ["sent", "cancelled"])
        }
    }

    @Test("one that ends between claim and hand-over stops the message at the prompt")
    func endsAtThePrompt() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await add(consent(at: noon, until: noon + .seconds(10)), bench)
            try await start(bench)
            let message = try #require(try await bench.claim(line))
            let verdict = try await bench.store.handOver(message, sequence: 1, on: line, at: noon + .seconds(10))
            guard case .stop(let reason) = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(reason.contains("it ended at"))
        }
    }

    @Test("an opt-out revokes what was consented to before; START is a consent of its own")
    func optOutRevokes() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await add(consent(at: noon), bench)
            try await bench.receive("STOP", on: line, at: noon + .seconds(10))
            var views = try await bench.store.consents(of: Self.number, limit: 10, at: noon + .seconds(11))
            #expect(views.map(\.counts) == [false])
            #expect(views.map(\.revokedAt) == [noon + .seconds(10)])
            // Any other text changes nothing of that.
            try await bench.receive("Hello, I am back", on: line, at: noon + .seconds(15))
            #expect(try await bench.count("SELECT COUNT(*) FROM suppression WHERE lifted_at IS NULL") == 1)
            try await bench.receive("START", on: line, at: noon + .seconds(20))
            views = try await bench.store.consents(of: Self.number, limit: 10, at: noon + .seconds(21))
            #expect(views.map(\.counts) == [false, true])
            #expect(views.last?.source == "START by text message")
            try await start(bench, at: noon + .seconds(30))
            #expect(try await bench.enrollments() == ["active"])
        }
    }

    @Test("a suppression lifted by hand as a mistake revokes nothing; what a person asked for cannot be lifted so")
    func mistakes() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await add(consent(at: noon), bench)
            _ = try await bench.store.suppress(Self.number, reason: .byHand, note: "asked", at: noon + .seconds(1))
            #expect(try await bench.store.consents(of: Self.number, limit: 1, at: noon).map(\.counts) == [false])
            try await bench.store.correctSuppression(of: Self.number, note: "wrong person", at: noon + .seconds(2))
            #expect(try await bench.store.consents(of: Self.number, limit: 1, at: noon).map(\.counts) == [true])
            try await bench.receive("STOP", on: line, at: noon + .seconds(10))
            await #expect(throws: StorageError.self) {
                try await bench.store.correctSuppression(of: Self.number, note: "oops", at: noon + .seconds(11))
            }
        }
    }

    @Test(
        "STOP of a number that was suppressed here is the person's own: it is confirmed, and cannot be taken back here",
        arguments: [SuppressionReason.byHand, .imported, .invalidNumber, .complaint]
    )
    func stopOfASuppressedNumber(reason: SuppressionReason) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await add(consent(at: noon), bench)
            _ = try await bench.store.suppress(Self.number, reason: reason, note: nil, at: noon + .seconds(1))
            for second in [10, 20] {
                try await bench.receive("STOP", on: line, at: noon + .seconds(Int64(second)))
            }
            let confirmations = reason.needsConsent ? 0 : 1
            #expect(try await bench.count("SELECT COUNT(*) FROM message WHERE origin = 'system'") == confirmations)
            #expect(try await bench.count("SELECT COUNT(*) FROM suppression WHERE lifted_at IS NULL") == 1)
            await #expect(throws: StorageError.self) {
                try await bench.store.correctSuppression(of: Self.number, note: "oops", at: noon + .seconds(30))
            }
            #expect(try await bench.store.consents(of: Self.number, limit: 1, at: noon).map(\.counts) == [false])
        }
    }

    @Test("a fresh consent lifts an opt-out only where it says so, and was given after it")
    func freshConsent() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.receive("STOP", on: line, at: noon)
            try await add(consent(at: noon + .seconds(60)), bench, at: noon + .seconds(60))
            #expect(try await bench.count("SELECT COUNT(*) FROM suppression WHERE lifted_at IS NULL") == 1)
            let old = consent(at: noon, source: "web")
            await #expect(throws: StorageError.self) {
                try await add(old, lifts: true, bench, at: noon + .seconds(61))
            }
            let fresh = consent(at: noon + .seconds(70), source: "reception")
            try await add(fresh, lifts: true, bench, at: noon + .seconds(80))
            let note = try await bench.text("SELECT lifted_note FROM suppression") ?? ""
            #expect(note.contains("reception") && note.contains("form 7") && note.contains("anna"))
            let message = try await bench.enqueue(at: noon + .seconds(81))
            while try await bench.send(line, at: noon + .seconds(81)) != nil {}
            #expect(try await bench.state(message) == .sent)
        }
    }

    @Test("the same consent is recorded once, and a wording is kept once for all who agreed to it")
    func once() async throws {
        try await Bench.run { bench in
            let record = consent(at: noon, wording: "You may text me.")
            try await add(record, bench)
            await #expect(throws: StorageError.self) { try await add(record, bench) }
            try await bench.store.addConsent(record, to: Bench.number(2), liftsOptOut: false, at: noon)
            #expect(try await bench.count("SELECT COUNT(*) FROM consent") == 2)
            #expect(try await bench.count("SELECT COUNT(*) FROM wording") == 1)
            let view = try await bench.store.consents(of: Self.number, limit: 1, at: noon).first
            #expect(view?.wording == "You may text me.")
            // printf 'You may text me.' | sha256sum
            #expect(view?.wordingSha256 == "15854d440fce03ee47efa83ceb2d640bca1def5ef1575c2e33ba3c9b3039233f")
        }
    }
}
