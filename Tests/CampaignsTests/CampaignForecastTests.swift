import Campaigns
import Testing

@Suite
struct CampaignForecastTests {
    /// Monday, 2026-11-23T09:00 in Berlin.
    private static let monday = Timestamp(seconds: 1_795_420_800)

    private func definition(
        delays: [CampaignDelay] = [.none],
        days: String = "mon-fri",
        hours: String = "09:00-18:00",
        limits: RateLimits = .unlimited,
        total: Int? = nil,
        lastDay: String? = nil,
        onLate: LatePolicy = .send
    ) throws -> CampaignDefinition {
        let text = try MessageTemplate("x")
        return CampaignDefinition(
            name: "x",
            agent: "y",
            steps: delays.map { CampaignStep(delay: $0, text: text) },
            window: CampaignWindow(window: try SendingWindow(days: days, hours: hours), zone: .named("Europe/Berlin")),
            limits: limits,
            totalSegments: total,
            lastDay: lastDay.flatMap { CivilDate($0) },
            onLate: onLate
        )
    }

    private func forecast(
        _ definition: CampaignDefinition,
        contacts: Int,
        segments: [UInt8]? = nil,
        routes: [ForecastRoute],
        start: Timestamp = monday,
        zone: String = "Europe/Berlin",
        budget: Int? = nil
    ) throws -> CampaignForecast {
        let rules = try zones.rules(zone)
        let clock = RecipientClock(
            zone: rules,
            hours: definition.steps.indices.map { OpenHours(definition.window(ofStep: $0).window, zone: rules) }
        )
        let vector = segments ?? Array(repeating: 1, count: definition.steps.count)
        return CampaignForecast(
            ForecastInput(
                definition: definition,
                start: start,
                zone: rules,
                clocks: [clock],
                groups: [ForecastInput.Group(clock: 0, segments: vector, contacts: contacts)],
                routes: routes,
                budget: budget
            )
        )
    }

    private func line(
        _ name: String = "line1",
        minute: Int? = 6,
        hour: Int? = 100,
        day: Int? = 200,
        price: Int = 0
    ) -> ForecastRoute {
        let limits = RateLimits(perMinute: minute, perHour: hour, perDay: day)
        return ForecastRoute(name: name, limits: limits.sliding, price: price)
    }

    @Test
    func aFewMessagesTakeAFewMinutes() throws {
        let forecast = try forecast(definition(), contacts: 13, routes: [line()])
        #expect(forecast.finish == Self.monday + .seconds(120))
        #expect(forecast.messages == 13)
        #expect(forecast.isWhole)
        #expect(forecast.days.map(\.segments) == [13])
        #expect(forecast.waves[0].first == Self.monday)
    }

    /// 100 an hour and 200 a day: 450 messages take until the third day.
    @Test
    func limitsSpreadThemOverDays() throws {
        let forecast = try forecast(definition(), contacts: 450, routes: [line()])
        #expect(forecast.days.map(\.segments) == [200, 200, 50])
        #expect(forecast.days.map(\.date.description) == ["2026-11-23", "2026-11-24", "2026-11-25"])
        #expect(forecast.routes[0].busiestDay == 200)
    }

    @Test
    func linesShareTheWork() throws {
        let forecast = try forecast(definition(), contacts: 400, routes: [line("a"), line("b")])
        #expect(forecast.routes.map(\.segments) == [200, 200])
        #expect(forecast.days.count == 1)
        #expect(forecast.days[0].byRoute == [200, 200])
    }

    @Test
    func aMessageInSegmentsCountsEach() throws {
        let forecast = try forecast(definition(), contacts: 10, segments: [3], routes: [line(price: 75)])
        #expect(forecast.segments == 30)
        #expect(forecast.messages == 10)
        #expect(forecast.finish == Self.monday + .seconds(240))
        #expect(forecast.cost == 30 * 75)
    }

    /// Friday evening: the rest leaves on Monday.
    @Test
    func theWindowKeepsTheWeekend() throws {
        let friday = try instant("2026-11-27T16:50:00Z")
        let forecast = try forecast(definition(), contacts: 60, routes: [line()], start: friday)
        #expect(forecast.days.map(\.date.description) == ["2026-11-27", "2026-11-30"])
        // Nothing leaves in the window's last five minutes.
        #expect(forecast.days[0].segments == 36)
    }

    @Test
    func dayByDayAcrossTheClockChange() throws {
        let saturday = try instant("2026-10-24T07:00:00Z")
        let daily = try definition(days: "daily", hours: "09:00-09:30")
        let forecast = try forecast(daily, contacts: 400, routes: [line(hour: nil, day: nil)], start: saturday)
        #expect(forecast.days.map(\.segments) == [156, 156, 88])
        #expect(forecast.days.map(\.date.description) == ["2026-10-24", "2026-10-25", "2026-10-26"])
    }

    @Test
    func stepsComeInWaves() throws {
        let sequence = try definition(delays: [.none, .minutes(90), .businessDays(2)])
        let forecast = try forecast(sequence, contacts: 12, routes: [line()])
        #expect(forecast.waves.map(\.messages) == [12, 12, 12])
        let minutes = forecast.waves.map { (($0.first ?? Self.monday) - Self.monday).components.seconds / 60 }
        #expect(minutes == [0, 90, 2 * 1440 + 90])
        #expect(forecast.isWhole)
    }

    @Test
    func theLastDayCutsOff() throws {
        let short = try definition(delays: [.none, .days(1)], lastDay: "2026-11-24")
        let forecast = try forecast(short, contacts: 300, routes: [line()])
        // 200 on Monday; of Tuesday's 200 the follow-ups come first.
        #expect(forecast.shortfall.lastDay == 100)
        #expect(forecast.shortfall.contacts == 100)
        #expect(!forecast.isWhole)
    }

    @Test(arguments: [(LatePolicy.send, 0, 0), (.drop, 250, 0), (.skip, 0, 250)])
    func whatIsLateByTheLimits(policy: LatePolicy, dropped: Int, skipped: Int) throws {
        let forecast = try forecast(definition(onLate: policy), contacts: 450, routes: [line()])
        #expect(forecast.shortfall.dropped == dropped)
        #expect(forecast.shortfall.skipped == skipped)
        #expect(forecast.messages == (policy == .send ? 450 : 200))
    }

    @Test
    func whatIsUsedUp() throws {
        let totals = try forecast(definition(total: 50), contacts: 80, routes: [line()])
        #expect((totals.messages, totals.shortfall.total) == (50, 30))
        let budget = try forecast(definition(), contacts: 80, routes: [line(price: 100)], budget: 5050)
        #expect((budget.messages, budget.shortfall.budget, budget.cost) == (50, 30, 5000))
        #expect(
            budget.whole == CampaignForecast.Whole(segments: 80, cost: 8000, finish: Self.monday + .seconds(13 * 60))
        )
        let free = try forecast(definition(), contacts: 80, routes: [line()], budget: 1)
        #expect(free.isWhole && free.whole == nil)
    }

    /// The budget ends in the middle of the last message, when nobody waits any more; and before the first segment.
    @Test(arguments: [(5050, 25, 1), (150, 0, 26), (0, 0, 26)])
    func aBudgetThatEndsWithinAMessage(budget: Int, messages: Int, short: Int) throws {
        let forecast = try forecast(
            definition(),
            contacts: 26,
            segments: [2],
            routes: [line(price: 100)],
            budget: budget
        )
        #expect((forecast.messages, forecast.shortfall.budget, forecast.shortfall.never) == (messages, short, 0))
        #expect(forecast.needed.cost == 5200)
        #expect((forecast.finish == nil) == (messages == 0))
    }

    @Test
    func aDearRouteTakesNothingThatTheBudgetDoesNotPay() throws {
        let routes = [line("dear", price: 500), line("cheap", minute: 1, price: 10)]
        let forecast = try forecast(definition(), contacts: 20, routes: routes, budget: 300)
        #expect(forecast.isWhole)
        #expect(forecast.routes.map(\.segments) == [0, 20])
    }

    @Test
    func whatCannotFinish() throws {
        let none = try forecast(definition(), contacts: 5, routes: [])
        #expect(none.finish == nil && none.shortfall.never == 5)
        let slow = try forecast(definition(), contacts: 1000, routes: [line(hour: 1, day: 1)])
        #expect(slow.shortfall.never > 600)
        #expect(slow.days.count < 400)
    }

    @Test
    func whatWasSentLatelyCounts() throws {
        var used = line()
        used.used = [30: 100, 600: 50]
        let forecast = try forecast(definition(), contacts: 60, routes: [used])
        // The hour is full for 30 more minutes, and the day for 50.
        #expect(forecast.waves[0].first == Self.monday + .seconds(1800))
        #expect(forecast.days.map(\.segments) == [50, 10])
    }

    @Test
    func aSIMThatWarmsUp() throws {
        var new = line()
        new.dayCaps = [20, 30, 45]
        let forecast = try forecast(definition(), contacts: 150, routes: [new])
        #expect(forecast.days.map(\.segments) == [20, 30, 45, 55])
    }

    /// By any 30 days, and by the month of the bill, which begins on the 1st; half of what this month allows is used.
    @Test(arguments: [
        (nil, 0, ["2026-11-23": 250, "2026-12-23": 250, "2027-01-22": 100]),
        (nil, 125, ["2026-11-23": 125, "2026-12-13": 125, "2026-12-23": 125, "2027-01-12": 125, "2027-01-22": 100]),
        (["2026-11-01", "2026-12-01", "2027-01-01"], 125, ["2026-11-23": 125, "2026-12-01": 250, "2027-01-01": 225]),
    ])
    func recipientsOfAMonth(starts: [String]?, used: Int, expected: [String: Int]) throws {
        var plan = line(hour: nil, day: nil)
        plan.months = ForecastMonths(
            starts: try starts?.map { try instant("\($0)T00:00:00Z") },
            recipients: 250,
            // Ten days ago.
            known: used == 0 ? [:] : [14_400: used]
        )
        let definition = try definition(days: "daily", hours: "00:00-24:00")
        let forecast = try forecast(definition, contacts: 600, routes: [plan])
        #expect(Dictionary(uniqueKeysWithValues: forecast.days.map { ("\($0.date)", $0.segments) }) == expected)
        #expect(forecast.isWhole)
    }

    /// Follow-ups go to people whom the line knows; a second line takes those that the first may not write to.
    @Test
    func followUpsNeedNoNewRecipients() throws {
        var plan = line("plan", hour: nil, day: nil)
        plan.months = ForecastMonths(recipients: 20)
        let sequence = try definition(delays: [.none, .days(1)])
        let alone = try forecast(sequence, contacts: 20, routes: [plan])
        #expect(alone.days.map(\.segments) == [20, 20])
        let both = try forecast(sequence, contacts: 40, routes: [plan, line("free")])
        #expect(both.days.map(\.segments) == [40, 40])
    }

    /// From when a step that is left out would have been due, the next one counts.
    @Test
    func aStepThatIsLeftOutTakesItsTime() throws {
        let sequence = try definition(delays: [.none, .days(3), .days(1)], days: "daily")
        let skipped = try forecast(sequence, contacts: 1, segments: [1, 0, 1], routes: [line()])
        #expect(skipped.days.map(\.date.description) == ["2026-11-23", "2026-11-27"])
    }

    /// Whom another line wrote to yesterday is somebody new to this one.
    @Test
    func aLineKnowsWhomItWroteTo() throws {
        var plan = line("plan", hour: nil, day: nil)
        plan.months = ForecastMonths(recipients: 3)
        let sequence = try definition(delays: [.none, .days(1), .days(1)])
        let both = try forecast(sequence, contacts: 8, routes: [plan, line("free")])
        #expect(both.days.map(\.segments) == [8, 8, 8])
        #expect(both.days.allSatisfy { $0.byRoute[0] <= 3 }, "\(both.days)")
    }

    @Test
    func segmentsOfAMonthOfTheBill() throws {
        var plan = line(hour: nil, day: nil)
        plan.used = [14_400: 50, 60 * 24 * 25: 1000]
        plan.months = ForecastMonths(
            starts: try ["2026-11-01", "2026-12-01"].map { try instant("\($0)T00:00:00Z") },
            segments: 100
        )
        let definition = try definition(days: "daily", hours: "00:00-24:00")
        let forecast = try forecast(definition, contacts: 120, routes: [plan])
        #expect(forecast.days.map(\.segments) == [50, 70])
        #expect(forecast.days.map(\.date.description) == ["2026-11-23", "2026-12-01"])
    }

    /// What they got of other campaigns, ten hours and a day ago, counts.
    @Test(arguments: [([-600], "2026-11-24"), ([-1500], "2026-11-23"), ([], "2026-11-23")] as [([Int], String)])
    func whatTheyGotBeforeCounts(earlier: [Int], expected: String) throws {
        let campaign = try definition(days: "daily")
        let rules = try zones.rules("Europe/Berlin")
        let hours = [OpenHours(campaign.window(ofStep: 0).window, zone: rules)]
        let input = ForecastInput(
            definition: campaign,
            start: Self.monday,
            zone: rules,
            clocks: [
                RecipientClock(zone: rules, hours: hours, caps: [SlidingLimit(count: 1, seconds: SlidingLimit.day)])
            ],
            groups: [ForecastInput.Group(clock: 0, segments: [1], contacts: 3, earlier: earlier)],
            routes: [line()]
        )
        let forecast = CampaignForecast(input)
        #expect(forecast.days.map(\.date.description) == [expected])
        #expect((forecast.heldForRecipients ?? 0) == (earlier == [-600] ? 3 : 0))
    }

    /// A month of the bill begins at a minute of its own, in this case at midnight.
    @Test
    func theMonthOfTheBillBeginsOnTime() throws {
        var plan = line(hour: nil, day: nil)
        let starts = try ["2026-11-14T23:00:00Z", "2026-12-14T23:00:00Z"].map { try instant($0) }
        plan.months = ForecastMonths(starts: starts, recipients: 3)
        let definition = try definition(days: "daily", hours: "00:00-24:00")
        let forecast = try forecast(definition, contacts: 5, routes: [plan], start: Self.monday + .seconds(30))
        #expect(forecast.days.map(\.date.description) == ["2026-11-23", "2026-12-15"])
    }

    /// Six in 30 days: the seventh step of a daily sequence waits for a month, and is said to.
    @Test
    func onePersonGetsOnlySoMany() throws {
        let sequence = try definition(
            delays: [.none] + Array(repeating: .days(1), count: 6),
            days: "daily"
        )
        let rules = try zones.rules("Europe/Berlin")
        let hours = sequence.steps.indices.map { OpenHours(sequence.window(ofStep: $0).window, zone: rules) }
        var input = ForecastInput(
            definition: sequence,
            start: Self.monday,
            zone: rules,
            clocks: [RecipientClock(zone: rules, hours: hours, caps: RecipientLimits.standard.caps(for: .marketing))],
            groups: [ForecastInput.Group(clock: 0, segments: Array(repeating: 1, count: 7), contacts: 20)],
            routes: [line()]
        )
        let forecast = CampaignForecast(input)
        #expect(forecast.isWhole && forecast.heldForRecipients == 20)
        #expect(forecast.waves[6].first == Self.monday + .seconds(30 * 86_400))
        input.clocks[0].caps = []
        #expect(CampaignForecast(input).heldForRecipients == nil)
        #expect(CampaignForecast(input).waves[6].first == Self.monday + .seconds(6 * 86_400))
    }

    @Test
    func contactsOnTheirWayGoOnWhereTheyAre() throws {
        let sequence = try definition(delays: [.none, .days(1)])
        let rules = try zones.rules("Europe/Berlin")
        let clock = RecipientClock(
            zone: rules,
            hours: sequence.steps.indices.map { OpenHours(sequence.window(ofStep: $0).window, zone: rules) }
        )
        let due = Self.monday + .seconds(7200)
        let forecast = CampaignForecast(
            ForecastInput(
                definition: sequence,
                start: Self.monday,
                zone: rules,
                clocks: [clock],
                groups: [ForecastInput.Group(clock: 0, segments: [1, 1], contacts: 4, step: 1, dueAt: due)],
                routes: [line()]
            )
        )
        #expect(forecast.waves.map(\.messages) == [0, 4])
        #expect(forecast.waves[1].first == due)
    }

    /// Against a life in seconds, with the very limits that judge messages: whole minutes add up to some minutes, never to
    /// more than an hour.
    @Test(arguments: 0..<40)
    func agreesWithTheLimitsThemselves(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let limits = RateLimits(
            perMinute: Int.random(in: 1...10, using: &generator),
            perHour: Int.random(in: 10...200, using: &generator),
            perDay: Int.random(in: 30...500, using: &generator)
        )
        let count = Int.random(in: 1...1200, using: &generator)
        let window = try SendingWindow(
            days: "daily",
            hours: Bool.random(using: &generator) ? "09:00-18:00" : "22:00-02:00"
        )
        var definition = try definition()
        definition.window = CampaignWindow(window: window, zone: .named("Europe/Berlin"))
        let rules = try zones.rules("Europe/Berlin")
        var handOvers: [Timestamp] = []
        var now = Self.monday
        while handOvers.count < count {
            now = limits.nextAllowed(from: now) { $0 <= handOvers.count ? handOvers[handOvers.count - $0] : nil }
            guard let opens = window.nextOpening(from: now, zone: rules) else { break }
            let closes = window.closing(after: opens, zone: rules) ?? opens
            if closes - opens < .seconds(300) {
                now = closes
            } else if opens > now {
                now = opens
            } else {
                handOvers.append(now)
            }
        }
        let route = ForecastRoute(name: "a", limits: limits.sliding)
        let forecast = try forecast(definition, contacts: count, routes: [route])
        let (expected, found) = (try #require(handOvers.last), try #require(forecast.finish))
        let difference = (found - expected).components.seconds
        #expect(
            (-600...3600).contains(difference),
            "\(limits) \(count): \(difference) s of \((expected - Self.monday))"
        )
    }

    /// A hundred thousand contacts and three steps: some seconds, in whatever build.
    @Test
    func manyContactsTakeSeconds() throws {
        let sequence = try definition(delays: [.none, .days(1), .businessDays(3)], days: "daily")
        let routes = (1...8).map { line("line\($0)", minute: 30, hour: 1000, day: 8000) }
        let clock = ContinuousClock()
        var result: CampaignForecast?
        let time = try clock.measure {
            result = try forecast(sequence, contacts: 100_000, segments: [1, 2, 1], routes: routes)
        }
        #expect(result?.messages == 300_000)
        #expect(result?.segments == 400_000)
        #expect(time < .seconds(30), "\(time)")
        print("a forecast of 300,000 messages took \(time)")
    }
}
