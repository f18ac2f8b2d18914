import AsyncHTTPClient
import Campaigns
import Connectors
import Foundation
import Gateway
import Testing

@Suite struct WebhookAgentTests {
    static let now = Timestamp(seconds: 1_795_420_800)
    static let good = #"{"schema":"1","conversation_version":7,"replies":[{"text":"It is $20."}],"confidence":0.8}"#

    static var context: TurnContext {
        var context = TurnContext()
        context.line = "sim-1"
        context.language = "en"
        context.consents = [.express]
        context.timeZone = "Europe/Berlin"
        context.campaign = 5
        context.step = 2
        context.repliesLeftHour = 8
        context.repliesLeftDay = 28
        return context
    }

    static func turn(_ text: String = "How much?") throws -> AgentTurn {
        AgentTurn(
            id: "trn_1_7_3",
            conversation: 1,
            version: 7,
            number: try #require(PhoneNumber(e164: "+491511234567")),
            text: text,
            fields: ["phone": "+491511234567", "name": "Ann", "plan": "pro"],
            campaign: "Renewals",
            at: now,
            history: [.init(.outgoing, "Your plan ends.", origin: "campaign", at: now)],
            context: context
        )
    }

    private func signer() throws -> StandardWebhooks {
        try StandardWebhooks(secrets: [StandardWebhooksTests.secret])
    }

    private func ask(
        _ url: String,
        pending: PendingTurns = PendingTurns(),
        clock: any Clock<Duration> = ContinuousClock(),
        signedAnswers: Bool = false,
        memory: any AgentMemory = PassingAgentMemory(),
        times: Int = 1,
        rehearsal: Rehearsal? = nil
    ) async throws -> LinkAnswer {
        let client = HTTPClient(configuration: .connectors)
        do {
            let agent = try WebhookAgent(
                settings: WebhookAgentSettings(
                    url: Secret(url),
                    secrets: [StandardWebhooksTests.secret],
                    signedAnswers: signedAnswers
                ),
                permits: AnswerPermits(maxSegments: 2),
                client: client,
                pending: pending,
                agent: "desk",
                memory: memory,
                clock: clock,
                now: { Self.now }
            )
            var turn = try Self.turn()
            turn.rehearsal = rehearsal
            for _ in 1..<times { _ = try? await agent.answer(turn) }
            let answer = try await agent.answer(turn)
            try await client.shutdown()
            return answer
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    @Test func asksAndIsAnswered() async throws {
        try await FakeServer.run(script: { _, _ in .answer(200, Self.good) }) { server in
            guard case .proposed(let answer, _) = try await ask(server.url + "/agent?key=t0p") else {
                Issue.record("no answer")
                return
            }
            #expect(answer.text == "It is $20.")
            #expect(answer.confidence == 0.8)
            let asked = try #require(server.asked.first)
            #expect(asked.headers["webhook-id"] == "trn_1_7_3")
            try signer().verify(
                id: "trn_1_7_3",
                timestamp: asked.headers["webhook-timestamp"] ?? "",
                signature: asked.headers["webhook-signature"] ?? "",
                body: asked.body,
                at: Self.now
            )
            let body = try #require(try JSONSerialization.jsonObject(with: Data(asked.body)) as? [String: Any])
            #expect(body["type"] as? String == "conversation.turn")
            let data = try #require(body["data"] as? [String: Any])
            #expect(data["turn_id"] as? String == "trn_1_7_3")
            #expect((data["conversation"] as? [String: Any])?["version"] as? Int == 7)
            let contact = try #require(data["contact"] as? [String: Any])
            #expect(contact["name"] as? String == "Ann")
            #expect(contact["fields"] as? [String: String] == ["plan": "pro"])
            let messages = try #require(data["messages"] as? [[String: Any]])
            #expect(messages.map { $0["text"] as? String } == ["Your plan ends.", "How much?"])
            #expect((data["campaign"] as? [String: Any])?["last_sent_text"] as? String == "Your plan ends.")
            let limits = try #require(data["limits"] as? [String: Any])
            #expect(limits["max_segments"] as? Int == 2)
            #expect(limits["replies_left_hour"] as? Int == 8 && limits["replies_left_day"] as? Int == 28)
            #expect(limits["encoding"] as? String == "gsm7_preferred")
            let conversation = try #require(data["conversation"] as? [String: Any])
            #expect(conversation["line"] as? String == "sim-1" && conversation["language"] as? String == "en")
            #expect(contact["consent"] as? [String] == ["express"])
            #expect(contact["timezone"] as? String == "Europe/Berlin")
            let campaign = try #require(data["campaign"] as? [String: Any])
            #expect(campaign["id"] as? String == "cmp_5" && campaign["step"] as? Int == 2)
            let names = AgentAction.standard.map(\.rawValue)
            #expect(data["allowed_actions"] as? [String] == names)
        }
    }

    /// Each time with the same id, so that the program can tell.
    @Test func asksAgainWhereThatCanHelp() async throws {
        try await FakeServer.run(script: { _, number in number < 2 ? .answer(503, "") : .answer(200, Self.good) }) {
            server in
            _ = try await ask(server.url, clock: SwiftClock())
            #expect(server.asked.count == 3)
            #expect(Set(server.asked.map { $0.headers["webhook-id"] }) == ["trn_1_7_3"])
        }
    }

    @Test(arguments: [
        (FakeServer.Answer.answer(500, ""), 3, "HTTP 500"), (.close, 3, "gave no answer"),
        (.answer(404, ""), 1, "HTTP 404"),
        (.answer(200, "<html>"), 1, "no JSON object"), (.answer(200, #"{"replies": "hi"}"#), 1, "no JSON object"),
        (.answer(302, headers: ["location": "/x"], ""), 1, "HTTP 302"),
        (.answer(200, String(repeating: "x", count: 70_000)), 3, "longer than"),
    ])
    func whatIsNoAnswerIsAProblem(answer: FakeServer.Answer, asked: Int, reason: String) async throws {
        try await FakeServer.run(script: { _, _ in answer }) { server in
            let problem = await #expect(throws: AgentProblem.self) { try await ask(server.url, clock: SwiftClock()) }
            #expect(problem?.reason.contains(reason) == true, "\(problem?.reason ?? "")")
            #expect(server.asked.count == asked)
        }
    }

    @Test func oneThatIsGoneIsAskedNoMore() async throws {
        try await FakeServer.run(script: { _, _ in .answer(410, "") }) { server in
            await #expect(throws: AgentProblem.self) { try await ask(server.url, times: 3) }
            #expect(server.asked.count == 1)
        }
    }

    /// As after a restart: another agent, the same memory.
    @Test func thatItIsGoneOutlivesTheAgentForThatAddress() async throws {
        let memory = PassingAgentMemory()
        try await FakeServer.run(script: { _, number in number == 0 ? .answer(410, "") : .answer(200, Self.good) }) {
            server in
            _ = try? await ask(server.url, memory: memory)
            let problem = await #expect(throws: AgentProblem.self) { try await ask(server.url, memory: memory) }
            #expect(problem?.reason.contains("smsbridge agent enable desk") == true, "\(problem?.reason ?? "")")
            #expect(server.asked.count == 1)
            _ = try await ask(server.url + "/new", memory: memory)
            #expect(server.asked.count == 2)
        }
    }

    @Test("in a rehearsal it is gone as long as that goes on, and for nobody else")
    func whatARehearsalFoundIsOfTheRehearsal() async throws {
        let memory = PassingAgentMemory()
        try await FakeServer.run(script: { _, number in number == 0 ? .answer(410, "") : .answer(200, Self.good) }) {
            server in
            let rehearsal = Rehearsal()
            let problem = await #expect(throws: AgentProblem.self) {
                try await ask(server.url, memory: memory, times: 3, rehearsal: rehearsal)
            }
            #expect(problem?.reason.hasSuffix("wants no more questions (HTTP 410)") == true, "\(problem?.reason ?? "")")
            #expect(server.asked.count == 1)
            #expect(rehearsal.problems.count == 1 && rehearsal.problems[0].hasPrefix("webhook: "))
            _ = try await ask(server.url, memory: memory, rehearsal: Rehearsal())
            _ = try await ask(server.url, memory: memory)
            #expect(server.asked.count == 3)
        }
    }

    @Test func oneThatHangsIsLeftAtTheDeadline() async throws {
        let clock = OpenClock()
        try await FakeServer.run(script: { _, _ in .hang }) { server in
            async let answer = ask(server.url, clock: clock)
            await server.arrival()
            clock.expire()
            do {
                _ = try await answer
                Issue.record("it answered")
            } catch let problem as AgentProblem {
                #expect(problem.reason.contains("within 10 s") || problem.reason.contains("gave no answer"))
            }
        }
    }

    @Test func signedAnswersAreChecked() async throws {
        let signer = try signer()
        func answer(id: String, body: String) -> FakeServer.Answer {
            let signature = signer.signature(id: id, timestamp: Self.now.seconds, body: Array(Self.good.utf8))
            let headers = [
                "webhook-id": id, "webhook-timestamp": "\(Self.now.seconds)", "webhook-signature": signature,
            ]
            return .answer(200, headers: headers, body)
        }
        let cases: [(FakeServer.Answer, Bool)] = [
            (answer(id: "trn_1_7_3", body: Self.good), true), (answer(id: "trn_1_7_2", body: Self.good), false),
            (answer(id: "trn_1_7_3", body: Self.good + " "), false), (.answer(200, Self.good), false),
        ]
        for (answer, isGood) in cases {
            try await FakeServer.run(script: { _, _ in answer }) { server in
                if isGood {
                    _ = try await ask(server.url, signedAnswers: true)
                } else {
                    await #expect(throws: AgentProblem.self) { try await ask(server.url, signedAnswers: true) }
                }
            }
        }
    }

    /// 202, and the answer by a request of its own; one that is not signed for this turn changes nothing.
    @Test func answersThatComeLater() async throws {
        let pending = PendingTurns()
        let signer = try signer()
        func request(id: String, _ signature: String? = nil) -> WebhookRequest {
            let body = Array(Self.good.utf8)
            let right = signer.signature(id: id, timestamp: Self.now.seconds, body: body)
            let headers = [
                "webhook-id": id, "webhook-timestamp": "\(Self.now.seconds)", "webhook-signature": signature ?? right,
            ]
            return WebhookRequest(method: "POST", target: "/v1/turns/trn_1_7_3", headers: headers, body: body)
        }
        try await FakeServer.run(script: { _, _ in .answer(202, "") }) { server in
            async let answer = ask(server.url, pending: pending, clock: OpenClock())
            await server.arrival()
            #expect(throws: ControlProblem.self) { try pending.deliver("trn_1_7_4", request(id: "trn_1_7_4")) }
            #expect(throws: ControlProblem.self) { try pending.deliver("trn_1_7_3", request(id: "trn_1_7_4")) }
            #expect(throws: ControlProblem.self) {
                try pending.deliver("trn_1_7_3", request(id: "trn_1_7_3", "v1,AAAA"))
            }
            try pending.deliver("trn_1_7_3", request(id: "trn_1_7_3"))
            guard case .proposed(let found, _) = try await answer else {
                Issue.record("no answer")
                return
            }
            #expect(found.text == "It is $20.")
            #expect(throws: ControlProblem.self) { try pending.deliver("trn_1_7_3", request(id: "trn_1_7_3")) }
        }
    }

    @Test func aPromiseThatIsNotKeptEndsAtTheDeadline() async throws {
        let clock = OpenClock()
        try await FakeServer.run(script: { _, _ in .answer(202, "") }) { server in
            async let answer = ask(server.url, clock: clock)
            await server.arrival()
            clock.expire()
            do {
                _ = try await answer
                Issue.record("it answered")
            } catch let problem as AgentProblem {
                #expect(problem.reason.contains("within 10 s") || problem.reason.contains("gave no answer"))
            }
        }
    }

    /// Short pauses take no time, and deadlines never come.
    private struct SwiftClock: Clock {
        typealias Instant = ManualClock.Instant

        private let deadlines = OpenClock()

        var now: Instant { Instant(offset: .zero) }

        var minimumResolution: Duration { .nanoseconds(1) }

        func sleep(until deadline: Instant, tolerance: Duration?) async throws {
            if deadline.offset >= .seconds(5) { try await deadlines.sleep(until: deadline, tolerance: nil) }
        }
    }
}
