import Campaigns
import Foundation
import Gateway
import Glibc
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

    @Test("what nobody took in time is marked, until somebody has it")
    func overdue() throws {
        func text(_ more: [String: Any]) throws -> String? {
            let object: [String: Any] = ["id": 3, "reason": "x", "opened_at": "\(Self.now)", "opened_by": "desk"]
            var view = try view(reason: nil, escalation: "x")
            view.escalation = try decoded(object.merging(more) { _, new in new })
            return ConversationReport.table([view], utc: true, now: Self.now, isNarrow: false).rows.first?.last?.text
        }
        let mark = "overdue since \(TimeText.brief(Self.now, now: Self.now, utc: true))"
        #expect(try text(["overdue_at": "\(Self.now)"])?.hasPrefix(mark) == true)
        #expect(try text([:])?.contains("overdue") == false)
        #expect(try text(["overdue_at": "\(Self.now)", "claimed_at": "\(Self.now)"])?.contains("overdue") == false)
    }

    @Test("a change of the terminal's size is noticed")
    func size() async {
        let changes = await WindowSize.changes()
        // A signal that is ignored by default may be lost on its way to a thread that does not wait for it.
        let terminal = Task {
            while !Task.isCancelled {
                kill(getpid(), SIGWINCH)
                await Task.yield()
            }
        }
        var first = changes.makeAsyncIterator()
        #expect(await first.next() != nil)
        terminal.cancel()
    }

    @Test("the list of agents has a head")
    func agents() throws {
        let agents: [AgentView] = try [
            decoded(["name": "reception", "kinds": ["rules", "llm"], "notes": ["llm: y"]]),
            decoded(["name": "human", "kinds": ["human"], "notes": [String]()]),
        ]
        let lines = AgentListCommand.lines(agents)
        #expect(lines[0].split(separator: " ") == ["AGENT", "VERSION", "ASKS"])
        #expect(lines[1].hasPrefix("reception  ") && lines[1].hasSuffix("  rules, llm") && lines[2] == "    llm: y")
        #expect(lines[3].hasPrefix("human      –") && lines[3].hasSuffix("human"))
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
