import Campaigns
import GRDB
import SMS
import Synchronization
import Testing

@testable import Storage

@Suite("Events are written with what they tell")
struct EventTests {
    private static let all = Set(EventType.allCases)

    private func types(_ bench: Bench) async throws -> [String] {
        try await bench.texts("SELECT type FROM event ORDER BY id")
    }

    private func payload(_ bench: Bench, _ type: EventType) async throws -> String {
        try await bench.text("SELECT payload FROM event WHERE type = '\(type.rawValue)' ORDER BY id DESC LIMIT 1") ?? ""
    }

    @Test func aCampaignsLife() async throws {
        try await Bench.run(settings: { $0.events = Self.all }) { bench in
            let line = try await bench.line()
            try await bench.campaign()
            try await bench.store.change(campaign: "news", .pause, by: "Eva", at: noon)
            try await bench.store.change(campaign: "news", .resume, by: "Eva", at: noon)
            try await bench.send(line)
            #expect(
                try await types(bench) == [
                    "campaign.started", "campaign.paused", "campaign.resumed", "message.sent", "campaign.completed",
                ]
            )
            #expect(
                try await payload(bench, .campaignResumed)
                    == #"{"at":"2026-06-01T12:00:00.000Z","by":"Eva","campaign":"news"}"#
            )
            #expect(
                try await payload(bench, .messageSent)
                    == #"{"at":"2026-06-01T12:00:00.000Z","campaign":"news","id":1,"origin":"campaign","route":"one","#
                    + #""segments":1,"state":"sent","step":1,"to":"+4915100000001"}"#
            )
            try await bench.campaign("more")
            try await bench.store.change(campaign: "more", .cancel, at: noon)
            #expect(try await types(bench).suffix(3) == ["campaign.started", "message.failed", "campaign.cancelled"])
        }
    }

    @Test func aReplyAnOptOutAndAnOptIn() async throws {
        try await Bench.run(settings: { $0.events = Self.all }) { bench in
            let line = try await bench.line()
            try await bench.campaign(steps: [CampaignStep("one"), CampaignStep("two", after: .days(1))])
            try await bench.send(line)
            try await bench.receive("STOP", on: line, at: noon + .seconds(60))
            let told = try await types(bench)
            for type in ["enrollment.replied", "contact.opted_out", "conversation.muted", "message.received"] {
                #expect(told.count { $0 == type } == 1, "\(type) in \(told)")
            }
            #expect(
                try await payload(bench, .enrollmentReplied)
                    == #"{"at":"2026-06-01T12:01:00.000Z","campaign":"news","number":"+4915100000001","sent":1}"#
            )
            #expect(try await payload(bench, .contactOptedOut).contains(#""reason":"stopKeyword""#))
            try await bench.receive("STOP", on: line, at: noon + .seconds(70))
            try await bench.receive("START", on: line, at: noon + .seconds(80))
            let later = try await types(bench)
            #expect(later.count { $0 == "contact.opted_out" } == 1)
            #expect(later.count { $0 == "contact.opted_in" } == 1)
            // What people here enter is known to them.
            _ = try await bench.store.suppress(Bench.number(2), reason: .byHand, note: nil, at: noon)
            #expect(try await types(bench).count { $0 == "contact.opted_out" } == 1)
        }
    }

    @Test func aGoalIsToldOnce() async throws {
        try await Bench.run(settings: { $0.events = Self.all }) { bench in
            let line = try await bench.line()
            try await bench.campaign()
            try await bench.send(line)
            for _ in 0..<2 {
                _ = try await bench.store.reach(
                    Goal(name: "booked", value: Amount(thousandths: 45_000)),
                    by: Bench.number(1),
                    source: "api",
                    at: noon
                )
            }
            #expect(try await types(bench).count { $0 == "goal.recorded" } == 1)
            #expect(
                try await payload(bench, .goalRecorded)
                    == #"{"at":"2026-06-01T12:00:00.000Z","campaign":"news","ended":false,"id":1,"name":"booked","#
                    + #""number":"+4915100000001","source":"api","value":45}"#
            )
        }
    }

    @Test func whatBecomesOfAMessage() async throws {
        try await Bench.run(settings: { $0.events = Self.all }) { bench in
            let line = try await bench.line()
            try await bench.enqueue()
            let message = try #require(try await bench.send(line))
            let provider = try await bench.provider(takesUnbound: true)
            try await bench.enqueue("Two", to: 2)
            let second = try await bench.handOver(provider)
            try await bench.answer(second, .refused(.permanentNumber), on: provider)
            try await bench.enqueue("Three", to: 3, key: "order-17")
            _ = try await bench.store.cancel(message: 3, at: noon)
            #expect(try await types(bench) == ["message.sent", "message.failed", "message.failed"])
            #expect(try await payload(bench, .messageFailed).contains(#""idempotency_key":"order-17""#))
            #expect(try await payload(bench, .messageFailed).contains(#""state":"cancelled""#))
            _ = try await bench.store.write { transaction in
                try transaction.conclude(message.id, as: .delivered, reason: "told", at: noon)
                // Tests between our lines are no news.
                try transaction.run("UPDATE message SET origin = 'test' WHERE id = ?", [message.id])
                try transaction.tell(.delivered, of: message.id, reason: nil, at: noon)
            }
            #expect(try await types(bench).suffix(2) == ["message.failed", "message.delivered"])
        }
    }

    @Test func anAgentThatIsOutOfOrder() async throws {
        try await Bench.run(settings: {
            $0.events = Self.all; $0.inboundAgent = "desk"
        }) { bench in
            let line = try await bench.line()
            try await bench.receive("Hi", on: line)
            let at = noon + .seconds(8)
            let turn = try #require(try await bench.store.dueTurns(at: at).turns.first)
            let notes = AgentNotes.Contents(errors: ["webhook: example.org answered HTTP 500"])
            _ = try await bench.store.decide(.reply("At nine.", why: "llm"), notes: notes, in: turn, at: at)
            #expect(
                try await payload(bench, .agentError)
                    == #"{"agent":"desk","at":"2026-06-01T12:00:08.000Z","conversation":1,"errors":"#
                    + #"["webhook: example.org answered HTTP 500"],"number":"+4915100000001","outcome":"replied"}"#
            )
        }
    }

    @Test func nothingIsWrittenThatNobodyWants() async throws {
        try await Bench.run(settings: { $0.events = [.campaignCompleted] }) { bench in
            let line = try await bench.line()
            try await bench.campaign()
            try await bench.send(line)
            try await bench.receive("STOP", on: line, at: noon + .seconds(60))
            #expect(try await types(bench) == ["campaign.completed"])
        }
    }

    /// What happens to single messages comes after what people wait for, and does not pile up.
    @Test func manyEventsOfMessagesKeepNobodyWaiting() async throws {
        try await Bench.run(settings: { $0.events = Self.all }) { bench in
            for type in [EventType.messageSent, .messageDelivered, .campaignPaused, .messageReceived] {
                try await bench.store.record(event: type, payload: "{}", at: noon)
            }
            let due = try await bench.store.dueEvents(at: noon, most: 3).events
            #expect(due.map(\.type) == ["campaign.paused", "message.received", "message.sent"])
            try await bench.store.undelivered(event: 1, reason: "x", next: noon + .seconds(5))
            #expect(try await bench.store.dueEvents(at: noon).next == noon + .seconds(5))
            // Another hundred thousand later.
            _ = try await bench.store.write { transaction in
                try transaction.run(
                    "INSERT INTO event (id, type, payload, at) VALUES (?, 'x', '{}', 0)",
                    [Transaction.bulkKept]
                )
            }
            for _ in 0..<3 { try await bench.store.record(event: .campaignPaused, payload: "{}", at: noon) }
            #expect(try await bench.count("SELECT COUNT(*) FROM event WHERE id IN (1, 2)") == 0)
            #expect(try await bench.count("SELECT COUNT(*) FROM event WHERE id IN (3, 4)") == 2)
        }
    }

    @Test func whoWaitsForEventsIsWoken() async throws {
        try await Bench.run(settings: { $0.events = [.messageFailed] }) { bench in
            let rings = Rings()
            bench.store.onEvents { rings.ring() }
            try await bench.enqueue()
            #expect(rings.count == 0)
            _ = try await bench.store.cancel(message: 1, at: noon)
            #expect(rings.count == 1)
            try await bench.enqueue()
            #expect(rings.count == 1)
        }
    }
}

private final class Rings: Sendable {
    private let rung = Mutex(0)

    func ring() { rung.withLock { $0 += 1 } }

    var count: Int { rung.withLock(\.self) }
}
