import Campaigns
import Gateway
import Testing

@testable import Connectors

@Suite struct TwilioPollTests {
    private func at(_ secondsBeforeNow: Int) -> Timestamp {
        TwilioBench.now - .seconds(secondsBeforeNow)
    }

    private func ids(_ page: ProviderPage?) -> [String]? {
        page?.events.map { event in
            guard case .inbound(let inbound) = event else { return "?" }
            return inbound.id
        }
    }

    @Test func readsEveryPageOldestFirst() async throws {
        let shelf = TwilioShelf([
            .init(sid: "SM1", at: at(500), body: "first"),
            .init(sid: "SM2", at: at(400), body: "STOP"),
            .init(sid: "SM3", at: at(400), body: "same second"),
            .init(
                sid: "SM4",
                at: at(300),
                body: "ours",
                from: "+14155550100",
                to: "+14155552671",
                direction: "outbound-api"
            ),
            .init(sid: "SM5", at: at(200), body: "last"),
            .init(sid: "SM0", at: at(25 * 3600), body: "history"),
            .init(sid: "SM9", at: at(100), body: "to another number of ours", to: "+14155550199"),
        ])
        try await FakeServer.run(script: { asked, _ in shelf.answer(asked) }) { server in
            try await TwilioBench.run(settings: TwilioBench.settings(baseURL: server.url)) { bench in
                let page = try await bench.provider.poll(since: nil)
                #expect(ids(page) == ["SM1", "SM2", "SM3", "SM5"])
                #expect(
                    page?.events[1]
                        == .inbound(
                            ProviderInbound(
                                id: "SM2",
                                sender: "+14155552671",
                                recipient: "+14155550100",
                                text: "STOP",
                                at: at(400),
                                alreadyConfirmed: true
                            )
                        )
                )
                #expect(server.asked.count == 2)
                #expect(server.asked.allSatisfy { $0.headers["authorization"]?.hasPrefix("Basic ") == true })

                let again = try await bench.provider.poll(since: page?.cursor)
                #expect(ids(again) == [])
                shelf.add(.init(sid: "SM01", at: at(200), body: "same second, shown late"))
                shelf.add(.init(sid: "SM6", at: at(10), body: "new"))
                let later = try await bench.provider.poll(since: again?.cursor)
                #expect(ids(later) == ["SM01", "SM6"])
                // The cursor of before is good as long as nothing newer was stored.
                let repeated = try await bench.provider.poll(since: page?.cursor)
                #expect(ids(repeated) == ["SM01", "SM6"])
            }
        }
    }

    @Test func tellsMoreThanOneListHoldsInStretches() async throws {
        // One message a page: with 120 of them, no list is read to its end before the time is halved.
        let shelf = TwilioShelf(
            (0..<120).map { .init(sid: "SM\($0)", at: at(60_000 - $0 * 500), body: "text") },
            pageSize: 1
        )
        try await FakeServer.run(script: { asked, _ in shelf.answer(asked) }) { server in
            try await TwilioBench.run(settings: TwilioBench.settings(baseURL: server.url)) { bench in
                var told: [String] = []
                var cursor: String?
                for _ in 0..<6 {
                    let page = try await bench.provider.poll(since: cursor)
                    told += ids(page) ?? []
                    cursor = page?.cursor
                }
                #expect(told == (0..<120).map { "SM\($0)" })
            }
        }
    }

    @Test func asksNothingWherePollingIsOff() async throws {
        try await FakeServer.run(script: { _, _ in .answer(500, "") }) { server in
            var settings = TwilioBench.settings(baseURL: server.url)
            settings.pollInterval = nil
            try await TwilioBench.run(settings: settings) { bench in
                let page = try await bench.provider.poll(since: nil)
                #expect(page == nil)
                #expect(server.asked.isEmpty)
            }
        }
    }

    @Test func aCursorThatCannotBeReadStartsAnew() async throws {
        let shelf = TwilioShelf([.init(sid: "SM1", at: at(500), body: "first")])
        try await FakeServer.run(script: { asked, _ in shelf.answer(asked) }) { server in
            try await TwilioBench.run(settings: TwilioBench.settings(baseURL: server.url)) { bench in
                let page = try await bench.provider.poll(since: "rubbish")
                #expect(ids(page) == ["SM1"])
            }
        }
    }

    @Test(arguments: [
        "https://evil.example.org/steal", "//evil.example.org/steal", "@evil.example.org/", "relative", "/with space",
    ])
    func followsNoPageToAnotherServer(next: String) async throws {
        let answer = #"{"messages":[],"next_page_uri":"\#(next)"}"#
        try await FakeServer.run(script: { _, _ in .answer(200, answer) }) { server in
            try await TwilioBench.run(settings: TwilioBench.settings(baseURL: server.url)) { bench in
                let problem = await #expect(throws: ProviderProblem.self) { try await bench.provider.poll(since: nil) }
                guard case .malformed = problem else {
                    Issue.record("\(String(describing: problem))")
                    return
                }
                #expect(server.asked.count == 1)
            }
        }
    }

    @Test(arguments: [
        FakeServer.Answer.answer(401, #"{"code":20003,"message":"Authenticate \#(TwilioBench.password)"}"#),
        .answer(429, ""), .answer(500, ""), .answer(200, "<html>"), .answer(200, #"{"messages":7}"#), .close,
        .closeMidway(200, #"{"messages":["#), .answer(302, headers: ["location": "/x"], ""),
    ])
    func tellsWhyNothingCouldBeRead(answer: FakeServer.Answer) async throws {
        try await FakeServer.run(script: { _, _ in answer }) { server in
            try await TwilioBench.run(settings: TwilioBench.settings(baseURL: server.url)) { bench in
                let problem = await #expect(throws: ProviderProblem.self) { try await bench.provider.poll(since: nil) }
                for secret in TwilioBench.secrets {
                    #expect(problem?.description.contains(secret) == false)
                }
                #expect(server.asked.count == 1)
            }
        }
    }

    @Test func looksUpAMessageWhoseSendingIsUncertain() async throws {
        let recipient = "+14155552671"
        let shelf = TwilioShelf([
            .init(sid: "SM1", at: at(500), body: "Hello", to: recipient, direction: "outbound-api", status: "sent"),
            .init(sid: "SM2", at: at(90), body: "Other", to: recipient, direction: "outbound-api", status: "sent"),
            .init(sid: "SM3", at: at(80), body: "Hello", to: recipient, direction: "outbound-api", status: "delivered"),
            .init(sid: "SM4", at: at(70), body: "Hello", to: recipient, direction: "inbound"),
        ])
        try await FakeServer.run(script: { asked, _ in shelf.answer(asked) }) { server in
            try await TwilioBench.run(settings: TwilioBench.settings(baseURL: server.url)) { bench in
                let number = try #require(PhoneNumber(e164: recipient))
                let found = try await bench.provider.lookUp(messageTo: number, text: "Hello", since: at(100))
                #expect(found == .found(id: "SM3", segments: 1, status: .delivered))
                let absent = try await bench.provider.lookUp(messageTo: number, text: "Never", since: at(100))
                #expect(absent == .absent)
            }
        }
    }
}
