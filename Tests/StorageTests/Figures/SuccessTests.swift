import Campaigns
import Testing

@testable import Storage

@Suite("Figures: success, work and hours") struct SuccessTests {
    /// Three people get the text; one replies twice, one is booked, one says nothing.
    private func play(_ bench: Bench, goal: CampaignGoal?) async throws -> CampaignFigures {
        let line = try await bench.line("one", price: 100)
        try await bench.campaign(contacts: 1...3) { $0.goal = goal }
        for _ in 1...3 { try await bench.send(line) }
        let later = noon + .seconds(600)
        try await bench.receive("Yes", from: .person(Bench.number(1)), on: line, at: later)
        try await bench.receive("Yes, really", from: .person(Bench.number(1)), on: line, at: later + .seconds(1))
        try await bench.goal("booked", of: 2, value: 3000, at: later)
        try await bench.goal("seen", of: 2, at: later)
        return try await bench.figures(at: later)
    }

    private struct Case: Sendable {
        var goal: CampaignGoal?
        var succeeded: Int
        var value: Int?
        var unvalued: Int
        var roi: Double?
    }

    private static let cases = [
        Case(goal: nil, succeeded: 1, value: 3000, unvalued: 1, roi: 9),
        Case(goal: CampaignGoal(value: Amount("6")), succeeded: 1, value: 9000, unvalued: 0, roi: 29),
        Case(goal: CampaignGoal(name: "reply", value: Amount("6")), succeeded: 1, value: 6000, unvalued: 0, roi: 19),
        Case(goal: CampaignGoal(name: "reply"), succeeded: 1, value: nil, unvalued: 1, roi: nil),
        Case(goal: CampaignGoal(name: "booked", value: Amount("6")), succeeded: 1, value: 3000, unvalued: 0, roi: 9),
        Case(goal: CampaignGoal(name: "seen", value: Amount("0.15")), succeeded: 1, value: 150, unvalued: 0, roi: -0.5),
        Case(goal: CampaignGoal(name: "nothing"), succeeded: 0, value: nil, unvalued: 0, roi: nil),
        Case(goal: CampaignGoal(name: "opt_in"), succeeded: 0, value: nil, unvalued: 0, roi: nil),
    ]

    @Test("the campaign says what success is", arguments: cases)
    private func success(_ row: Case) async throws {
        try await Bench.run { bench in
            let figures = try await play(bench, goal: row.goal)
            #expect(figures.goal == row.goal)
            #expect(figures.funnel.succeeded == row.succeeded)
            #expect(figures.rates.success == Rate(row.succeeded, of: 3))
            #expect(figures.money.value?.thousandths == row.value)
            #expect(figures.success.unvalued == row.unvalued)
            #expect(figures.money.roi == row.roi)
            #expect(figures.steps?.first?.messages.succeeded == row.succeeded)
            #expect(figures.lines?.first?.messages.succeeded == row.succeeded)
            #expect(figures.goals.map(\.name) == ["booked", "seen"], "all goals are told")
        }
    }

    @Test("an edit counts the whole campaign anew")
    func edited() async throws {
        try await Bench.run { bench in
            _ = try await play(bench, goal: nil)
            _ = try await bench.store.write { transaction in
                try transaction.run(
                    "UPDATE campaign SET definition = json_set(definition, '$.goal', json('{\"name\":\"reply\"}'))"
                )
            }
            #expect(try await bench.figures().success.recipients == 1)
            #expect(try await bench.count("SELECT enrollment_id FROM campaign_success") == 1)
        }
    }

    /// Of two steps, the one is credited that had left last; replies are credited to their own.
    @Test("a goal counts for the last message before it")
    func credit() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let steps = [try CampaignStep("One"), try CampaignStep("Two", after: .days(1))]
            try await bench.campaign(steps: steps, contacts: 1...2)
            for _ in 1...2 { try await bench.send(line) }
            try await bench.goal("booked", of: 1, at: noon + .seconds(60))
            let next = noon + .seconds(86_400)
            _ = try await bench.store.plan(at: next)
            try await bench.send(line, at: next)
            try await bench.send(line, at: next)
            try await bench.goal("booked", of: 2, at: next + .seconds(60))
            let figures = try await bench.figures(at: next)
            #expect(figures.steps?.map(\.messages.succeeded) == [1, 1])
            #expect(figures.versions?.map(\.version) == [1])
            #expect(figures.versions?.first?.messages.succeeded == 2)
        }
    }

    @Test("a step tells failures for good and for now")
    func failures() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...4, endsOnFailure: false)
            try await bench.send(line, .refused(.permanentNumber))
            let second = try await bench.send(line, .accepted(reference: 2))
            try await bench.report(second, on: line, status: 0x63)
            for _ in 1...2 { try await bench.send(line) }
            let step = try #require(try await bench.figures().steps?.first?.messages)
            #expect((step.permanent, step.temporary, step.failed, step.undelivered) == (1, 1, 1, 1))
            #expect(step.rates.permanentFailure == Rate(1, of: 4))
            #expect(step.rates.temporaryFailure == Rate(1, of: 4))
        }
    }

    @Test("the goal “positive” marks a reply")
    func positive() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...4) { $0.goal = CampaignGoal(name: "reply") }
            for _ in 1...4 { try await bench.send(line) }
            for index in 1...2 {
                let sender = SenderAddress.person(Bench.number(index))
                try await bench.receive("Hm \(index)", from: sender, on: line, at: noon + .seconds(60))
            }
            try await bench.goal("positive", of: 2, at: noon + .seconds(120))
            let figures = try await bench.figures()
            #expect((figures.funnel.positive, figures.funnel.replied, figures.funnel.succeeded) == (1, 2, 2))
            #expect(figures.rates.positive == Rate(1, of: 4))
        }
    }

    @Test("the time of people counts as it cost when they wrote", arguments: [500, nil] as [Int?])
    func work(perMinute: Int?) async throws {
        try await Bench.run(settings: {
            $0.work = WorkPrice(minutes: 4, perMinute: perMinute.map { Amount(thousandths: $0) }, currency: "EUR")
        }) { bench in
            let line = try await bench.line("one", price: 100)
            try await bench.campaign(contacts: 1...2) { $0.goal = CampaignGoal(name: "reply", value: Amount("10")) }
            for _ in 1...2 { try await bench.send(line) }
            try await bench.receive("When?", on: line, at: noon + .seconds(60))
            try await bench.enqueue("At nine.", origin: .human, at: noon + .seconds(120))
            try await bench.enqueue("To somebody who wrote nothing.", to: 2, origin: .human, at: noon + .seconds(120))
            try await bench.enqueue("Of a program.", origin: .api, at: noon + .seconds(120))
            try await bench.send(line, at: noon + .seconds(121))
            let figures = try await bench.figures()
            let isPriced = perMinute != nil
            #expect(
                figures.work == [
                    WorkFigures(
                        currency: isPriced ? "EUR" : nil,
                        answers: 1,
                        minutes: 4,
                        unpriced: isPriced ? 0 : 1,
                        cost: Amount(thousandths: isPriced ? 2000 : 0)
                    )
                ]
            )
            #expect(figures.money.workCost?.thousandths == (isPriced ? 2000 : nil))
            #expect(figures.money.unpricedAnswers == (isPriced ? 0 : 1))
            #expect(figures.money.cost?.thousandths == (isPriced ? 2300 : 300))
            #expect(
                figures.money.roi
                    == Amount(thousandths: isPriced ? 7700 : 9700).relative(
                        to: Amount(thousandths: isPriced ? 2300 : 300)
                    )
            )
        }
    }

    @Test("the tokens of models count as they cost when they were asked", arguments: [2_500_400, nil] as [Int64?])
    func tokens(price: Int64?) async throws {
        try await Bench.run(settings: {
            $0.work = WorkPrice(minutes: 4, perMinute: nil, currency: "EUR")
        }) { bench in
            let line = try await bench.line("one", price: 100)
            try await bench.campaign(contacts: 1...2) { $0.goal = CampaignGoal(name: "reply", value: Amount("10")) }
            for _ in 1...2 { try await bench.send(line) }
            try await bench.receive("When?", on: line, at: noon + .seconds(60))
            let later = noon + .seconds(70)
            let turn = try #require(try await bench.store.dueTurns(at: later).turns.first)
            let notes = AgentNotes.Contents(tokens: ModelTokens(input: 900, output: 40, price: price))
            for _ in 0..<2 {
                // The second answer comes too late, and was paid for all the same.
                _ = try await bench.store.decide(.silent(why: "llm"), notes: notes, in: turn, at: later)
            }
            let figures = try await bench.figures()
            let isPriced = price != nil
            #expect(
                figures.tokens == [
                    TokenFigures(
                        currency: isPriced ? "EUR" : nil,
                        turns: 2,
                        tokensIn: 1800,
                        tokensOut: 80,
                        unpriced: isPriced ? 0 : 2,
                        cost: Amount(thousandths: isPriced ? 5001 : 0)
                    )
                ]
            )
            #expect(figures.money.tokenCost?.thousandths == (isPriced ? 5001 : nil))
            #expect(figures.money.unpricedTurns == (isPriced ? 0 : 2))
            #expect(figures.money.cost?.thousandths == (isPriced ? 5201 : 200))
            #expect(figures.money.costPerReply == (isPriced ? 5.201 : 0.2))
            let agent = try #require(figures.agents?.first)
            #expect((agent.tokensIn, agent.tokensOut) == (1800, 80))
            #expect(agent.tokenCost?.thousandths == (isPriced ? 5001 : nil))
        }
    }

    @Test("agents are told with what they reached and cost")
    func agents() async throws {
        try await Bench.run { bench in
            let line = try await bench.line("one", price: 100)
            try await bench.campaign(contacts: 1...2)
            for _ in 1...2 { try await bench.send(line) }
            for index in 1...2 {
                let sender = SenderAddress.person(Bench.number(index))
                try await bench.receive("Yes \(index)", from: sender, on: line, at: noon + .seconds(60))
            }
            let later = noon + .seconds(70)
            for turn in try await bench.store.dueTurns(at: later).turns {
                let decision = AgentDecision.reaching(
                    Goal(name: "booked"),
                    .close(reply: "Thank you.", why: "yes")
                )
                _ = try await bench.store.decide(decision, in: turn, at: later)
            }
            for _ in 1...2 { try await bench.send(line, at: later) }
            let agent = try #require(try await bench.figures().agents?.first)
            #expect((agent.replied, agent.goals, agent.closed, agent.segments) == (2, 2, 2, 2))
            #expect(agent.cost == Amount(thousandths: 200))
        }
    }

    @Test("hours are those of sending, by the campaign's clock")
    func hours() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            // Monday 23:30 UTC is Tuesday 01:30 in Berlin's summer.
            let night = noon + .seconds(41_400)
            let window = CampaignWindow(window: .always, zone: .named("Europe/Berlin"))
            try await bench.campaign(contacts: 1...3, window: window, at: night)
            for _ in 1...3 { try await bench.send(line, at: night) }
            // The reply comes in another hour.
            try await bench.receive("Yes", on: line, at: night + .seconds(7200))
            try await bench.receive("STOP", from: .person(Bench.number(2)), on: line, at: night + .seconds(7200))
            let hours = try await bench.figures(at: night).hours
            #expect(
                hours == [
                    HourFigures(weekday: 2, hour: 1, attempted: 3, reached: 3, replied: 1, optedOut: 1, succeeded: 0)
                ]
            )
        }
    }
}
