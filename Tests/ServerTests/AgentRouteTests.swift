import Campaigns
import Foundation
import Gateway
import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("Agents by HTTP")
struct AgentRouteTests {
    private static let body = #"{"replies": [{"text": "It is 20 EUR."}]}"#

    /// Takes what has the right signature, as an agent's webhook does.
    private static let reader: PendingTurns.Reader = { request throws(AgentProblem) in
        guard request.headers["webhook-signature"] == "v1,right" else { throw AgentProblem("the signature is wrong") }
        guard let answer = try? JSONDecoder().decode(AgentAnswer.self, from: Data(request.body)) else {
            throw AgentProblem("no answer")
        }
        return answer
    }

    private func post(_ bench: Bench, _ turn: String, signature: String? = "v1,right") async throws -> Bench.Answer {
        var headers: HTTPFields = [:]
        if let name = HTTPField.Name("webhook-signature"), let signature { headers[name] = signature }
        return try await bench.ask(.post, "/v1/turns/\(turn)", Self.body, headers: headers)
    }

    @Test(
        "an answer that comes later is taken once, in time, and rightly signed",
        arguments: [
            APIRouter.Door.local, .providers,
        ]
    )
    func turns(door: APIRouter.Door) async throws {
        try await Bench.with(door) { bench in
            #expect(try await post(bench, "trn_1").status == 404, "nobody waits for it")
            let answers = try #require(bench.pending.expect("trn_1", reader: Self.reader))
            let wrong = try await post(bench, "trn_1", signature: "v1,wrong")
            #expect(wrong.status == 403 && wrong.problem?.detail.contains("signature") == true, "\(wrong.text)")
            #expect(try await post(bench, "trn_1", signature: nil).status == 403)
            #expect(try await post(bench, "trn_2").status == 404, "another turn")
            let taken = try await post(bench, "trn_1")
            #expect(taken.status == 204 && taken.text.isEmpty)
            #expect(await answers.first { _ in true }?.text == "It is 20 EUR.")
            #expect(try await post(bench, "trn_1").status == 404, "a second time")

            _ = bench.pending.expect("trn_3", reader: Self.reader)
            bench.pending.close("trn_3")
            #expect(try await post(bench, "trn_3").status == 404, "too late")
        }
    }

    private static func rules(_ reply: String) throws -> RulesAgent {
        let json = #"{"rules": [{"when": "open", "reply": "\#(reply)"}, {"when": "price", "reply": "20 EUR"}]}"#
        return try RulesAgent(file: JSONDecoder().decode(RulesFile.self, from: Data(json.utf8)), zones: ZoneDirectory())
    }

    /// One was asked whether we are open, and was answered until six.
    private func talk(_ bench: Bench) async throws {
        let store = bench.store
        let route = try await store.register(RouteDescription(kind: .line, key: "8949", name: "one"), at: Bench.now)
        for (index, text) in ["Are you open?", "What is the price?"].enumerated() {
            let at = Bench.now + .seconds(Int64(index) * 60)
            _ = try await store.receive(
                InboundPart(
                    route: route,
                    fingerprint: text,
                    sender: .person(try #require(PhoneNumber(e164: "+491511234001"))),
                    content: .text(text),
                    encoding: "gsm7",
                    raw: "",
                    receivedAt: at
                )
            )
        }
    }

    @Test("a replay shows what is answered otherwise, and stores nothing")
    func replay() async throws {
        let agent = RuleAgent(try Self.rules("Until six."), name: "desk")
        try await Bench.with(agents: [agent]) { bench in
            let nothing = try await bench.ask(.post, "/v1/agents/desk/replay").decoded(AgentReplayReport.self)
            #expect(nothing.turns.isEmpty && nothing.changed == 0)
            try await talk(bench)
            let report = try await bench.ask(.post, "/v1/agents/desk/replay").decoded(AgentReplayReport.self)
            #expect(report.turns.map(\.text) == ["Are you open?", "What is the price?"])
            #expect(report.turns.map(\.after) == ["Until six.", "20 EUR"])
            #expect(report.turns.map(\.before) == [nil, nil] && report.changed == 2)
            #expect(report.hash == agent.version)
            let other = #"{"rules": {"rules": [{"when": "open", "close": true}]}, "limit": 1}"#
            let changed = try await bench.ask(.post, "/v1/agents/new/replay", other).decoded(AgentReplayReport.self)
            #expect(changed.agent == "new" && changed.turns.count == 1)
            #expect(changed.turns.first?.isSame == true && changed.turns.first?.actions == [.close])
            #expect(try await bench.ask(.get, "/v1/messages").text.contains("Until six.") == false)
        }
    }

    @Test("a replay compares with what people were answered then")
    func replayOfAnswered() async throws {
        let agent = RuleAgent(try Self.rules("Until six."), name: "desk")
        try await Bench.with(agents: [agent], inboundAgent: "desk") { bench in
            let number = try #require(PhoneNumber(e164: "+491511234001"))
            func turn(_ text: String, _ decision: AgentDecision?, after seconds: Int64) async throws {
                try await say(text, bench, after: seconds)
                guard let decision else { return }
                let at = Bench.now + .seconds(seconds + 30)
                let turn = try #require(try await bench.store.dueTurns(at: at).turns.first)
                guard case .replied = try await bench.store.decide(decision, in: turn, at: at) else {
                    Issue.record("\(decision)")
                    return
                }
                try await send(bench, at: at)
            }
            try await turn("Are you open?", .reply("Until six.", why: "rule 1"), after: 0)
            try await turn("And the price?", .reply("30 EUR", why: "rule 2"), after: 100)
            // Nobody answered this one, and a person the next.
            try await turn("Price!", nil, after: 200)
            try await turn("Are you open on Sunday?", nil, after: 300)
            let at = Bench.now + .seconds(330)
            _ = try await bench.store.reply(to: number, text: "No.", by: "eva", at: at)

            func replay(_ order: String = "{}", as name: String = "desk") async throws -> AgentReplayReport {
                try await bench.ask(.post, "/v1/agents/\(name)/replay", order).decoded(AgentReplayReport.self)
            }
            let report = try await replay()
            #expect(
                report.turns.map(\.text) == ["Are you open?", "And the price?", "Price!", "Are you open on Sunday?"]
            )
            #expect(report.turns.map(\.before) == ["Until six.", "30 EUR", nil, nil])
            #expect(report.turns.map(\.after) == ["Until six.", "20 EUR", "20 EUR", "Until six."])
            #expect(report.turns.map(\.isSame) == [true, false, false, false] && report.changed == 3)
            let other = #"{"rules": {"rules": [{"when": "price", "reply": "30 EUR"}]}}"#
            let changed = try await replay(other, as: "new")
            #expect(changed.turns.map(\.after) == [nil, "30 EUR", "30 EUR", nil])
            #expect(changed.turns.map(\.isSame) == [false, true, false, true] && changed.changed == 2)
            #expect(changed.hash != report.hash)
            #expect(try await replay(#"{"limit": 2}"#).turns.map(\.text) == ["Are you open?", "And the price?"])
            // Nothing of it is stored.
            #expect(try await bench.store.messages(MessageFilter(direction: "out")).count == 3)
        }
    }

    /// What waits leaves: an answer that did not would be dropped when the person writes again.
    private func send(_ bench: Bench, at: Timestamp) async throws {
        let store = bench.store
        let route = try await store.register(RouteDescription(kind: .line, key: "8949", name: "one"), at: at)
        let terms = RouteTerms(route: route, limits: .unlimited)
        guard case .message(let message) = try await store.claim(terms, at: at),
            case .go = try await store.handOver(message, sequence: 1, on: terms, at: at)
        else {
            Issue.record("nothing left")
            return
        }
        _ = try await store.answered(message, sequence: 1, on: route, .accepted(reference: 1), at: at)
    }

    /// Somebody writes.
    private func say(_ text: String, _ bench: Bench, after seconds: Int64) async throws {
        let at = Bench.now + .seconds(seconds)
        let route = try await bench.store.register(RouteDescription(kind: .line, key: "8949", name: "one"), at: at)
        _ = try await bench.store.receive(
            InboundPart(
                route: route,
                fingerprint: text,
                sender: .person(try #require(PhoneNumber(e164: "+491511234001"))),
                content: .text(text),
                encoding: "gsm7",
                raw: "",
                receivedAt: at
            )
        )
    }

    @Test("a test without the own conversations does not make good what they showed")
    func ownScenariosStayFailed() async throws {
        let agent = RuleAgent(try Self.rules("Until six."), name: "desk")
        try await Bench.with(agents: [agent]) { bench in
            func test(_ reply: String?) async throws -> AgentTestReport {
                let own = reply.map {
                    #"{"scenarios": [{"name": "hours", "turns": [{"in": "open?", "expect": {"reply_matches": "\#($0)"}}]}]}"#
                }
                return try await bench.ask(.post, "/v1/agents/desk/test", own ?? "").decoded(AgentTestReport.self)
            }
            let failed = try await test("seven")
            #expect(failed.results.filter { !$0.passed }.map(\.name) == ["hours"])
            for _ in 0..<2 {
                let again = try await test(nil)
                let kept = try #require(again.results.last)
                #expect(!again.passed && kept.name == "hours" && kept.testedAt == failed.at)
                #expect(try await bench.store.lastTest(of: again.hash)?.passed == false)
            }
            #expect(try await test("six").passed)
            #expect(try await test(nil).passed)
        }
    }

    @Test("people need neither check nor replay", arguments: ["replay", "check", "answer"])
    func peopleAreNoAgent(what: String) async throws {
        try await Bench.with { bench in
            let method: HTTPRequest.Method = what == "check" ? .get : .post
            let answer = try await bench.ask(
                method,
                "/v1/agents/human/\(what)",
                what == "answer" ? #"{"text": "Hi"}"# : ""
            )
            #expect(answer.status == 409 && answer.problem?.detail.contains("people") == true, "\(answer.text)")
        }
    }

    @Test("what cannot be replayed is said")
    func replayRefusals() async throws {
        try await Bench.with { bench in
            #expect(try await bench.ask(.post, "/v1/agents/desk/replay").status == 404)
            let limit = try await bench.ask(.post, "/v1/agents/human/replay", #"{"limit": 0}"#)
            #expect(limit.status == 400 || limit.status == 422)
            #expect(limit.problem?.field == "limit", "\(limit.text)")
            let rules = try await bench.ask(.post, "/v1/agents/x/replay", #"{"rules": {"rules": [{}]}}"#)
            #expect(rules.problem?.field?.contains("rules") == true, "\(rules.text)")
        }
    }

    @Test("a webhook that wants no more questions is enabled again, once")
    func enable() async throws {
        let agent = RuleAgent(try Self.rules("Until six."), name: "desk")
        try await Bench.with(agents: [agent]) { bench in
            let unknown = try await bench.ask(.post, "/v1/agents/nobody/enable")
            #expect(unknown.status == 404)
            #expect(try await bench.ask(.post, "/v1/agents/desk/enable").status == 409)
            let service = AgentService(agent: "desk", kind: "webhook", address: ContentHash(of: "x"))
            let memory = StoredAgentMemory(bench.store)
            await memory.isGone(service, at: Bench.now)
            #expect(await memory.goneSince(service) == Bench.now)
            #expect(try await bench.ask(.post, "/v1/agents/desk/enable").text.contains("1"))
            #expect(await memory.goneSince(service) == nil)
            #expect(try await bench.ask(.post, "/v1/agents/desk/enable").status == 409)
        }
    }

    /// A person stands in for what is out of order, so that no conversation shows it.
    private struct DeadLink: AgentLink {
        var kind: String { "llm" }
        var version: ContentHash { ContentHash(of: "dead") }
        var patience: Duration { .seconds(1) }
        var isService: Bool { true }

        func answer(_ turn: AgentTurn) async throws(AgentProblem) -> LinkAnswer { throw AgentProblem("HTTP 500") }
        func check() async -> AgentCheck { AgentCheck(kind: kind, isGood: false, text: "HTTP 500") }
    }

    @Test("an agent whose model is out of order does not pass its test")
    func deadService() async throws {
        let agent = AgentChain(name: "ada", links: [DeadLink()])
        try await Bench.with(agents: [agent]) { bench in
            let report = try await bench.ask(.post, "/v1/agents/ada/test").decoded(AgentTestReport.self)
            #expect(!report.passed)
            #expect(report.results.filter { !$0.passed }.map(\.name) == ["its services are there"])
            #expect(report.results.last?.turns.first?.failures == ["llm: HTTP 500"])
        }
    }
}
