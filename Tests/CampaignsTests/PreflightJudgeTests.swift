import Foundation
import Testing

@testable import Campaigns

@Suite
struct PreflightJudgeTests {
    /// Monday, 2026-11-23T09:00 in Berlin.
    private static let now = Timestamp(seconds: 1_795_420_800)

    /// Everything in order, to be spoilt.
    private struct Case {
        var definition: CampaignDefinition
        var figures = PreflightFigures()
        var routes: [PreflightSurroundings.Route]
        var agent = PreflightSurroundings.Agent(
            name: "desk",
            isKnown: true,
            isPerson: false,
            hash: ContentHash(of: "rules")
        )
        var senderName: String? = "Clinic"
        var missingPolicy: String?
        var sentSteps = 0
        var unknownRoutes: [String] = []
        let zone: ZoneRules

        init() throws {
            zone = try zones.rules("Europe/Berlin")
            let window = try SendingWindow(days: "mon-fri", hours: "09:00-18:00")
            definition = CampaignDefinition(
                name: "x",
                agent: "desk",
                steps: [CampaignStep(text: try MessageTemplate("Clinic: hi. STOP ends"))],
                window: CampaignWindow(window: window, zone: .named("Europe/Berlin"))
            )
            figures.rows = 300
            figures.contacts = 300
            figures.consent.covered = 300
            figures.consent.kinds = ["express": 300]
            figures.numbers.regions = ["DE": 300]
            var step = TextFigures(step: 1)
            (step.texts, step.gsm7, step.segments, step.histogram) = (300, 300, 300, [300])
            (step.withSender, step.sample) = (300, "Clinic: hi. STOP ends")
            figures.steps = [step]
            routes = [PreflightJudgeTests.line("line1")]
            agent.test = .init(at: now - .seconds(86_400), passed: true, scenarios: 8, failed: 0)
        }

        func judge() -> PreflightJudge {
            let clock = RecipientClock(zone: zone, hours: [OpenHours(definition.window.window, zone: zone)])
            let input = ForecastInput(
                definition: definition,
                start: now,
                zone: zone,
                clocks: [clock],
                groups: [ForecastInput.Group(clock: 0, segments: [1], contacts: figures.contacts)],
                routes: routes.map(\.forecast),
                budget: definition.budget?.thousandths
            )
            return PreflightJudge(
                definition: definition,
                figures: figures,
                forecast: CampaignForecast(input),
                surroundings: PreflightSurroundings(
                    now: now,
                    zone: zone,
                    routes: routes,
                    unknownRoutes: unknownRoutes,
                    agent: agent,
                    senderName: senderName,
                    currency: "EUR",
                    missingPolicy: missingPolicy,
                    sentSteps: sentSteps
                )
            )
        }

        func finding(_ check: PreflightCheck) -> PreflightFinding? { judge().findings.first { $0.check == check } }
    }

    static func line(_ name: String, _ limits: RateLimits = .line, price: Int = 0) -> PreflightSurroundings.Route {
        PreflightSurroundings.Route(
            name: name,
            isProvider: false,
            obstacle: nil,
            limits: limits,
            price: Amount(thousandths: price),
            forecast: ForecastRoute(name: name, limits: limits.sliding, price: price)
        )
    }

    /// A limit that the campaign does not come near is nobody's worry.
    @Test
    func highLimitsThatNothingUses() throws {
        var bench = try Case()
        bench.routes = [Self.line("a", RateLimits(perMinute: 60, perDay: 5000))]
        let finding = try #require(bench.finding(.limits))
        #expect(finding.verdict == .ok)
        #expect(finding.meaning.contains("at most 300 a day by a"))
    }

    @Test
    func whatIsInOrderPasses() throws {
        let judge = try Case().judge()
        #expect(judge.findings.filter { $0.verdict != .ok }.isEmpty, "\(judge.findings)")
        #expect(judge.findings.map(\.check) == judge.findings.map(\.check).sorted { order($0) < order($1) })
        let finish = try #require(judge.findings.first { $0.check == .finish })
        #expect(finish.figure.hasPrefix("2026-11-24 "))
        #expect(judge.confirmations.map(\.topic) == [.consent, .content, .limits, .agent])
        #expect(judge.confirmations[0].statement.hasPrefix("The 300 contacts agreed"))
    }

    @Test
    func routesThatThereAreNot() throws {
        var one = try Case()
        (one.routes, one.unknownRoutes, one.definition.routes) = ([], ["line8", "line9"], ["line8", "line9"])
        let none = try #require(one.finding(.lines))
        #expect(none.verdict == .fault && none.figure == "there is no line or provider “line8”, “line9”")
        var other = try Case()
        other.definition.routes = ["cloud"]
        other.routes[0].name = "cloud"
        other.routes[0].isProvider = true
        let alone = try #require(other.finding(.lines))
        #expect(alone.verdict == .ok && alone.figure == "cloud alone")
    }

    private func order(_ check: PreflightCheck) -> Int { PreflightCheck.allCases.firstIndex(of: check) ?? 0 }

    /// One thing is wrong, and that check alone says so, with what to do.
    private static let spoilt:
        [(String, PreflightCheck, PreflightFinding.Verdict, String, @Sendable (inout Case) throws -> Void)] = [
            (
                "nobody", .audience, .fault, "nobody",
                {
                    $0.figures.rows = 0; $0.figures.contacts = 0; $0.figures.steps = []
                }
            ),
            (
                "one unknown route", .lines, .warning, "no line or provider “line9”",
                {
                    $0.unknownRoutes = ["line9"]; $0.definition.routes = ["line1", "line9"]
                }
            ),
            ("no consent", .consent, .warning, "none is recorded", { $0.figures.consent.covered = 290 }),
            ("old consent", .consent, .warning, "18 months", { $0.figures.consent.old = 3 }),
            ("weak consent", .consent, .warning, "kind", { $0.figures.consent.weak = 3 }),
            ("landlines", .numbers, .warning, "3 not mobile", { $0.figures.numbers.landline = 3 }),
            ("several zones", .zones, .warning, "several", { $0.figures.severalZones = 3 }),
            ("no common hour", .zones, .fault, "no hour", { $0.figures.withoutHours = 3 }),
            ("busy", .overlap, .warning, "left out", { $0.figures.busyElsewhere = 3 }),
            (
                "unknown field", .fields, .fault, "did you mean {{town}}?",
                { $0.figures.unknownFields = ["twon": "town"] }
            ),
            (
                "missing field", .fields, .fault, "step 1: town in 2 rows",
                {
                    $0.figures.steps[0].missing = [TextFigures.Count(what: "town", texts: 2)]
                }
            ),
            (
                "missing field that is skipped", .fields, .warning, "the step is left out",
                {
                    $0.figures.steps[0].missing = [TextFigures.Count(what: "town", texts: 2)]
                    $0.definition.missing = .skip
                }
            ),
            (
                "segments to save", .encoding, .warning, "alphabet: gsm would make it 300",
                {
                    $0.figures.steps[0].ucs2 = 300
                    $0.figures.steps[0].segments = 600
                    $0.figures.steps[0].savable = 300
                }
            ),
            ("too long", .texts, .fault, "2 texts too long", { $0.figures.steps[0].tooLong = 2 }),
            (
                "odd", .texts, .warning, "two blanks",
                {
                    $0.figures.steps[0].suspicious = [TextFigures.Count(what: "two blanks in a row", texts: 2)]
                }
            ),
            ("long", .texts, .warning, "5 of 4", { $0.figures.steps[0].histogram = [295, 0, 0, 5] }),
            (
                "UCS-2 of the text", .encoding, .warning, "’",
                {
                    $0.figures.steps[0].ucs2 = 300
                    $0.figures.steps[0].culprits = [
                        TextFigures.Character(character: "’", texts: 300, isInTemplate: true)
                    ]
                }
            ),
            (
                "shortener", .links, .warning, "bit.ly",
                {
                    $0.figures.steps[0].links = [TextFigures.Link(host: "bit.ly", texts: 300, isShortener: true)]
                }
            ),
            (
                "opt-out text needed", .optOutText, .fault, "STOP ends messages",
                { $0.figures.steps[0].withoutOptOut = 300 }
            ),
            (
                "opt-out text", .optOutText, .warning, "STOP ends messages",
                { $0.figures.steps[0].sample = "Clinic: hi" }
            ),
            ("sender", .sender, .warning, "missing in 300", { $0.figures.steps[0].withSender = 0 }),
            (
                "sender of marketing", .sender, .fault, "missing in 300",
                {
                    $0.figures.steps[0].withSender = 0
                    $0.figures.steps[0].withoutSender = 300
                }
            ),
            ("no sender name", .sender, .warning, "sender_name", { $0.senderName = nil }),
            ("unknown agent", .agent, .fault, "no agent", { $0.agent.isKnown = false }),
            ("untested agent", .agent, .fault, "smsbridge agent test desk", { $0.agent.test = nil }),
            (
                "failed agent", .agent, .fault, "failed 2 of 8",
                {
                    $0.agent.test?.passed = false; $0.agent.test?.failed = 2
                }
            ),
            ("old test", .agent, .fault, "30 days", { $0.agent.test?.at = now - .seconds(31 * 86_400) }),
            (
                "a date that is over", .dates, .fault, "is over",
                {
                    $0.definition.steps[0].delay = .date(try #require(CivilDate("2026-11-20")), minute: nil)
                }
            ),
            (
                "an hour that is over", .dates, .fault, "is over",
                {
                    $0.definition.steps[0].delay = .date(try #require(CivilDate("2026-11-23")), minute: 500)
                }
            ),
            (
                "no reports", .delivery, .fault, "no report ever came by line1",
                {
                    $0.definition.steps.append($0.definition.steps[0])
                    $0.definition.steps[1].requiresDelivery = true
                    $0.routes = [line("line1")]
                    $0.routes[0].reports = false
                }
            ),
            (
                "some reports", .delivery, .warning, "gets no step 2",
                {
                    $0.definition.steps.append($0.definition.steps[0])
                    $0.definition.steps[1].requiresDelivery = true
                    $0.routes = [line("line1"), line("line2")]
                    $0.routes[0].reports = false
                }
            ),
            ("no line is ready", .lines, .warning, "no SIM", { $0.routes[0].obstacle = "no SIM" }),
            (
                "high limits", .limits, .warning, "plan",
                {
                    $0.routes = [line("a", RateLimits(perMinute: 60, perDay: 5000))]
                    $0.figures.contacts = 6000
                }
            ),
            ("no limits", .limits, .warning, "without a limit", { $0.routes = [line("a", RateLimits(perMinute: 60))] }),
            (
                "end date", .finish, .fault, "cannot finish before the end date 2026-11-23",
                {
                    $0.definition.lastDay = CivilDate("2026-11-23")
                }
            ),
            ("too slow", .finish, .fault, "400 days", { $0.figures.contacts = 90_000 }),
            ("late", .finish, .warning, "on_late", { $0.definition.onLate = .drop }),
            ("total", .finish, .warning, "limits.total", { $0.definition.totalSegments = 100 }),
            (
                "budget", .cost, .warning, "of a budget of 5.00 EUR",
                {
                    $0.routes = [line("a", price: 70)]
                    $0.definition.budget = Amount("5")
                }
            ),
            ("policy", .policy, .fault, "no policy “xx”", { $0.missingPolicy = "xx" }),
        ]

    @Test
    func whatIsWrongIsToldWithWhatToDo() throws {
        for (name, check, verdict, words, spoil) in Self.spoilt {
            var spoilt = try Case()
            try spoil(&spoilt)
            let finding = try #require(spoilt.finding(check), "\(name)")
            #expect(finding.verdict == verdict, "\(name): \(finding)")
            let all = [finding.figure, finding.meaning, finding.remedy ?? ""].joined(separator: " | ")
            #expect(all.contains(words), "\(name): \(all)")
            #expect(finding.remedy != nil, "\(name)")
        }
    }

    @Test
    func whatTheGSMAlphabetHasNothingForIsNamed() throws {
        var spoilt = try Case()
        spoilt.definition.alphabet = .gsm
        spoilt.figures.steps[0].ucs2 = 1
        spoilt.figures.steps[0].culprits = [TextFigures.Character(character: "Ч", texts: 1, isInTemplate: false)]
        let finding = try #require(spoilt.finding(.encoding))
        #expect(finding.verdict == .ok && finding.remedy == nil)
        #expect(finding.meaning.hasPrefix("of the fields: Ч; the GSM alphabet has nothing for them"))
    }

    @Test
    func noLineAtAllIsAFault() throws {
        var spoilt = try Case()
        spoilt.routes = []
        #expect(spoilt.finding(.lines)?.verdict == .fault)
        #expect(spoilt.finding(.finish)?.verdict == .fault)
    }

    @Test
    func peopleNeedNoTest() throws {
        var people = try Case()
        people.agent = PreflightSurroundings.Agent(name: "human", isKnown: true, isPerson: true, hash: nil)
        #expect(people.finding(.agent)?.verdict == .ok)
        #expect(people.judge().confirmations[3].statement.hasPrefix("People are there"))
    }

    /// Of a step that has begun, some may still have to get it.
    @Test(arguments: [0, 300])
    func whatEverybodyHasIsNotAskedForAgain(left: Int) throws {
        var sent = try Case()
        sent.senderName = nil
        sent.figures.steps[0].texts = left
        sent.figures.steps[0].withoutOptOut = left
        sent.sentSteps = 1
        #expect((sent.finding(.optOutText) != nil) == (left > 0))
        #expect((sent.finding(.sender) != nil) == (left > 0))
        #expect(sent.judge().confirmations[1].statement.contains(left > 0 ? "1 step " : "0 steps "))
    }

    @Test(arguments: [(12_000, "12.00", "22.50"), (50, "0.05", "22.50")])
    func aBudgetHidesNoCost(budget: Int, shown: String, whole: String) throws {
        var short = try Case()
        short.routes = [Self.line("line1", price: 75)]
        short.definition.budget = Amount(thousandths: budget)
        let cost = try #require(short.finding(.cost))
        #expect(cost.verdict == .warning && cost.figure == "\(whole) EUR of a budget of \(shown) EUR")
        #expect(cost.meaning.contains("300 segments"))
        let finish = try #require(short.finding(.finish))
        #expect(finish.verdict == (budget < 75 ? .fault : .warning))
        #expect("\(finish.meaning) \(finish.remedy ?? "")".contains("budget"))
        #expect(short.judge().confirmations[2].statement.hasPrefix("300 segments for \(whole) EUR, of which "))
        short.definition.budget = Amount(thousandths: 22_500)
        #expect(short.finding(.cost)?.verdict == .ok && short.finding(.finish)?.verdict == .ok)
        #expect(short.judge().confirmations[2].statement.hasPrefix("300 segments for 22.50 EUR, finished on "))
    }

    @Test
    func aTotalThatIsUsedUpIsNamed() throws {
        var short = try Case()
        short.definition.totalSegments = 0
        let finish = try #require(short.finding(.finish))
        #expect(finish.verdict == .fault && finish.remedy == "raise limits.total", "\(finish)")
        short.definition.totalSegments = 100
        #expect(short.finding(.finish)?.verdict == .warning)
    }

    // MARK: The token

    private func basis(_ text: String = "a", agent: String = "r") -> PreflightBasis {
        PreflightBasis(
            campaign: ContentHash(of: text),
            version: 1,
            audience: ContentHash(of: "b"),
            agent: ContentHash(of: agent),
            limits: ContentHash(of: "c"),
            policy: ContentHash(of: "d")
        )
    }

    @Test
    func theTokenIsBoundToAllOfIt() throws {
        let one = PreflightAttestation(
            by: "Anna",
            at: Self.now,
            confirmations: [PreflightConfirmation(.consent, "yes")]
        )
        let token = try one.token(for: basis())
        #expect(try one.token(for: basis()) == token)
        #expect(try one.token(for: basis("A")) != token)
        #expect(try one.token(for: basis(agent: "R")) != token)
        var other = one
        other.by = "Bob"
        #expect(try other.token(for: basis()) != token)
        other = one
        other.confirmations = []
        #expect(try other.token(for: basis()) != token)
    }

    @Test
    func whatChangedIsToldByName() {
        #expect(basis().changes(to: basis()).isEmpty)
        #expect(basis().changes(to: basis("A")) == ["the campaign was edited"])
        #expect(basis().changes(to: basis("A", agent: "R")).count == 2)
    }
}
