import Campaigns
import Testing

@testable import Storage

@Suite("Questions for consent")
struct ConsentQuestionTests {
    private static let text = "Clinic: reply YES to get offers."

    private func ask(
        _ bench: Bench,
        _ index: Int = 1,
        purpose: String? = "marketing",
        at: Timestamp = noon
    ) async throws -> ConsentQuestionView {
        let question = NewConsentQuestion(
            number: Bench.number(index),
            text: Self.text,
            purpose: purpose.flatMap { ConsentPurpose($0) },
            locale: "en",
            by: "anna"
        )
        return try #require(try await bench.store.ask([question], at: at).first)
    }

    private func state(_ bench: Bench, at: Timestamp) async throws -> ConsentQuestionView.State? {
        try await bench.store.consentQuestions(limit: 10, at: at).last?.state
    }

    private func consents(_ bench: Bench) async throws -> [ConsentView] {
        try await bench.store.consents(of: Bench.number(1), limit: 10, at: noon + .seconds(3600))
    }

    @Test(
        "YES to the question is a consent, with the question as its wording and the answer as its proof",
        arguments: ["YES", "yes please!", "Ja", "Oui", "да", "START"]
    )
    func agrees(answer: String) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            #expect(try await ask(bench).state == .queued)
            #expect(try await bench.send(line)?.text == Self.text)
            #expect(try await state(bench, at: noon + .seconds(10)) == .waits)
            let receipt = try await bench.receive(answer, on: line, at: noon + .seconds(60))
            #expect(receipt.optedIn)
            let consent = try #require(try await consents(bench).first)
            #expect(consent.kind == "express" && consent.purpose == "marketing" && consent.wording == Self.text)
            #expect(consent.doubleOptIn == "inbound message 1" && consent.counts && consent.locale == "en")
            #expect(consent.evidence == "message 1 asked, by order of anna")
            let question = try await bench.store.consentQuestions(limit: 1, at: noon + .seconds(61)).first
            #expect(question?.state == .agreed && question?.inbound == 1)
            // It is confirmed once, and no agent is asked.
            #expect(try await bench.texts("SELECT origin FROM message ORDER BY id") == ["api", "system"])
            #expect(try await bench.count("SELECT COUNT(*) FROM conversation WHERE answer_due_at NOT NULL") == 0)
            #expect(try await bench.texts("SELECT kind FROM inbound") == ["optIn"])
            // Another YES is an answer like any other.
            try await bench.receive("YES", on: line, at: noon + .seconds(90))
            #expect(try await consents(bench).count == 1)
            #expect(try await bench.texts("SELECT kind FROM inbound") == ["optIn", "text"])
        }
    }

    @Test("without a question, or before it left, YES is an answer like any other")
    func withoutQuestion() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.receive("YES", on: line)
            _ = try await ask(bench)
            try await bench.receive("yes", on: line, at: noon + .seconds(5))
            #expect(try await consents(bench).isEmpty)
            #expect(try await bench.texts("SELECT kind FROM inbound") == ["text", "text"])
            // The reply took the question back: it is marketing.
            #expect(try await bench.state(1) == .cancelled)
            #expect(try await state(bench, at: noon + .seconds(6)) == .over)
            // What never left may be asked anew.
            #expect(try await ask(bench, at: noon + .seconds(10)).state == .queued)
        }
    }

    @Test("its time is bounded: a second more is too late", arguments: [(0, true), (1, false)] as [(Int64, Bool)])
    func patience(late: Int64, agrees: Bool) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            _ = try await ask(bench)
            try await bench.send(line)
            let days: Int64 = 7 * 86_400
            try await bench.receive("YES", on: line, at: noon + .seconds(days + late))
            #expect(try await bench.count("SELECT COUNT(*) FROM consent") == (agrees ? 1 : 0))
        }
    }

    @Test("once we wrote something else, YES may be about that")
    func somethingElse() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            _ = try await ask(bench)
            try await bench.send(line)
            try await bench.enqueue("Shall we move your appointment?", at: noon + .seconds(60))
            try await bench.send(line, at: noon + .seconds(60))
            try await bench.receive("yes", on: line, at: noon + .seconds(90))
            #expect(try await consents(bench).isEmpty)
            #expect(try await state(bench, at: noon + .seconds(91)) == .over)
        }
    }

    @Test("STOP ends the question: no later YES lifts it; and who opted out is never asked")
    func stopped() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            _ = try await ask(bench)
            try await bench.send(line)
            try await bench.receive("STOP", on: line, at: noon + .seconds(60))
            while try await bench.send(line, at: noon + .seconds(61)) != nil {}
            try await bench.receive("YES", on: line, at: noon + .seconds(90))
            #expect(try await consents(bench).isEmpty)
            #expect(try await bench.count("SELECT COUNT(*) FROM suppression WHERE lifted_at IS NULL") == 1)
            let refused = try await ask(bench, at: noon + .seconds(40 * 86_400))
            #expect(refused.state == .refused && refused.reason?.contains("never asked") == true)
            try await bench.receive("START", on: line, at: noon + .seconds(100))
            try await bench.receive("YES", on: line, at: noon + .seconds(120))
            #expect(try await consents(bench).map(\.source) == ["START by text message"])
        }
    }

    @Test("nobody is asked twice within thirty days")
    func rest() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            _ = try await ask(bench)
            try await bench.send(line)
            let month: Int64 = 30 * 86_400
            #expect(try await ask(bench, at: noon + .seconds(month - 1)).state == .refused)
            #expect(try await ask(bench, at: noon + .seconds(month)).state == .queued)
            #expect(try await bench.count("SELECT COUNT(*) FROM message") == 2)
        }
    }

    @Test("YES halts campaigns, and is credited to none")
    func campaigns() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(steps: [CampaignStep("one"), CampaignStep("two", after: .days(1))])
            #expect(try await bench.send(line)?.text == "one")
            _ = try await ask(bench, at: noon + .seconds(60))
            try await bench.send(line, at: noon + .seconds(60))
            let receipt = try await bench.receive("YES", on: line, at: noon + .seconds(90))
            #expect(receipt.halted == 1)
            #expect(try await bench.enrollments() == ["replied"])
            #expect(try await bench.count("SELECT COUNT(*) FROM inbound WHERE campaign_id NOT NULL") == 0)
            #expect(try await bench.count("SELECT COUNT(*) FROM campaign_reply") == 0)
        }
    }

    @Test("a policy that wants a confirmed consent takes it, and START too")
    func policy() async throws {
        let policy = Policy(
            name: "xx",
            title: "",
            version: 1,
            note: "",
            prefixes: ["+49"],
            rules: PolicyRules(doubleOptIn: true)
        )
        try await Bench.run(policies: PolicyShelf([policy])) { bench in
            let line = try await bench.line()
            try await bench.campaign("first", contacts: 1...2) { $0.category = .marketing }
            #expect(try await bench.enrollments() == ["excluded", "excluded"])
            _ = try await ask(bench)
            #expect(try await bench.send(line)?.text == Self.text)
            try await bench.receive("YES", on: line, at: noon + .seconds(60))
            let later = noon + .seconds(120)
            try await bench.campaign("second", contacts: 1...2, at: later) { $0.category = .marketing }
            #expect(try await bench.enrollments() == ["excluded", "excluded", "active", "excluded"])
        }
    }

    @Test("an erased person's questions go with them")
    func erased() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            _ = try await ask(bench)
            try await bench.send(line)
            _ = try await bench.store.erase(Bench.number(1), by: "anna", reason: "letter", at: noon + .seconds(60))
            #expect(try await bench.count("SELECT COUNT(*) FROM consent_question WHERE number LIKE '+%'") == 0)
        }
    }
}
