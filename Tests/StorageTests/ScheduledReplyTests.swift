import Campaigns
import Testing

@testable import Storage

/// Answers that wait, and answers at a time to come.
@Suite struct ScheduledReplyTests {
    private static let person = Bench.number(1)
    private static let decided = noon + .seconds(10)

    private func with(
        _ decision: AgentDecision,
        settings: @escaping @Sendable (inout StoreSettings) -> Void = { _ in },
        _ body: @Sendable (Bench, RouteTerms, TurnOutcome) async throws -> Void
    ) async throws {
        try await Bench.run(settings: {
            $0.inboundAgent = "webhook"
            settings(&$0)
        }) { bench in
            let line = try await bench.line()
            try await bench.receive("How much is it?", on: line, at: noon)
            let turn = try #require(try await bench.store.dueTurns(at: Self.decided).turns.first)
            try await body(bench, line, try await bench.store.decide(decision, in: turn, at: Self.decided))
        }
    }

    private static let waiting = AgentDecision.delayed(.seconds(30), .reply("Twenty.", why: ""))
    private static let later = ScheduledReply("Did it help?", at: decided + .seconds(600))

    @Test func anAnswerWaitsAsLongAsTheAgentSays() async throws {
        try await with(Self.waiting) { bench, line, _ in
            let early = try await bench.send(line, at: Self.decided + .seconds(29))
            #expect(early == nil)
            #expect(try await bench.send(line, at: Self.decided + .seconds(30))?.text == "Twenty.")
        }
    }

    @Test(arguments: ["wrote", "STOP", "claim", "close"], [false, true])
    func whatWaitsIsDroppedWhenSomethingComesFirst(what: String, scheduled: Bool) async throws {
        let decision = scheduled ? AgentDecision.scheduling(Self.later, .silent(why: "")) : Self.waiting
        try await with(decision) { bench, line, outcome in
            guard case .replied(let message) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            let at = Self.decided + .seconds(5)
            switch what {
            case "claim": try await bench.store.order(.claim, with: Self.person, by: "eva", at: at)
            case "close": try await bench.store.order(.close, with: Self.person, by: "eva", at: at)
            case "STOP": try await bench.receive("STOP", on: line, at: at)
            default: try await bench.receive("Hello?", on: line, at: at)
            }
            let state = try await bench.state(message)
            #expect(state == .cancelled || state == .suppressed)
            var sent: [String] = []
            while let next = try await bench.send(line, at: Self.later.at + .seconds(1)) { sent.append(next.text) }
            #expect(!sent.contains("Twenty.") && !sent.contains("Did it help?"))
            let turns = try await bench.store.dueTurns(at: at + .seconds(20)).turns.map(\.text)
            #expect(turns == (what == "wrote" ? ["How much is it?\nHello?"] : []))
        }
    }

    /// What was answered already is not answered again when the reminder is dropped.
    @Test func theAnswerOfNowLeavesAndTheOtherAtItsTime() async throws {
        let decision = AgentDecision.scheduling(Self.later, .reply("Twenty.", why: ""))
        try await with(decision) { bench, line, _ in
            let first = try await bench.send(line, at: Self.decided)
            #expect(first?.text == "Twenty.")
            #expect(try await bench.send(line, at: Self.later.at + .seconds(-1)) == nil)
            #expect(try await bench.send(line, at: Self.later.at)?.text == "Did it help?")
        }
        try await with(decision) { bench, line, _ in
            try await bench.send(line, at: Self.decided)
            try await bench.receive("Thanks", on: line, at: Self.decided + .seconds(60))
            let turns = try await bench.store.dueTurns(at: Self.decided + .seconds(90)).turns.map(\.text)
            #expect(turns == ["Thanks"])
        }
    }

    @Test func itIsDroppedWhereTheHoursOfLateAnswersAreClosed() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let window = try SendingWindow(days: "daily", hours: "08:00-12:30")
            try await bench.campaign(window: CampaignWindow(window: window, zone: .named("UTC")))
            try await bench.send(line)
            try await bench.receive("How much?", on: line, at: noon)
            let turn = try #require(try await bench.store.dueTurns(at: Self.decided).turns.first)
            let evening = ScheduledReply("Did it help?", at: noon + .seconds(6 * 3600))
            let outcome = try await bench.store.decide(
                .scheduling(evening, .silent(why: "")),
                in: turn,
                at: Self.decided
            )
            guard case .replied(let message) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(try await bench.send(line, at: evening.at) == nil)
            #expect(try await bench.state(message) == .expired)
            #expect(try await bench.text("SELECT owner FROM conversation") == "waitingForHuman")
        }
    }

    @Test func nobodyIsWrittenToAfterTheConversationHasClosedByItself() async throws {
        let decision = AgentDecision.scheduling(
            ScheduledReply("Hello again", at: Self.decided + .seconds(3 * 86_400)),
            .reply("Twenty.", why: "")
        )
        try await with(decision) { bench, line, outcome in
            #expect(outcome == .escalated)
            let sent = try await bench.send(line, at: Self.decided)
            #expect(sent == nil)
        }
    }

    @Test func whereAPersonApprovesTheySeeWhatItWantedToSayLater() async throws {
        let decision = AgentDecision.scheduling(Self.later, .reply("Twenty.", why: "webhook"))
        try await with(decision, settings: { $0.conversations.approval = .everybody }) { bench, line, outcome in
            guard case .drafted = outcome else {
                Issue.record("\(outcome)")
                return
            }
            let why = try await bench.text("SELECT why FROM draft")
            #expect(why?.contains("Did it help?") == true, "\(why ?? "")")
            #expect(try await bench.send(line, at: Self.later.at) == nil)
        }
    }

    /// Budgets count it when it is decided on.
    @Test func guardsHoldForItToo() async throws {
        let long = ScheduledReply(String(repeating: "Ü ", count: 400), at: Self.later.at)
        try await with(.scheduling(long, .reply("Twenty.", why: ""))) { bench, line, outcome in
            #expect(outcome == .escalated)
            let sent = try await bench.send(line, at: Self.decided)
            #expect(sent == nil)
        }
    }
}
