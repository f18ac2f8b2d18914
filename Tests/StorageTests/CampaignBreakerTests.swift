import Campaigns
import Testing

@testable import Storage

@Suite struct CampaignBreakerTests {
    private let settings: @Sendable (inout StoreSettings) -> Void = { $0.events = [.campaignPaused] }

    /// Has a line send one message, which ends so.
    private func send(_ bench: Bench, _ line: RouteTerms, _ answer: SegmentAnswer, at: Timestamp) async throws -> Bool {
        guard let message = try await bench.claim(line, at: at),
            case .go = try await bench.store.handOver(message, sequence: 1, on: line, at: at)
        else { return false }
        try await bench.answer(message, answer, on: line, at: at)
        return true
    }

    private func pause(_ bench: Bench) async throws -> CampaignView {
        try await bench.store.campaign("news", at: noon, Situation())
    }

    @Test func aListOfNumbersThatNobodyHas() async throws {
        try await Bench.run(settings: settings) { bench in
            let lines = [try await bench.line("one"), try await bench.line("two")]
            try await bench.campaign(contacts: 1...100) { $0.breakers.failures = .init(20, of: 20) }
            for index in 0..<4 {
                #expect(try await send(bench, lines[index % 2], .refused(.permanentNumber), at: noon))
            }
            #expect(try await bench.campaignState() == "running")
            #expect(try await send(bench, lines[0], .refused(.permanentNumber), at: noon))
            let view = try await pause(bench)
            #expect(view.state == "paused" && view.pauseKind == "breaker_failures")
            #expect(
                view.activity.hasPrefix(
                    "paused: 5 of its first 5 segments failed for good, by 2 SIMs, more than 20 % of 20: "
                )
            )
            #expect(try await bench.claim(lines[0]) == nil)
            let events = try await bench.store.dueEvents(at: noon).events
            #expect(events.map(\.type) == ["campaign.paused"])
            #expect(events.first?.payload.contains("breaker_failures") == true)
            let decisions = try await bench.texts("SELECT detail FROM decision WHERE kind = 'pause'")
            #expect(decisions.count == 1 && decisions[0].contains("check the contact list"))
            // A person goes on; the next failure trips it again.
            try await bench.store.change(campaign: "news", .resume, at: noon)
            #expect(try await pause(bench).pauseKind == nil)
            #expect(try await send(bench, lines[1], .refused(.permanentNumber), at: noon))
            #expect(try await bench.campaignState() == "paused")
        }
    }

    /// What the network could not deliver for good counts as well, though it came later.
    @Test func undeliveredMessagesCount() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...30) { $0.breakers.failures = .init(20, of: 10) }
            for reference in 1...3 {
                #expect(try await send(bench, line, .accepted(reference: reference), at: noon))
            }
            for reference in 1...3 {
                #expect(try await bench.campaignState() == "running")
                _ = try await bench.store.receive(
                    InboundReport(
                        route: line.route,
                        fingerprint: "\(reference)",
                        reference: reference,
                        recipient: String(Bench.number(reference).digits),
                        status: 0x41,
                        raw: "",
                        receivedAt: noon + .seconds(60)
                    )
                )
            }
            #expect(try await bench.campaignState() == "paused")
        }
    }

    /// By then the last ones that were handed over are others, of which nothing is known yet.
    @Test func reportsThatComeLateCount() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...60) { $0.breakers.failures = .init(20, of: 10) }
            for reference in 1...40 {
                #expect(try await send(bench, line, .accepted(reference: reference), at: noon))
            }
            for reference in [3, 1, 2] {
                #expect(try await bench.campaignState() == "running")
                _ = try await bench.store.receive(
                    InboundReport(
                        route: line.route,
                        fingerprint: "\(reference)",
                        reference: reference,
                        recipient: String(Bench.number(reference).digits),
                        status: 0x41,
                        raw: "",
                        receivedAt: noon + .seconds(3600)
                    )
                )
            }
            let view = try await pause(bench)
            #expect(view.pauseKind == "breaker_failures")
            #expect(view.activity.contains("3 of its first 3 segments") == true, "\(view.activity)")
        }
    }

    @Test func peopleWhoOptOut() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...40) { $0.breakers.optOuts = .init(10, of: 20) }
            for index in 0..<20 { try await bench.send(line, at: noon + .seconds(Int64(index))) }
            for person in 1...3 {
                #expect(try await bench.campaignState() == "running")
                let at = noon + .seconds(100 + Int64(person))
                try await bench.receive("STOP", from: .person(Bench.number(person)), on: line, at: at)
            }
            let view = try await pause(bench)
            #expect(view.pauseKind == "breaker_opt_outs")
            #expect(view.activity.hasPrefix("paused: 3 of the last 20 recipients opted out, more than 10 %"))
            // Its confirmations leave all the same.
            #expect(try await bench.send(line, at: noon + .seconds(200))?.origin == .system)
        }
    }

    /// One SIM is refused and the other sends: the line leaves, and the campaign goes on.
    @Test func oneSIMIsBlocked() async throws {
        try await Bench.run { bench in
            let (bad, good) = (try await bench.line("bad"), try await bench.line("good"))
            try await bench.campaign(contacts: 1...200) { $0.breakers.blocks = .init(10, of: 50) }
            for index in 0..<20 {
                let at = noon + .seconds(Int64(index) * 60)
                #expect(try await send(bench, bad, .refused(.senderBlocked), at: at))
                #expect(try await send(bench, good, .accepted(reference: index), at: at))
            }
            #expect(try await bench.campaignState() == "running")
            let reason = try #require(try await bench.store.trip(line: bad.route))
            #expect(reason.contains("it is this SIM, not the contact list"))
            #expect(try await bench.store.trip(line: good.route) == nil)
        }
    }

    /// Both are refused: the text or the list.
    @Test func bothSIMsAreBlocked() async throws {
        try await Bench.run { bench in
            let lines = [try await bench.line("one"), try await bench.line("two")]
            try await bench.campaign(contacts: 1...200) { $0.breakers.blocks = .init(10, of: 50) }
            for index in 0..<6 {
                #expect(
                    try await send(bench, lines[index % 2], .refused(.senderBlocked), at: noon + .seconds(Int64(index)))
                )
            }
            #expect(try await pause(bench).pauseKind == "breaker_blocks")
            for line in lines { #expect(try await bench.store.trip(line: line.route) == nil) }
        }
    }

    @Test func anOperatorsPauseIsToldToo() async throws {
        try await Bench.run(settings: settings) { bench in
            try await bench.campaign()
            try await bench.store.change(campaign: "news", .pause, at: noon)
            #expect(try await pause(bench).activity == "paused: by a person")
            #expect(try await bench.store.dueEvents(at: noon).events.map(\.type) == ["campaign.paused"])
        }
    }
}
