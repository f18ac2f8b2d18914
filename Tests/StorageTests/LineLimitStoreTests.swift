import Campaigns
import Testing

@testable import Storage

@Suite struct LineLimitStoreTests {
    /// The line that may write to nobody new goes on with those whom it knows.
    @Test func differentRecipientsOfAMonth() async throws {
        try await Bench.run { bench in
            let line = try await bench.line(limits: RateLimits(recipientsPerMonth: 3))
            let other = try await bench.line("two")
            for index in 1...5 { try await bench.enqueue("first", to: index) }
            for _ in 1...3 { #expect(try await bench.send(line)?.text == "first") }
            #expect(try await bench.claim(line) == nil)
            // Behind those who wait there is somebody whom it knows.
            try await bench.enqueue("again", to: 2)
            #expect(try await bench.send(line)?.text == "again")
            let throttled = try await bench.texts("SELECT detail FROM decision WHERE route_id = 1 AND kind = 'held'")
            #expect(throttled.last?.hasPrefix("the limits of one: 3 different recipients a month") == true)
            // Others are free to write to new people.
            #expect(try await bench.send(other)?.number == Bench.number(4))
            let month = noon + .seconds(SlidingLimit.month)
            #expect(try await bench.send(line, at: month) == nil)
            #expect(try await bench.send(line, at: month + .milliseconds(1))?.number == Bench.number(5))
        }
    }

    /// The limit is turned on later: what was sent before counts.
    @Test func recipientsBeforeTheLimitCount() async throws {
        try await Bench.run { bench in
            let free = try await bench.line()
            for index in 1...4 { try await bench.enqueue(to: index) }
            for _ in 1...3 { try await bench.send(free) }
            let line = try await bench.line(limits: RateLimits(recipientsPerMonth: 3))
            #expect(try await bench.claim(line) == nil)
            #expect(try await bench.send(try await bench.line(limits: RateLimits(recipientsPerMonth: 4))) != nil)
        }
    }

    @Test func campaignsGoOnWithThoseWhoAreKnown() async throws {
        try await Bench.run { bench in
            let line = try await bench.line(limits: RateLimits(recipientsPerMonth: 2))
            try await bench.campaign(
                steps: [CampaignStep("One"), CampaignStep("Two", after: .minutes(5))],
                contacts: 1...4
            )
            for _ in 1...2 { #expect(try await bench.send(line)?.text == "One") }
            #expect(try await bench.send(line) == nil)
            let later = noon + .seconds(600)
            _ = try await bench.store.plan(at: later)
            for _ in 1...2 { #expect(try await bench.send(line, at: later)?.text == "Two") }
            #expect(try await bench.send(line, at: later) == nil)
            let routes = [Situation.Route(name: "one", terms: line)]
            let view = try await bench.store.campaign("news", at: later, Situation(routes: routes))
            #expect(view.activity.hasPrefix("throttled until 2026-07-01T12:10:00.001Z by one: 2 different recipients"))
        }
    }

    /// A month of the bill begins anew on its day, by its own clock.
    @Test func aMonthOfTheBill() async throws {
        try await Bench.run { bench in
            let limits = RateLimits(
                perMonth: 3,
                billing: BillingMonth(day: 5, zone: "Europe/Berlin"),
                recipientsPerMonth: 9
            )
            let line = try await bench.line(limits: limits)
            for index in 1...8 { try await bench.enqueue(to: index) }
            for _ in 1...3 { #expect(try await bench.send(line) != nil) }
            let until = try #require(Timestamp(rfc3339: "2026-06-04T22:00:00Z"))
            #expect(try await bench.store.claim(line, at: noon) == .nothing(until: until))
            #expect(try await bench.send(line, at: until - .milliseconds(1)) == nil)
            for _ in 1...3 { #expect(try await bench.send(line, at: until) != nil) }
            #expect(try await bench.send(line, at: until + .seconds(86_400 * 20)) == nil)
            #expect(try await bench.send(line, at: until + .seconds(86_400 * 30)) != nil)
        }
    }

    @Test func aNewSIMWarmsUp() async throws {
        try await Bench.run { bench in
            let line = try await bench.line(limits: RateLimits(perDay: 10, warmUp: WarmUp(start: 2, percent: 200)))
            for index in 1...40 { try await bench.enqueue(to: index) }
            var days: [Int] = []
            for day in 0..<5 {
                var count = 0
                for hour in 0..<24 {
                    let at = noon + .seconds(Int64(day) * 86_400 + Int64(hour) * 3600 + 60)
                    while try await bench.send(line, at: at) != nil { count += 1 }
                }
                days.append(count)
            }
            // In the first hours of a day those of the day before still count.
            #expect(days[0] == 2 && days.max() ?? 0 <= 10)
            #expect(days.reduce(0, +) >= 2 + 4 + 8, "\(days)")
            let told = try await bench.texts("SELECT detail FROM decision WHERE kind = 'held' ORDER BY id")
            #expect(told.first?.hasPrefix("the limits of one: 2 a day while its SIM warms up; next at") == true)
        }
    }

    /// A message whose segments do not fit into the day any more does not begin.
    @Test func aMessageIsNotSplitOverTwoDays() async throws {
        try await Bench.run { bench in
            let line = try await bench.line(limits: RateLimits(perDay: 3))
            try await bench.enqueue(String(repeating: "long ", count: 60), to: 1)
            try await bench.enqueue(String(repeating: "long ", count: 60), to: 2)
            #expect(try await bench.send(line)?.pending == [1, 2])
            #expect(try await bench.claim(line) == nil)
            #expect(try await bench.count("SELECT COUNT(*) FROM handover") == 2)
            #expect(try await bench.send(line, at: noon + .seconds(86_401))?.pending == [1, 2])
        }
    }

    /// A provider gets a message's segments at once: all of them have to fit.
    @Test func aProvidersLimitsCountWholeMessages() async throws {
        try await Bench.run { bench in
            var cloud = try await bench.provider(takesUnbound: true)
            cloud.takesWhole = true
            cloud.limits = RateLimits(perSecond: 2, perMinute: 20)
            for index in 1...12 { try await bench.enqueue(String(repeating: "long ", count: 60), to: index) }
            var sent: [Duration] = []
            for tick in 0..<1000 {
                let at = noon + .milliseconds(Int64(tick) * 100)
                guard let message = try await bench.claim(cloud, at: at),
                    case .go = try await bench.store.handOver(message, on: cloud, at: at)
                else { continue }
                sent.append(at - noon)
                let answer = ProviderAnswer.accepted(id: "\(message.id)", segments: 2)
                try await bench.store.answered(message, by: cloud.route, answer, at: at)
            }
            #expect(sent.count == 12)
            for (first, last) in zip(sent, sent.dropFirst(2)) { #expect(last - first > .seconds(1)) }
            for (first, last) in zip(sent, sent.dropFirst(10)) { #expect(last - first > .seconds(60)) }
        }
    }

    /// Nothing failed for those who come after the campaign's total.
    @Test func aTotalThatIsUsedUpEndsTheRest() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...3) { $0.totalSegments = 2 }
            for _ in 1...2 { #expect(try await bench.send(line) != nil) }
            #expect(try await bench.claim(line) == nil)
            #expect(try await bench.enrollments() == ["completed", "completed", "cancelled"])
            #expect(
                try await bench.texts("SELECT reason FROM enrollment ORDER BY id") == [
                    "every step was sent", "every step was sent", "the campaign's total of 2 segments is used up",
                ]
            )
            #expect(try await bench.state(3) == .expired)
        }
    }

    @Test func aBudgetPausesItsCampaign() async throws {
        try await Bench.run(settings: { $0.events = EventType.standard }) { bench in
            var line = try await bench.line()
            line.price = 50
            try await bench.campaign(contacts: 1...5) { $0.budget = Amount("0.12") }
            for _ in 1...2 { #expect(try await bench.send(line) != nil) }
            #expect(try await bench.claim(line) == nil)
            let view = try await bench.store.campaign("news", at: noon, Situation())
            #expect(view.state == "paused" && view.pauseKind == "budget" && view.spent == Amount("0.10"))
            #expect(view.activity.hasPrefix("paused: its budget of 0.12 is used up: 0.10 is spent"))
            let events = try await bench.store.dueEvents(at: noon).events.filter { $0.type == "campaign.paused" }
            #expect(events.count == 1 && events[0].payload.contains("\"kind\":\"budget\""))
            // It would only pause again.
            let refusal = await #expect(throws: StorageError.self) {
                try await bench.store.change(campaign: "news", .resume, at: noon)
            }
            #expect(refusal?.description.contains("its budget of 0.12 is used up, 0.10 is spent") == true)
            #expect(try await bench.store.campaign("news", at: noon, Situation()).state == "paused")
        }
    }

    /// Nobody pays for what was refused: the budget gets it back, and the campaign goes on.
    @Test func aRefusedSegmentIsPaidBack() async throws {
        try await Bench.run { bench in
            var line = try await bench.line()
            line.price = 50
            try await bench.campaign(contacts: 1...2) { $0.budget = Amount("0.12") }
            let refused = try await bench.handOver(line)
            #expect(try await bench.store.campaign("news", at: noon, Situation()).spent == Amount("0.05"))
            try await bench.answer(refused, .refused(.permanentNumber), on: line)
            #expect(try await bench.store.campaign("news", at: noon, Situation()).spent == Amount("0"))
            #expect(try await bench.send(line) != nil)
            let view = try await bench.store.campaign("news", at: noon, Situation())
            #expect(view.spent == Amount("0.05"))
            #expect(view.state != "paused")
        }
    }

    /// The cap of a provider's day is counted by seeks, too.
    @Test func spendingOfADay() async throws {
        try await Bench.run { bench in
            var cloud = try await bench.provider(takesUnbound: true)
            (cloud.price, cloud.dailySpend) = (100, 300)
            for index in 1...5 { try await bench.enqueue(to: index) }
            for second in 0..<3 { #expect(try await bench.send(cloud, at: noon + .seconds(second)) != nil) }
            #expect(try await bench.send(cloud, at: noon + .seconds(10)) == nil)
            #expect(try await bench.send(cloud, at: noon + .seconds(86_400)) != nil)
            #expect(try await bench.send(cloud, at: noon + .seconds(86_400)) == nil)
        }
    }
}
