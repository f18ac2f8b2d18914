import Campaigns
import GRDB
import SMS
import Testing

@testable import Storage

@Suite("Contacts that are put back")
struct PutBackTests {
    private static let automatic = "I am out of office until Monday, back then"

    private func steps() throws -> [CampaignStep] {
        try [CampaignStep("one"), CampaignStep("two", after: .days(1)), CampaignStep("three", after: .days(1))]
    }

    private func putBack(_ bench: Bench, at: Timestamp = noon) async throws -> PutBackView {
        try await bench.store.putBack(Bench.number(1), in: "news", by: "anna", at: at)
    }

    private func refusal(_ bench: Bench, at: Timestamp = noon) async throws -> String {
        let problem = await #expect(throws: StorageError.self) { _ = try await putBack(bench, at: at) }
        return problem.map { "\($0)" } ?? ""
    }

    @Test("an automatic reply halts, and under on_automatic: resume it goes on in the same transaction, delay anew")
    func automatic() async throws {
        for policy in AutomaticPolicy.allCases {
            try await Bench.run { bench in
                let line = try await bench.line()
                try await bench.campaign(steps: steps()) { $0.onAutomatic = policy }
                #expect(try await bench.send(line)?.text == "one")
                let later = noon + .seconds(3600)
                let receipt = try await bench.receive(Self.automatic, on: line, at: later)
                #expect(receipt.halted == 1)
                #expect(try await bench.enrollments() == [policy == .resume ? "active" : "replied"])
                #expect(try await bench.campaignState() == (policy == .resume ? "running" : "completed"))
                guard policy == .resume else { return }
                #expect(try await bench.moments("SELECT due_at FROM enrollment") == [later + .seconds(86_400)])
                #expect(try await bench.count("SELECT epoch FROM enrollment") == 1)
                _ = try await bench.store.plan(at: later + .seconds(86_400))
                #expect(try await bench.send(line, at: later + .seconds(86_400))?.text == "two")
                // A person's own words end it, as ever.
                try await bench.receive("yes, fine", on: line, at: later + .seconds(90_000))
                #expect(try await bench.enrollments() == ["replied"])
            }
        }
    }

    @Test("the first part of an automatic reply halts; only the whole of it puts back, and not beside a person's words")
    func parts() async throws {
        let parts = try DeliverEncoder.encode(
            DeliverRequest(
                from: Address(Bench.number(1).e164),
                text: String(repeating: "I will be back on Monday. ", count: 7) + "Automatic reply.",
                at: ServiceCentreTime(unixSeconds: noon.seconds, quarterHours: 0),
                reference: 7
            )
        ).segments
        for words in [nil, "no, stop it please is what I would say"] {
            try await Bench.run { bench in
                let line = try await bench.line()
                try await bench.campaign(steps: steps()) { $0.onAutomatic = .resume }
                _ = try await bench.send(line)
                for (index, part) in parts.enumerated() {
                    _ = try await bench.receive(
                        .partOfText(reference: 7, total: part.total, sequence: part.sequence),
                        on: line,
                        id: part.pdu,
                        raw: part.pdu,
                        at: noon + .seconds(100 + index)
                    )
                    guard index == 0 else { continue }
                    #expect(try await bench.enrollments() == ["replied"])
                    if let words { try await bench.receive(words, on: line, at: noon + .seconds(100)) }
                }
                #expect(try await bench.enrollments() == [words == nil ? "active" : "replied"])
            }
        }
    }

    @Test("a queued step that an automatic reply took back is made once more, and leaves once")
    func takenBack() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(steps: steps()) { $0.onAutomatic = .resume }
            try await bench.receive(Self.automatic, on: line, at: noon)
            _ = try await bench.store.plan(at: noon)
            #expect(try await bench.texts("SELECT state FROM message ORDER BY id") == ["cancelled", "queued"])
            #expect(try await bench.send(line)?.text == "one")
            #expect(try await bench.send(line) == nil)
        }
    }

    @Test("who failed goes on with the step that failed; what left is not sent again")
    func failed() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(steps: [CampaignStep("one"), CampaignStep("two {{day}}", after: .days(1))])
            _ = try await bench.send(line)
            let next = noon + .seconds(86_400)
            _ = try await bench.store.plan(at: next)
            #expect(try await bench.enrollments() == ["failed"])
            #expect(try await refusal(bench, at: next).contains("give the contact that field first"))
            _ = try await bench.store.write { try $0.run("UPDATE contact SET fields = '{\"day\":\"Monday\"}'") }
            let view = try await putBack(bench, at: next)
            #expect(view.step == 2 && view.state == "active" && view.dueAt == next)
            #expect(try await bench.campaignState() == "running")
            #expect(try await refusal(bench, at: next).contains("on its way"))
            _ = try await bench.store.plan(at: next)
            #expect(try await bench.send(line, at: next)?.text == "two Monday")
            #expect(try await bench.enrollments() == ["completed"])
            #expect(try await refusal(bench, at: next).contains("it is through"))
            let audit = try await bench.text(
                "SELECT actor || ' ' || action || ': ' || after FROM audit ORDER BY id DESC"
            )
            #expect(audit == "anna campaign.resume-contact: goes on with step 2")
        }
    }

    @Test("who wrote back, opted out or is suppressed is not put back, and it is told why and what to do")
    func refused() async throws {
        for (words, reason) in [
            ("yes, I will come", "the person wrote “yes, I will come”"), ("STOP", "it opted out"),
        ] {
            try await Bench.run { bench in
                let line = try await bench.line()
                try await bench.campaign(steps: steps())
                _ = try await bench.send(line)
                try await bench.receive(words, on: line, at: noon + .seconds(60))
                #expect(try await refusal(bench).contains(reason))
            }
        }
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(steps: steps(), contacts: 1...2)
            _ = try await bench.send(line)
            try await bench.receive(Self.automatic, on: line, at: noon + .seconds(60))
            #expect(try await bench.enrollments() == ["replied", "active"])
            _ = try await bench.store.suppress(Bench.number(1), reason: .byHand, note: nil, at: noon + .seconds(70))
            #expect(try await refusal(bench, at: noon + .seconds(80)).contains("the number is suppressed"))
        }
    }

    @Test("while the campaign is paused it is held, and goes on with it")
    func paused() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(steps: steps(), contacts: 1...2)
            _ = try await bench.send(line)
            try await bench.receive(Self.automatic, on: line, at: noon + .seconds(60))
            try await bench.store.change(campaign: "news", .pause, at: noon + .seconds(61))
            let view = try await putBack(bench, at: noon + .seconds(62))
            #expect(view.state == "held" && view.step == 2)
            try await bench.store.change(campaign: "news", .resume, at: noon + .seconds(63))
            #expect(try await bench.enrollments() == ["active", "active"])
        }
    }

    @Test("a database of before keeps its messages, indexes and references")
    func migration() async throws {
        try await Bench.withFile { folder in
            let path = folder + "/db"
            do {
                let old = try DatabaseQueue(path: path)
                try Schema.migrator.migrate(old, upTo: "additions to campaigns")
                try await old.write { database in
                    try database.execute(
                        sql: """
                            INSERT INTO contact VALUES (1, '+4915112345678', 'Anna', NULL, NULL, '{}', 1, 1, NULL, NULL);
                            INSERT INTO campaign (id, name, state, definition, audience, created_at)
                                VALUES (1, 'x', 'completed', '{}', '{}', 1);
                            INSERT INTO enrollment (id, campaign_id, contact_id, number, state)
                                VALUES (1, 1, 1, '+4915112345678', 'completed');
                            INSERT INTO message (id, number, text, encoding, segments, origin, state, campaign_id, enrollment_id,
                                step, stream, wanted_route, priority, due_at, created_at)
                            VALUES (7, '+4915112345678', 'Hi', 'gsm7', 1, 'campaign', 'sent', 1, 1, 0, 1, 0, 4, 1, 1);
                            INSERT INTO segment (message_id, sequence, state) VALUES (7, 1, 'accepted');
                            """
                    )
                }
                try old.close()
            }
            try await Bench.run(path: path) { bench in
                #expect(try await bench.texts("SELECT text FROM message WHERE id = 7 AND epoch = 0") == ["Hi"])
                let indexes = try await bench.count(
                    "SELECT COUNT(*) FROM sqlite_master WHERE type = 'index' AND tbl_name = 'message' AND sql IS NOT NULL"
                )
                #expect(indexes >= 10)
                let references = try await bench.texts(
                    "SELECT sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%message_remade%'"
                )
                #expect(references.isEmpty)
                #expect(try await bench.count("SELECT COUNT(*) FROM pragma_foreign_key_check") == 0)
            }
        }
    }
}
