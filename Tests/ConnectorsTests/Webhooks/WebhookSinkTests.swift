import AsyncHTTPClient
import Campaigns
import Connectors
import Foundation
import Gateway
import Testing

@Suite struct WebhookSinkTests {
    static let now = Timestamp(seconds: 1_674_087_231)
    static let event = GatewayEvent(
        id: 42,
        type: "message.received",
        payload: #"{"text":"hi \"there\" ä"}"#,
        at: Timestamp(seconds: 1_674_087_000)
    )

    private func deliver(
        _ event: GatewayEvent = event,
        to url: String,
        clock: any Clock<Duration> = ContinuousClock(),
        log: RecordingLog = RecordingLog()
    ) async throws {
        let client = HTTPClient(configuration: .connectors)
        do {
            let sink = try WebhookSink(
                settings: WebhookSettings(
                    url: Secret(url),
                    secrets: [StandardWebhooksTests.other, StandardWebhooksTests.secret]
                ),
                client: client,
                clock: clock,
                now: { Self.now },
                logger: log.logger
            )
            try await sink.deliver(event)
            try await client.shutdown()
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    @Test func deliversASignedEvent() async throws {
        try await FakeServer.run(script: { _, _ in .answer(204, "") }) { server in
            try await deliver(to: server.url + "/hook?key=t0p")
            let asked = try #require(server.asked.first)
            #expect(asked.method == "POST")
            #expect(asked.target == "/hook?key=t0p")
            #expect(asked.headers["content-type"] == "application/json")
            #expect(asked.headers["webhook-id"] == "evt_42")
            #expect(asked.headers["webhook-timestamp"] == "1674087231")
            for secret in [StandardWebhooksTests.secret, StandardWebhooksTests.other] {
                try StandardWebhooks(secrets: [secret])
                    .verify(
                        id: asked.headers["webhook-id"] ?? "",
                        timestamp: asked.headers["webhook-timestamp"] ?? "",
                        signature: asked.headers["webhook-signature"] ?? "",
                        body: asked.body,
                        at: Self.now
                    )
            }
            struct Body: Decodable, Equatable {
                struct Message: Decodable, Equatable { var text: String }
                var type: String
                var timestamp: Timestamp
                var data: Message
            }
            let body = try JSONDecoder().decode(Body.self, from: Data(asked.body))
            let expected = Body(type: Self.event.type, timestamp: Self.event.at, data: .init(text: #"hi "there" ä"#))
            #expect(body == expected)
        }
    }

    @Test(arguments: [
        (FakeServer.Answer.answer(200, "ok"), true), (.answer(202, ""), true),
        (.answer(200, String(repeating: "x", count: 100_000)), true), (.closeMidway(200, "par"), true),
        (.answer(301, headers: ["location": "/other"], ""), false),
        (.answer(302, headers: ["location": "/other"], ""), false),
        (.answer(307, headers: ["location": "/other"], ""), false), (.answer(400, ""), false),
        (.answer(404, ""), false),
        (.answer(429, ""), false), (.answer(500, "secret of theirs"), false), (.close, false),
    ])
    func onlySuccessConfirms(answer: FakeServer.Answer, isDelivered: Bool) async throws {
        try await FakeServer.run(script: { _, _ in answer }) { server in
            let log = RecordingLog()
            do {
                try await deliver(to: server.url + "/hook?key=t0p", log: log)
                #expect(isDelivered)
            } catch let problem as EventProblem {
                #expect(!isDelivered)
                #expect(!problem.isFinal)
                for text in log.lines + [problem.reason] {
                    #expect(!text.contains("t0p") && !text.contains("whsec_") && !text.contains("there"))
                }
            }
            #expect(server.asked.count == 1)
        }
    }

    @Test func itIsToldWhatItAsksFor() async throws {
        let client = HTTPClient(configuration: .connectors)
        func sink(_ events: Set<EventType>?) throws -> WebhookSink {
            var settings = WebhookSettings(url: Secret("http://x/"), secrets: [StandardWebhooksTests.secret])
            if let events { settings.events = events }
            return try WebhookSink(settings: settings, client: client, now: { Self.now }, logger: RecordingLog().logger)
        }
        let (usual, one) = (try sink(nil), try sink([.messageDelivered]))
        try await client.shutdown()
        #expect(usual.wants("message.received") && !usual.wants("message.delivered"))
        #expect(!one.wants("message.received") && one.wants("message.delivered"))
    }

    @Test func goneIsFinal() async throws {
        try await FakeServer.run(script: { _, _ in .answer(410, "") }) { server in
            let problem = await #expect(throws: EventProblem.self) { try await deliver(to: server.url) }
            #expect(problem?.isFinal == true)
        }
    }

    @Test func aReceiverThatHangsIsGivenUp() async throws {
        let clock = ManualClock()
        try await FakeServer.run(script: { _, _ in .hang }) { server in
            async let delivered: Void = deliver(to: server.url, clock: clock)
            await server.arrival()
            clock.expire()
            do {
                try await delivered
                Issue.record("it counts as delivered")
            } catch let problem as EventProblem {
                #expect(problem.reason.contains("no answer within 10 s"))
                #expect(!problem.isFinal)
            }
        }
    }

    @Test func nobodyThereIsNotFinal() async throws {
        let url = try await FakeServer.run(script: { _, _ in .hang }) { $0.url }
        let problem = await #expect(throws: EventProblem.self) { try await deliver(to: url) }
        #expect(problem?.isFinal == false)
    }

    @Test(arguments: ["", "example.org", "ftp://example.org", "https://example.org/#x", "https://example.org/?a b"])
    func refusesOtherAddresses(url: String) async {
        let problem = await #expect(throws: SettingProblem.self) { try await deliver(to: url) }
        #expect(problem?.setting == "url")
    }
}
