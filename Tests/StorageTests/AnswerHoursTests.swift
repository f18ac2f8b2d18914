import Campaigns
import Testing

@testable import Storage

/// When answers may leave: at once after a person's own message, later in the hours of their campaign.
@Suite struct AnswerHoursTests {
    private static let person = Bench.number(1)
    /// The window of the campaign closes half an hour after noon.
    private static let closes = noon + .seconds(1800)

    /// A campaign was answered at `wroteAt`, and its agent answers at `at`.
    private func withAnswer(
        wroteAt: Timestamp,
        at: Timestamp,
        settings: @escaping @Sendable (inout StoreSettings) -> Void = { _ in },
        _ body: @Sendable (Bench, RouteTerms, Int64) async throws -> Void
    ) async throws {
        try await Bench.run(settings: settings) { bench in
            let line = try await bench.line()
            let window = try SendingWindow(days: "daily", hours: "08:00-12:30")
            try await bench.campaign(window: CampaignWindow(window: window, zone: .named("UTC")))
            try await bench.send(line)
            try await bench.receive("How much?", on: line, at: wroteAt)
            let turn = try #require(try await bench.store.dueTurns(at: at).turns.first)
            let outcome = try await bench.store.decide(.reply("Twenty.", why: "rule price"), in: turn, at: at)
            guard case .replied(let message) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            try await body(bench, line, message)
        }
    }

    @Test func anAnswerWithinAQuarterOfAnHourLeavesAtAnyHour() async throws {
        let wrote = Self.closes + .seconds(3600)
        try await withAnswer(wroteAt: wrote, at: wrote + .seconds(890)) { bench, line, message in
            let sent = try await bench.send(line, at: wrote + .seconds(899))
            #expect(sent?.id == message)
        }
    }

    @Test func aLaterOneLeavesWhileTheWindowIsOpen() async throws {
        try await withAnswer(wroteAt: noon, at: noon + .seconds(1000)) { bench, line, message in
            let sent = try await bench.send(line, at: noon + .seconds(1000))
            #expect(sent?.id == message)
        }
    }

    @Test func aLateOneThatMeetsAClosedWindowIsDroppedAndAPersonHasToLook() async throws {
        let at = Self.closes + .seconds(1200)
        try await withAnswer(wroteAt: Self.closes, at: at) { bench, line, message in
            #expect(try await bench.send(line, at: at) == nil)
            #expect(try await bench.state(message) == .queued, "the window may open yet")
            #expect(try await bench.send(line, at: at + .seconds(599)) == nil)
            #expect(try await bench.send(line, at: at + .seconds(600)) == nil)
            #expect(try await bench.state(message) == .expired)
            let view = try #require(try await bench.store.conversations(owner: nil, waiting: true, limit: 1).first)
            #expect(view.owner == "waitingForHuman")
            #expect(view.reason?.contains("the window is closed, and the answer is older than 10 minutes") == true)
        }
    }

    @Test func oneThatWaitsForTheOpeningLeavesThen() async throws {
        // Half past twelve to eight in the morning.
        let opens = Self.closes + .seconds(19 * 3600 + 1800)
        try await withAnswer(wroteAt: opens - .seconds(1200), at: opens - .seconds(300)) { bench, line, message in
            let early = try await bench.send(line, at: opens - .seconds(300))
            #expect(early == nil)
            #expect(try await bench.send(line, at: opens)?.id == message)
        }
    }

    @Test func theExemptionIsASetting() async throws {
        try await withAnswer(
            wroteAt: Self.closes,
            at: Self.closes + .seconds(60),
            settings: { $0.conversations.exemptAfterReply = .zero }
        ) { bench, line, _ in
            let sent = try await bench.send(line, at: Self.closes + .seconds(61))
            #expect(sent == nil)
        }
    }

    @Test func peopleAndConfirmationsWaitForNoWindow() async throws {
        let at = Self.closes + .seconds(7200)
        try await withAnswer(wroteAt: Self.closes, at: Self.closes + .seconds(8)) { bench, line, _ in
            try await bench.send(line, at: Self.closes + .seconds(9))
            let answer = try await bench.store.reply(to: Self.person, text: "We call you.", by: "eva", at: at)
            #expect(try await bench.send(line, at: at)?.id == answer.id)
            try await bench.receive("STOP", on: line, at: at + .seconds(60))
            #expect(try await bench.send(line, at: at + .seconds(60)) != nil)
        }
    }

    @Test func whoWroteFirstIsSparedInTheQuietHoursOfTheirCountry() async throws {
        let policy = Policy(
            name: "de",
            title: "",
            version: 1,
            note: "",
            prefixes: ["+49"],
            rules: PolicyRules(
                categories: [.informational],
                window: try SendingWindow(days: "daily", hours: "08:00-14:00")
            ),
            parts: []
        )
        // Noon UTC is 14:00 in Berlin.
        try await Bench.run(policies: PolicyShelf([policy]), settings: { $0.inboundAgent = "rules" }) { bench in
            let line = try await bench.line()
            try await bench.receive("How much?", on: line)
            let turn = try #require(try await bench.store.dueTurns(at: noon + .seconds(8)).turns.first)
            let at = noon + .seconds(900)
            _ = try await bench.store.decide(.reply("Twenty.", why: ""), in: turn, at: at)
            #expect(try await bench.send(line, at: at) == nil)
            let why = try await bench.texts("SELECT detail FROM decision WHERE kind = 'held'")
            #expect(why.count == 1 && why[0].hasPrefix("quiet hours of the policy de"))
        }
    }

    @Test func theTextThatEndsTheServiceTimeWaitsForTheWindow() async throws {
        try await Bench.run(settings: {
            $0.conversations.serviceTime = .seconds(1800)
            $0.conversations.fallback = .text("We call you tomorrow.")
        }) { bench in
            let line = try await bench.line()
            let window = try SendingWindow(days: "daily", hours: "08:00-12:30")
            try await bench.campaign(window: CampaignWindow(window: window, zone: .named("UTC")))
            try await bench.send(line)
            try await bench.receive("How much?", on: line, at: Self.closes)
            let turn = try #require(try await bench.store.dueTurns(at: Self.closes + .seconds(8)).turns.first)
            let decision = AgentDecision.escalate(reason: "price", reply: nil)
            _ = try await bench.store.decide(decision, in: turn, at: Self.closes + .seconds(8))
            let late = Self.closes + .seconds(1808)
            _ = try await bench.store.plan(at: late)
            #expect(try await bench.send(line, at: late) == nil)
            let opens = Self.closes + .seconds(19 * 3600 + 1800)
            #expect(try await bench.send(line, at: opens)?.text == "We call you tomorrow.")
        }
    }
}
