import Campaigns
import Foundation
import GRDB
import SMS
import Testing

@testable import Storage

@Suite("Erasure")
struct ErasureTests {
    private static let person = Bench.number(1)
    private static let other = Bench.number(2)

    /// Whatever must not be found any more, in whatever form: the number, as it stands in PDUs too, and every text.
    private static let traces = [
        "4915100000001", "15100000001", "9451010000", "Xanthippe", "xanthippe@example.org", "secret field",
        "my own words", "tag of hers", "Confidential for Xanthippe", "form of Xanthippe", "an event text",
        "asked by Xanthippe",
    ]

    /// Everything of one person in every table, and another person beside them.
    private func fill(_ bench: Bench) async throws -> RouteTerms {
        let line = try await bench.line()
        let batch = try await bench.store.begin(NewImport(name: "list.csv", by: "maria"), at: noon)
        let consent = ConsentRecord(
            kind: .express,
            source: "form of Xanthippe",
            capturedAt: noon - .seconds(100),
            wording: "Confidential for Xanthippe alone",
            evidence: "form of Xanthippe",
            capturedBy: "maria"
        )
        try await bench.store.importRows(
            [
                ImportedContact(
                    number: Self.person,
                    name: "Xanthippe",
                    email: "xanthippe@example.org",
                    timeZone: "Europe/Berlin",
                    fields: ["note": "secret field"],
                    consent: consent,
                    line: 2,
                    warnings: ["Xanthippe is odd"]
                ),
                ImportedContact(
                    number: Self.other,
                    name: "Ben",
                    consent: ConsentRecord(
                        kind: .express,
                        source: "web",
                        capturedAt: noon - .seconds(50),
                        capturedBy: "maria"
                    ),
                    line: 3
                ),
            ],
            rejected: [
                ImportProblem(
                    line: 4,
                    column: "phone",
                    reason: "has lost its leading zero: write \(Self.person.e164) if that is meant",
                    number: "151 0000 0001"
                )
            ],
            into: batch,
            at: noon
        )
        let definition = CampaignDefinition(
            name: "news",
            agent: "rules",
            steps: [
                CampaignStep(delay: .none, text: try MessageTemplate("Confidential for {{name}}")),
                CampaignStep(delay: .days(1), text: try MessageTemplate("second")),
            ]
        )
        _ = try await bench.store.createCampaign(definition, audience: .importBatch(batch), at: noon)
        try await bench.store.start(campaign: "news", at: noon)
        _ = try await bench.store.plan(at: noon)
        while let message = try await bench.send(line, at: noon) {
            _ = try await bench.store.receive(
                InboundReport(
                    route: line.route,
                    fingerprint: "report to \(message.number.digits)",
                    reference: Int(message.id),
                    recipient: String(message.number.digits),
                    status: 0,
                    raw: "0691\(message.number.digits)",
                    receivedAt: noon + .seconds(1)
                )
            )
        }
        try await bench.receive("my own words", on: line, at: noon + .seconds(10))
        // A part whose other half never came.
        let half = try DeliverEncoder.encode(
            DeliverRequest(
                from: Address(Self.person.e164),
                text: String(repeating: "first half of her words ", count: 8),
                at: ServiceCentreTime(unixSeconds: noon.seconds, quarterHours: 0),
                reference: 7
            )
        ).segments[0]
        _ = try await bench.receive(
            .partOfText(reference: 7, total: half.total, sequence: half.sequence),
            on: line,
            id: half.pdu,
            raw: half.pdu,
            at: noon + .seconds(11)
        )
        try await bench.enqueue(
            "Confidential for Xanthippe, by hand",
            key: "key \(Self.person.e164)",
            at: noon + .seconds(20)
        )
        _ = try await bench.store.suppress(Self.other, reason: .byHand, note: nil, at: noon + .seconds(21))
        _ = try await bench.store.suppress(
            Self.person,
            reason: .byHand,
            note: "asked by Xanthippe",
            at: noon + .seconds(22)
        )
        try await bench.store.correctSuppression(of: Self.person, note: "asked by Xanthippe", at: noon + .seconds(23))
        try await bench.store.record(
            event: .messageReceived,
            payload: #"{"from":"\#(Self.person.e164)","text":"an event text"}"#,
            at: noon
        )
        _ = try await bench.store.write { transaction in
            try transaction.run("UPDATE contact SET tags = '[\"tag of hers\"]' WHERE number = ?", [Self.person.e164])
            return try transaction.run(
                """
                INSERT INTO call (route_id, number, first_ring_at, last_ring_at, rings) VALUES (?, ?, 1, 1, 1)
                """,
                [line.route, Self.person.e164]
            )
        }
        return line
    }

    private func contents(of folder: String) throws -> Data {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted().reduce(into: Data()) { all, name in
            all += try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
        }
    }

    @Test("nothing of the person stays anywhere in the files, and everything of others does")
    func noTrace() async throws {
        try await Bench.withFile { folder in
            let path = folder + "/db"
            try await Bench.run(path: path, settings: { $0.events = EventType.standard }) { bench in
                _ = try await fill(bench)
                _ = try await bench.store.database.writeWithoutTransaction { try $0.checkpoint(.full) }
                let before = try contents(of: folder)
                for trace in Self.traces {
                    #expect(before.range(of: Data(trace.utf8)) != nil, "\(trace) was never there")
                }
                let receipt = try await bench.store.erase(
                    Self.person,
                    by: "maria",
                    reason: "letter of 2026-06-01",
                    at: noon + .seconds(60)
                )
                try await bench.store.scrub()
                let after = try contents(of: folder)
                for trace in Self.traces {
                    #expect(after.range(of: Data(trace.utf8)) == nil, "\(trace) is still there")
                }
                #expect(after.range(of: Data(Self.other.e164.utf8)) != nil)
                #expect(receipt.counts["contacts"] == 1)
                #expect(receipt.counts["messages"] == 2)
                #expect(receipt.counts["inbound"] == 1)
                #expect(receipt.counts["parts"] == 2)
                #expect(receipt.counts["calls"] == 1)
                #expect(receipt.counts["import_rows"] == 2)
            }
        }
    }

    @Test("figures stay, what was open is cancelled, and the receipt can be shown again")
    func figures() async throws {
        try await Bench.run { bench in
            _ = try await fill(bench)
            let before = try await bench.store.campaign("news", at: noon, Situation())
            let receipt = try await bench.store.erase(
                Self.person,
                by: "maria",
                reason: "letter",
                at: noon + .seconds(60)
            )
            let after = try await bench.store.campaign("news", at: noon, Situation())
            #expect(after.segmentsSent == before.segmentsSent)
            #expect(after.audience == before.audience)
            #expect(after.replies == before.replies)
            #expect(
                try await bench.count("SELECT COUNT(*) FROM message WHERE state = 'queued' AND number LIKE 'erased%'")
                    == 0
            )
            #expect(try await bench.store.receipts(of: Self.person, before: nil, limit: 5) == [receipt])
            #expect(try await bench.store.receipt(receipt.id) == receipt)
            await #expect(throws: StorageError.self) {
                try await bench.store.story(of: Bench.number(3), at: noon)
            }
        }
    }

    @Test("the number stays suppressed: for lists, for clients, and when the part is read again; START alone lifts it")
    func staysSuppressed() async throws {
        try await Bench.run { bench in
            let line = try await fill(bench)
            _ = try await bench.store.erase(Self.person, by: "maria", reason: "letter", at: noon + .seconds(60))
            let later = noon + .seconds(100)

            let batch = try await bench.store.beginImport(name: "again.csv", by: nil, at: later)
            let row = ImportedContact(number: Self.person, name: "Xanthippe", line: 2)
            let counts = try await bench.store.importRows([row], rejected: [], into: batch, at: later)
            #expect(counts.rejected == 1)
            let verdict = try await bench.store.verdicts(of: batch, after: 0, limit: 1).first
            #expect(verdict?.number == nil)
            #expect(verdict?.reason?.contains("erased on 2026-06-01") == true)

            let message = NewMessage(number: Self.person, text: "hi", origin: .api, dueAt: later, idempotencyKey: "k")
            for isDuplicate in [false, true] {
                let queued = try await bench.store.enqueue([message], at: later).first
                #expect(queued?.state == .suppressed)
                #expect(queued?.isDuplicate == isDuplicate)
            }
            let kept = "SELECT COUNT(*) FROM message WHERE number = '\(Self.person.e164)' OR text = 'hi'"
            #expect(try await bench.count(kept) == 0)

            // A modem that could not delete it gives it out again.
            #expect(try await bench.receive("my own words", on: line, at: noon + .seconds(10)).isDuplicate)
            #expect(try await bench.count("SELECT COUNT(*) FROM inbound WHERE text = 'my own words'") == 0)

            try await bench.receive("Hello?", on: line, at: later)
            #expect(try await bench.store.enqueue([message], at: later).first?.state == .suppressed)
            let receipt = try await bench.receive("START", on: line, at: later + .seconds(5))
            #expect(receipt.optedIn)
            let id = try await bench.enqueue("welcome", at: later + .seconds(6))
            while try await bench.send(line, at: later + .seconds(6)) != nil {}
            #expect(try await bench.state(id) == .sent)
        }
    }

    @Test("with another key the database does not open, for nobody erased would be known any more")
    func lostKey() async throws {
        try await Bench.withFile { folder in
            let path = folder + "/db"
            try await Bench.run(path: path) { bench in
                _ = try await fill(bench)
                _ = try await bench.store.erase(Self.person, by: "maria", reason: "letter", at: noon + .seconds(60))
            }
            await #expect(throws: StorageError.self) {
                try await Bench.run(path: path, key: Array("another key".utf8)) { _ in }
            }
        }
    }

    @Test("of whom nothing is held, nothing is erased")
    func unknown() async throws {
        try await Bench.run { bench in
            await #expect(throws: StorageError.self) {
                try await bench.store.erase(Self.person, by: "maria", reason: "letter", at: noon)
            }
            let receipts = try await bench.count("SELECT COUNT(*) FROM receipt")
            #expect(receipts == 0)
        }
    }

    @Test("what people here enter does not come between an erased person and their wish")
    func enteredAgain() async throws {
        try await Bench.run { bench in
            _ = try await fill(bench)
            let store = bench.store
            let at = noon + .seconds(60)
            _ = try await store.erase(Self.person, by: "maria", reason: "letter", at: at)
            let added = try await store.suppress(Self.person, reason: .byHand, note: "again", by: "maria", at: at)
            #expect(!added, "it is suppressed already")
            await #expect(throws: StorageError.self) {
                try await store.correctSuppression(of: Self.person, note: "a mistake", by: "maria", at: at)
            }
            let open = "SELECT COUNT(*) FROM suppression WHERE lifted_at IS NULL AND number LIKE 'hmac:%'"
            #expect(try await bench.count(open) == 1)
            let batch = try await store.begin(NewImport(name: "again.csv", by: "maria"), at: at)
            let problem = ImportProblem(
                line: 2,
                column: "consent_date",
                reason: "cannot read it",
                number: Self.person.e164
            )
            try await store.importRows([], rejected: [problem], into: batch, at: at)
            for table in ["import_row", "suppression", "audit", "decision"] {
                #expect(
                    try await bench.count(
                        "SELECT COUNT(*) FROM \(table) WHERE number = '\(Self.person.e164)'"
                    ) == 0,
                    "\(table)"
                )
            }
        }
    }
}
