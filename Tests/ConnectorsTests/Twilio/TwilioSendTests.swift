import Campaigns
import Connectors
import Gateway
import Testing

/// Scripted answers of a real server, and what each of them must mean.
@Suite struct TwilioSendTests {
    enum Expected: Sendable {
        case accepted(segments: Int)
        case refused(SendFailure)
        case uncertain
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var answer: FakeServer.Answer
        var expected: Expected

        init(_ name: String, _ answer: FakeServer.Answer, _ expected: Expected) {
            self.name = name
            self.answer = answer
            self.expected = expected
        }

        /// An error in Twilio's own words. The message repeats whatever must not be shown.
        init(_ code: Int, status: Int = 400, _ failure: SendFailure) {
            let echo = TwilioBench.secrets.joined(separator: " ") + " +14155552671"
            name = "error \(code), HTTP \(status)"
            answer = .answer(status, #"{"code":\#(code),"message":"no: \#(echo)","status":\#(status)}"#)
            expected = .refused(failure)
        }

        var testDescription: String { name }
    }

    static let sid = "SM0123456789abcdef0123456789abcdef"

    static let rows: [Row] = [
        Row(
            "created",
            .answer(201, #"{"sid":"\#(sid)","num_segments":"2","status":"queued"}"#),
            .accepted(segments: 2)
        ),
        Row(
            "no count",
            .answer(201, #"{"sid":"\#(sid)","num_segments":"0","status":"accepted"}"#),
            .accepted(segments: 1)
        ),
        Row("number as a number", .answer(200, #"{"sid":"\#(sid)","num_segments":3}"#), .accepted(segments: 3)),
        Row(
            "failed at once",
            .answer(201, #"{"sid":"\#(sid)","status":"failed","error_code":30006}"#),
            .refused(.permanentNumber)
        ),
        Row("created, no JSON", .answer(201, "<html>ok</html>"), .uncertain),
        Row("created, no SID", .answer(201, "{}"), .uncertain),
        Row("created, bad SID", .answer(201, #"{"sid":"../x"}"#), .uncertain),
        Row("created, empty", .answer(201, ""), .uncertain),
        Row(
            "created, endless",
            .answer(201, #"{"sid":"\#(sid)","x":""# + String(repeating: "x", count: 70_000) + #""}"#),
            .uncertain
        ),
        Row("created, cut off", .closeMidway(201, #"{"sid":"#), .uncertain),
        Row("closed without an answer", .close, .uncertain),

        Row("429, no words", .answer(429, ""), .refused(.throttled(retryAfterSeconds: nil))),
        Row(
            "429, seconds",
            .answer(429, headers: ["retry-after": "7"], #"{"code":20429}"#),
            .refused(.throttled(retryAfterSeconds: 7))
        ),
        Row(
            "429, a date",
            .answer(429, headers: ["retry-after": "Mon, 23 Nov 2026 16:31:30 GMT"], ""),
            .refused(.throttled(retryAfterSeconds: 90))
        ),
        Row(
            "429, nonsense",
            .answer(429, headers: ["retry-after": "-5"], ""),
            .refused(.throttled(retryAfterSeconds: nil))
        ),
        Row(
            "429, years",
            .answer(429, headers: ["retry-after": "999999999"], ""),
            .refused(.throttled(retryAfterSeconds: 86_400))
        ),
        Row("429, cut off", .closeMidway(429, "{"), .refused(.throttled(retryAfterSeconds: nil))),
        Row(14107, .throttled(retryAfterSeconds: nil)),
        Row(21611, .throttled(retryAfterSeconds: nil)),
        Row(30022, .throttled(retryAfterSeconds: nil)),
        Row(63018, .throttled(retryAfterSeconds: nil)),
        Row(30023, .throttled(retryAfterSeconds: 3600)),
        Row(30027, .throttled(retryAfterSeconds: 3600)),

        Row(20500, status: 500, .temporary),
        Row(20503, status: 503, .temporary),
        Row(99999, status: 500, .temporary),
        Row(30001, .temporary),
        Row(30003, .temporary),
        Row(30008, .temporary),
        Row(30017, .temporary),
        Row(30410, .temporary),
        Row("408", .answer(408, ""), .refused(.temporary)),

        Row(21211, .permanentNumber),
        Row(21214, .permanentNumber),
        Row(21217, .permanentNumber),
        Row(21614, .permanentNumber),
        Row(21635, .permanentNumber),
        Row(30005, .permanentNumber),
        Row(30006, .permanentNumber),

        Row(21602, .permanentMessage),
        Row(21617, .permanentMessage),
        Row(21655, .permanentMessage),
        Row(30019, .permanentMessage),
        Row(98765, .permanentMessage),
        Row("400, no words", .answer(400, ""), .refused(.permanentMessage)),
        Row("413", .answer(413, ""), .refused(.permanentMessage)),

        Row(21610, .optedOut),

        Row(30004, .senderBlocked),
        Row(30007, .senderBlocked),
        Row(30032, .senderBlocked),
        Row(30034, .senderBlocked),

        Row(20003, status: 401, .configuration),
        Row(20404, status: 404, .configuration),
        Row(21408, status: 403, .configuration),
        Row(21603, .configuration),
        Row(21606, .configuration),
        Row(30002, .configuration),
        Row("401, no words", .answer(401, ""), .refused(.configuration)),
        Row("404, another server", .answer(404, "<html>"), .refused(.configuration)),
        Row("redirect", .answer(302, headers: ["location": "/elsewhere"], ""), .refused(.configuration)),
        Row(
            "redirect that keeps the body",
            .answer(307, headers: ["location": "/elsewhere"], ""),
            .refused(.configuration)
        ),
        Row("402", .answer(402, ""), .refused(.credit)),

        Row("500, not Twilio's words", .answer(500, "<html>oops</html>"), .uncertain),
        Row("503, not Twilio's words", .answer(503, ""), .uncertain),
        Row("502", .answer(502, #"{"code":20502}"#), .uncertain),
        Row("504", .answer(504, "gateway time-out"), .uncertain),
        Row("500, cut off", .closeMidway(500, #"{"code":"#), .uncertain),
    ]

    @Test(arguments: rows)
    func sorts(row: Row) async throws {
        try await FakeServer.run(script: { _, _ in row.answer }) { server in
            try await TwilioBench.run(settings: TwilioBench.settings(baseURL: server.url)) { bench in
                let message = try TwilioBench.message(text: "the secret of the text")
                let result = await bench.provider.send(message)
                expect(result, row.expected)
                // One call is one request, whatever the answer is.
                #expect(server.asked.count == 1)
                expectNoSecrets(in: [String(describing: result)] + bench.log.lines)
            }
        }
    }

    @Test func noAnswerInTimeIsUncertain() async throws {
        let clock = ManualClock()
        try await FakeServer.run(script: { _, _ in .hang }) { server in
            try await TwilioBench.run(settings: TwilioBench.settings(baseURL: server.url), clock: clock) { bench in
                async let sent = bench.provider.send(TwilioBench.message())
                await server.arrival()
                clock.expire()
                let result = try await sent
                #expect(result == .uncertain(reason: "Twilio gave no answer: no answer within 15 s"))
                #expect(server.asked.count == 1)
            }
        }
    }

    @Test func aStopOfTheDaemonIsUncertain() async throws {
        try await FakeServer.run(script: { _, _ in .hang }) { server in
            try await TwilioBench.run(settings: TwilioBench.settings(baseURL: server.url)) { bench in
                let message = try TwilioBench.message()
                let result = await withTaskGroup(of: ProviderSendResult.self) { group in
                    group.addTask { await bench.provider.send(message) }
                    await server.arrival()
                    group.cancelAll()
                    return await group.next()
                }
                #expect(result == .uncertain(reason: "Twilio gave no answer: the request was cancelled"))
            }
        }
    }

    @Test func aSendThatNeverBeganIsRefused() async throws {
        try await FakeServer.run(script: { _, _ in .hang }) { server in
            try await TwilioBench.run(settings: TwilioBench.settings(baseURL: server.url)) { bench in
                let message = try TwilioBench.message()
                let results = await withTaskGroup(of: ProviderSendResult.self) { group in
                    group.cancelAll()
                    for _ in 0..<50 {
                        group.addTask { await bench.provider.send(message) }
                    }
                    return await group.reduce(into: Set()) { $0.insert($1) }
                }
                let reason = "Twilio was not reached: the request was cancelled"
                #expect(results == [.refused(.temporary, reason: reason)])
                #expect(server.asked.isEmpty)
            }
        }
    }

    @Test func refusedConnectionsLeaveNothingBehind() async throws {
        // A port that was ours a moment ago and that nobody listens on now.
        let url = try await FakeServer.run(script: { _, _ in .hang }) { $0.url }
        try await TwilioBench.run(settings: TwilioBench.settings(baseURL: url)) { bench in
            let result = await bench.provider.send(try TwilioBench.message())
            expect(result, .refused(.temporary))
            expectNoSecrets(in: [String(describing: result)] + bench.log.lines)
        }
    }

    @Test func failedTLSLeavesNothingBehind() async throws {
        try await FakeServer.run(script: { _, _ in .hang }) { server in
            let settings = TwilioBench.settings(baseURL: "https://127.0.0.1:\(server.port)")
            try await TwilioBench.run(settings: settings) { bench in
                let result = await bench.provider.send(try TwilioBench.message())
                expect(result, .refused(.temporary))
                #expect(server.asked.isEmpty)
            }
        }
    }

    private func expect(_ result: ProviderSendResult, _ expected: Expected) {
        switch (result, expected) {
        case (.accepted(let id, let segments), .accepted(let count)):
            #expect(id == Self.sid)
            #expect(segments == count)
        case (.refused(let failure, let reason), .refused(let wanted)):
            #expect(failure == wanted)
            #expect(!reason.isEmpty)
        case (.uncertain(let reason), .uncertain):
            #expect(!reason.isEmpty)
        default:
            Issue.record("\(result) instead of \(expected)")
        }
    }

    private func expectNoSecrets(in texts: [String]) {
        for text in texts {
            for secret in TwilioBench.secrets + ["14155552671", "the secret of the text"] {
                #expect(!text.contains(secret))
            }
        }
    }
}
