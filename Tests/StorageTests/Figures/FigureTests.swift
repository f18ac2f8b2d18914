import Campaigns
import Testing

@testable import Storage

@Suite("Figures: what each counts") struct FigureTests {
    @Test func confirmedAssumedAndUnknownAreKeptApart() async throws {
        try await Bench.run { bench in
            let (reporting, silent) = (try await bench.line("one"), try await bench.line("two"))
            try await bench.campaign(contacts: 1...4)
            let first = try await bench.send(reporting, .accepted(reference: 1))
            try await bench.send(silent, .accepted(reference: nil))
            var funnel = try await bench.figures().funnel
            #expect((funnel.accepted, funnel.assumed, funnel.unknown) == (2, 2, 0), "no line has reported anything yet")
            try await bench.report(first, on: reporting)
            try await bench.send(reporting, .accepted(reference: 3))
            let failing = try await bench.send(reporting, .accepted(reference: 4))
            try await bench.report(failing, on: reporting, status: 0x46)
            let figures = try await bench.figures()
            funnel = figures.funnel
            #expect((funnel.attempted, funnel.accepted) == (4, 4))
            #expect((funnel.delivered, funnel.assumed, funnel.unknown, funnel.undelivered) == (1, 1, 1, 1))
            #expect(funnel.reached == 2)
            #expect(figures.rates.delivery == Rate(1, of: 3))
            #expect(figures.failures.expired == 1, "the phone was off until the validity ended")
            #expect(figures.lines?.map(\.messages.rates.delivery) == [Rate(1, of: 3), Rate(0, of: 0)])
        }
    }

    @Test func whoIsLeftOutIsCountedByReason() async throws {
        try await Bench.run { bench in
            for index in 1...3 {
                _ = try await bench.store.suppress(
                    Bench.number(index),
                    reason: .byHand,
                    note: nil,
                    at: noon + .seconds(Int64(index))
                )
            }
            try await bench.campaign(contacts: 1...5)
            let figures = try await bench.figures()
            #expect((figures.funnel.enrolled, figures.funnel.excluded, figures.funnel.eligible) == (5, 3, 2))
            #expect(figures.exclusions.map(\.recipients) == [3], "times make no groups")
            #expect(figures.exclusions.first?.reason.contains("since") == false)
        }
    }

    @Test func onlyAPersonsReplyIsAReply() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...5)
            for _ in 1...5 { try await bench.send(line) }
            let later = noon + .seconds(600)
            for (index, text) in ["Yes please", "STOP", "Wrong number", "I am driving", ""].enumerated() {
                let sender = SenderAddress.person(Bench.number(index + 1))
                if text.isEmpty {
                    _ = try await bench.receive(.nonText("a picture"), from: sender, on: line, id: "picture", at: later)
                } else {
                    try await bench.receive(text, from: sender, on: line, at: later)
                }
            }
            try await bench.receive("And thank you", on: line, at: later + .seconds(60))
            let figures = try await bench.figures(at: later)
            let funnel = figures.funnel
            #expect((funnel.replied, funnel.optedOut, funnel.wrongNumber, funnel.automatic) == (2, 1, 1, 1))
            #expect(figures.rates.response == Rate(2, of: 5))
            #expect(figures.rates.optOut == Rate(1, of: 5))
            #expect(figures.steps?.first?.messages.replied == 2)
            #expect(figures.days?.map(\.replied) == [2])
        }
    }

    /// The gateway's own words are no replies; who wrote one was reached.
    @Test(arguments: ["START", "HELP"]) func wordsForTheGatewayAreNoReplies(word: String) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign()
            try await bench.send(line)
            try await bench.receive(word, on: line, at: noon + .seconds(60))
            let funnel = try await bench.figures(at: noon + .seconds(60)).funnel
            #expect((funnel.replied, funnel.reached) == (0, 1))
            #expect((funnel.optedIn, funnel.help) == (word == "START" ? 1 : 0, word == "HELP" ? 1 : 0))
            #expect(try await bench.figures().steps?.first?.messages.replied == 0)
        }
    }

    /// A value without a success would be a contradiction.
    @Test func eachRecipientWithAGoalSucceeded() async throws {
        try await Bench.run { bench in
            let line = try await bench.line("one", price: 75)
            try await bench.campaign(contacts: 1...3)
            try await bench.send(line, .uncertain(reason: "silence"))
            for index in 1...2 {
                _ = try await bench.store.reach(
                    Goal(name: "paid", value: Amount("20")),
                    by: Bench.number(index),
                    source: "crm",
                    at: noon
                )
            }
            let figures = try await bench.figures()
            #expect((figures.funnel.succeeded, figures.funnel.succeededBefore) == (2, 1))
            #expect(figures.funnel.reached == 1, "who paid after a try has got it; nothing left for the other")
            #expect(figures.rates.success == Rate(2, of: 2))
            #expect(figures.money.costPerSuccess != nil)
        }
    }

    /// Also where nothing was left to end: the status and the report say the same.
    @Test func whoOptsOutAfterTheLastStepIsCountedByTheStatusToo() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...2)
            for _ in 1...2 { try await bench.send(line) }
            try await bench.receive("STOP", on: line, at: noon + .seconds(60))
            try await bench.receive(
                "Wrong number",
                from: .person(Bench.number(2)),
                on: line,
                at: noon + .seconds(60)
            )
            let view = try await bench.store.campaign("news", at: noon + .seconds(60), Situation())
            #expect((view.optOuts, view.replies) == (1, 0))
            #expect(try await bench.figures().funnel.optedOut == 1)
        }
    }

    @Test func whoAnsweredWasReachedWhateverWasReported() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...2)
            try await bench.send(line, .uncertain(reason: "silence"))
            let second = try await bench.send(line, .accepted(reference: 2))
            try await bench.report(second, on: line, status: 0x30)
            #expect(try await bench.figures().funnel.reached == 0)
            for index in 1...2 {
                try await bench.receive(
                    "Yes \(index)",
                    from: .person(Bench.number(index)),
                    on: line,
                    at: noon + .seconds(60)
                )
            }
            let funnel = try await bench.figures().funnel
            #expect((funnel.uncertain, funnel.unknown) == (1, 1))
            #expect((funnel.reached, funnel.replied) == (2, 2))
        }
    }

    @Test(arguments: [(7 * 86_400, 1), (7 * 86_400 + 1, 0)] as [(Int64, Int)])
    func aReplyIsCreditedForAWeek(after seconds: Int64, replied: Int) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign()
            try await bench.send(line)
            try await bench.receive("Yes", on: line, at: noon + .seconds(seconds))
            #expect(try await bench.figures().funnel.replied == replied)
        }
    }

    @Test func aReplyIsCreditedToTheLastMessageOfTheLineThatItCameTo() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            try await bench.campaign("first")
            try await bench.send(one)
            // A day later another campaign writes, by the other line: the first one's patience for its line is over.
            let later = noon + .seconds(86_400)
            try await bench.campaign("second", at: later)
            let message = try #require(try await bench.send(two, at: later + .seconds(700)))
            #expect(message.id == 2)
            try await bench.receive("To the first", on: one, at: later + .seconds(800))
            try await bench.receive("To the second", on: two, at: later + .seconds(900))
            #expect(try await bench.texts("SELECT CAST(message_id AS TEXT) FROM inbound ORDER BY id") == ["1", "2"])
            let other = try await bench.line("three")
            try await bench.receive("To anybody", on: other, at: later + .seconds(1000))
            #expect(try await bench.count("SELECT message_id FROM inbound ORDER BY id DESC LIMIT 1") == 2, "last touch")
            #expect(try await bench.figures(of: "first").funnel.replied == 1)
            #expect(try await bench.figures(of: "second").funnel.replied == 1)
        }
    }

    @Test func refusalsSayWhatAFailureWas() async throws {
        try await Bench.run { bench in
            let line = try await bench.line("one", price: 75)
            try await bench.campaign(contacts: 1...3, endsOnFailure: false)
            try await bench.send(line, .refused(.permanentNumber))
            try await bench.send(line, .refused(.permanentMessage))
            try await bench.send(line, .refused(.temporary))
            #expect(try await bench.figures().funnel.underway == 1)
            for seconds in [5, 35, 155] as [Int64] {
                try await bench.send(line, .refused(.temporary), at: noon + .seconds(seconds))
            }
            let figures = try await bench.figures()
            #expect(figures.funnel.failed == 3)
            #expect(
                figures.failures
                    == FailureFigures(tried: 3, permanent: 2, temporary: 1, expired: 0, uncertain: 0, unspecified: 0)
            )
            #expect(figures.cost.isEmpty, "what was refused is not paid")
            #expect(try await bench.count("SELECT COUNT(*) FROM refusal") == 6)
        }
    }

    @Test func agentsTurnsAndPeoplesAreCountedByConversation() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...5)
            for _ in 1...5 { try await bench.send(line) }
            let later = noon + .seconds(600)
            let decisions: [Int: AgentDecision] = [
                1: .reply("At nine.", why: "rule 1"), 2: .escalate(reason: "pain", reply: "A person will answer."),
                3: .close(reply: nil, why: "thanks"),
            ]
            for index in 1...5 {
                let content: InboundPart.Content = index == 5 ? .nonText("a picture") : .text("Question \(index)")
                let person = SenderAddress.person(Bench.number(index))
                _ = try await bench.receive(content, from: person, on: line, id: "\(index)", at: later)
            }
            for turn in try await bench.store.dueTurns(at: later + .seconds(8)).turns {
                let index = try #require((1...5).first { Bench.number($0) == turn.number })
                let decision = decisions[index] ?? .silent(why: "nothing to say")
                _ = try await bench.store.decide(decision, in: turn, at: later + .seconds(8))
            }
            let figures = try await bench.figures()
            #expect(
                figures.escalation
                    == EscalationFigures(
                        conversations: 5,
                        withAgent: 4,
                        escalated: 1,
                        withoutAgent: 1,
                        closed: 1,
                        contained: 1
                    )
            )
            #expect(figures.rates.containment == Rate(1, of: 1), "what is still open is neither")
            #expect(Set(figures.escalationReasons.map(\.reason)).contains("pain"))
            #expect(figures.escalationReasons.map(\.conversations) == [1, 1])
            #expect(figures.rates.escalation == Rate(1, of: 4))
            let agents = try #require(figures.agents)
            #expect(
                agents == [
                    AgentFigures(
                        agent: "rules",
                        conversations: 4,
                        turns: 4,
                        answers: 2,
                        replied: 4,
                        escalated: 1,
                        closed: 1
                    ),
                    AgentFigures(
                        agent: nil,
                        conversations: 1,
                        turns: 1,
                        answers: 0,
                        replied: 1,
                        escalated: 1,
                        closed: 0
                    ),
                ]
            )
        }
    }

    @Test func answersAndConfirmationsArePaidToo() async throws {
        try await Bench.run { bench in
            let line = try await bench.line("one", price: 75)
            try await bench.campaign(contacts: 1...2)
            for _ in 1...2 { try await bench.send(line) }
            let later = noon + .seconds(600)
            try await bench.receive("When?", from: .person(Bench.number(1)), on: line, at: later)
            try await bench.receive("STOP", from: .person(Bench.number(2)), on: line, at: later)
            let turn = try #require(try await bench.store.dueTurns(at: later + .seconds(8)).turns.first)
            _ = try await bench.store.decide(.reply("At nine.", why: ""), in: turn, at: later + .seconds(8))
            for _ in 1...2 { try await bench.send(line, at: later + .seconds(9)) }
            try await bench.enqueue("Not of the campaign", to: 1, at: later)
            try await bench.send(line, at: later + .seconds(20))
            try await bench.goal("booked", of: 1, value: 900, at: later)
            try await bench.goal("booked", of: 1, key: "another", at: later)
            let figures = try await bench.figures()
            #expect(
                figures.cost == [
                    CostFigures(
                        currency: "EUR",
                        segments: 2,
                        answerSegments: 2,
                        cost: Amount(thousandths: 150),
                        answerCost: Amount(thousandths: 150)
                    )
                ]
            )
            #expect(figures.money.cost == Amount(thousandths: 300))
            #expect(figures.money.costPerReply == 0.3)
            #expect(figures.money.roi == 2)
            #expect(
                figures.goals == [
                    GoalFigures(name: "booked", events: 2, recipients: 1, value: Amount(thousandths: 900))
                ]
            )
            #expect(figures.rates.success == Rate(1, of: 2))
            #expect(figures.steps?.first?.messages.cost == Amount(thousandths: 150))
        }
    }

    @Test func segmentsWithoutAPriceAndOtherCurrenciesAreTold() async throws {
        try await Bench.run { bench in
            let euro = try await bench.line("one", price: 75)
            let dollar = try await bench.line("two", price: 8, currency: "USD")
            let unknown = try await bench.line("three")
            try await bench.campaign(contacts: 1...3)
            try await bench.send(euro)
            try await bench.send(unknown)
            var figures = try await bench.figures()
            #expect(figures.money.cost == Amount(thousandths: 75))
            #expect(figures.money.unpriced == 1)
            try await bench.send(dollar)
            figures = try await bench.figures()
            #expect(figures.money.cost == nil)
            #expect(figures.cost.map(\.currency) == [nil, "EUR", "USD"])
            #expect(figures.steps?.first?.messages.cost == nil)
            #expect(figures.days?.first?.cost == nil)
            #expect(figures.lines?.map(\.messages.cost?.thousandths) == [75, nil, 8])
        }
    }

    @Test func haltLatencyIsFromTheNoticeToTheCommit() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(
                steps: [CampaignStep("One"), CampaignStep("Two", after: .days(1))],
                contacts: 1...100
            )
            for index in 1...100 {
                let seen = noon + .milliseconds(index)
                let receipt = try await bench.store.receive(
                    InboundPart(
                        route: line.route,
                        fingerprint: "\(index)",
                        sender: .person(Bench.number(index)),
                        content: .text("Yes"),
                        encoding: "gsm7",
                        raw: "",
                        receivedAt: noon + .seconds(1),
                        seenAt: seen
                    )
                )
                guard index < 100 else { break }
                let halt = HaltTime(part: try #require(receipt.part), committedAt: seen + .milliseconds(index))
                _ = try await bench.store.plan(at: noon + .seconds(1), halts: [halt])
            }
            let figures = try await bench.figures()
            #expect(
                figures.halts == HaltFigures(halts: 100, measured: 99, p50Ms: 50, p99Ms: 99, maxMs: 99, raced: 0)
            )
            #expect(figures.haltLatency.map(\.upToMs) == [10, 30, 100])
            #expect(figures.haltLatency.map(\.halts) == [10, 20, 69])
        }
    }

    @Test func daysAreThoseOfTheCampaignsClock() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            // 23:30 UTC is 01:30 of the next day in Berlin's summer.
            let night = noon + .seconds(41_400)
            let window = CampaignWindow(window: .always, zone: .named("Europe/Berlin"))
            try await bench.campaign(window: window, at: night)
            try await bench.send(line, at: night)
            let figures = try await bench.figures(at: night)
            #expect(figures.offsetSeconds == 7200)
            #expect(figures.days?.map(\.day) == ["2026-06-02"])
        }
    }

    @Test func aCampaignWithoutAnythingHasFiguresWithoutValues() async throws {
        try await Bench.run { bench in
            let definition = CampaignDefinition(name: "news", agent: "rules", steps: [try CampaignStep("Hello")])
            _ = try await bench.store.createCampaign(definition, audience: .everyone, at: noon)
            let figures = try await bench.figures()
            #expect(figures.funnel.enrolled == 0)
            #expect(figures.rates.delivery.value == nil)
            #expect(figures.money.cost == nil && figures.money.roi == nil)
            #expect(figures.halts.p50Ms == nil)
            #expect(figures.steps?.isEmpty == true)
            await #expect(throws: StorageError.notFound("campaign “other”")) {
                try await bench.store.figures(of: "other", by: [], at: noon)
            }
        }
    }
}
