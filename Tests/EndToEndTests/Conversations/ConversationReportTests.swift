import Campaigns
import Foundation
import Server
import Storage
import Testing

@testable import smsbridge

@Suite("Conversations for people")
struct ConversationReportTests {
    private static let now = Timestamp(seconds: 1_795_420_800)
    private static let dead =
        "agent “desk” failed: " + String(repeating: "http://127.0.0.1:9000 was not reached; ", count: 20)

    private func decoded<Value: Decodable>(_ object: [String: Any]) throws -> Value {
        try JSONCoding.decoder().decode(Value.self, from: JSONSerialization.data(withJSONObject: object))
    }

    private func view(reason: String?, escalation: String, text: String = "Hello") throws -> ConversationView {
        try ConversationView(
            id: 1,
            number: "+491511234001",
            owner: "waitingForHuman",
            lastText: text,
            lastInboundAt: Self.now,
            reason: reason,
            escalation: decoded(["id": 3, "reason": escalation, "opened_at": "\(Self.now)", "opened_by": "desk"])
        )
    }

    @Test("a text of 540 letters and a dead chain take no screen")
    func rows() throws {
        let long = try view(reason: Self.dead, escalation: Self.dead, text: String(repeating: "long words ", count: 49))
        let table = ConversationReport.table([long], utc: true, now: Self.now, isNarrow: true)
        let lines = table.lines(width: 80, colours: false)
        #expect(lines.count <= 6, "\(lines)")
        #expect(lines.joined().contains("…”") && lines.last?.hasSuffix("…") == true)
    }

    @Test("a reason is told once, cut, with the times of the tables")
    func facts() throws {
        let view = try view(reason: Self.dead, escalation: Self.dead)
        let facts = ConversationReport.facts(view, utc: true, now: Self.now)
        #expect(facts.filter { $0.1.contains("agent “desk” failed") }.map(\.0) == ["waits"])
        let waits = try #require(facts.first { $0.0 == "waits" }?.1)
        #expect(waits.hasPrefix("#3, since \(TimeText.minute(Self.now, now: Self.now, utc: true)): agent"), "\(waits)")
        #expect(waits.hasSuffix("…") && waits.count < 180)
        let other = ConversationReport.facts(
            try self.view(reason: "since \(Self.now)", escalation: "b"),
            utc: true,
            now: Self.now
        )
        #expect(other.contains { $0 == ("why", "since \(TimeText.minute(Self.now, now: Self.now, utc: true))") })
        let changes: [OwnerChangeView] = try [Self.dead, "c", "c"].map {
            try decoded([
                "at": "\(Self.now)", "before": "agent", "owner": "waitingForHuman", "by": "desk", "reason": $0,
            ])
        }
        let table = ConversationReport.changes(changes, above: [Self.dead], utc: true, now: Self.now)
        #expect(table.rows.map { $0.last?.text } == ["as above", "c", "as above"])
    }
}
