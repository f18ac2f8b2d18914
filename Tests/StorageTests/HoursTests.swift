import Campaigns
import Testing

@testable import Storage

@Suite struct HoursTests {
    private func person(_ number: String, zone: String? = nil) throws -> ImportedContact {
        ImportedContact(
            number: try #require(PhoneNumber(e164: number)),
            name: "N",
            timeZone: zone,
            consent: ConsentRecord(kind: .expressWritten, source: "paper", capturedAt: noon, capturedBy: "desk"),
            line: 1
        )
    }

    private func window(_ hours: String, fallback: String = "Europe/Berlin") throws -> CampaignWindow {
        CampaignWindow(window: try SendingWindow(days: "daily", hours: hours), zone: .recipient(fallback: fallback))
    }

    private func time(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }

    /// When the first message leaves, looked for each quarter of an hour from `noon` (2026-06-01T12:00Z) on, and for how
    /// long the network may try.
    private func firstSent(
        _ bench: Bench,
        _ line: RouteTerms,
        until end: Timestamp
    ) async throws -> (at: Timestamp, validity: Duration)? {
        var now = noon
        while now < end {
            if let message = try await bench.claim(line, at: now),
                case .go(let validity) = try await bench.store.handOver(message, sequence: 1, on: line, at: now)
            {
                try await bench.answer(message, .accepted(reference: 1), on: line, at: now)
                return (now, validity)
            }
            now += .seconds(900)
        }
        return nil
    }

    struct Case: Sendable {
        var number: String
        var zone: String?
        var hours: String
        var leaves: String?
        /// What the network may try at most, where the window ends it.
        var validity: Int64?
    }

    static let cases = [
        // By the clock of the contact.
        Case(
            number: "+61412345678",
            zone: "Australia/Perth",
            hours: "09:00-20:00",
            leaves: "2026-06-02T01:00:00Z",
            validity: 39_600
        ),
        // From 09:00 in Perth (+8) to 20:00 on Lord Howe Island (+10:30).
        Case(number: "+61412345678", zone: nil, hours: "09:00-20:00", leaves: "2026-06-02T01:00:00Z", validity: 30_600),
        // A zone that is known by the prefix alone.
        Case(
            number: "+250788123456",
            zone: nil,
            hours: "09:00-13:00",
            leaves: "2026-06-02T07:00:00Z",
            validity: 14_400
        ),
        // A zone that nobody knows is none.
        Case(number: "+250788123456", zone: "Mars/Base", hours: "09:00-13:00", leaves: "2026-06-02T07:00:00Z"),
        // What no prefix tells is the fallback's: +882 is no country.
        Case(number: "+882123456789", zone: nil, hours: "09:00-13:00", leaves: "2026-06-02T07:00:00Z"),
        // No hour in common, now or ever.
        Case(number: "+61412345678", zone: nil, hours: "09:00-10:00", leaves: nil),
    ]

    @Test(arguments: cases)
    func byTheClockOfTheRecipient(example: Case) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(
                window: try window(example.hours),
                people: [try person(example.number, zone: example.zone)]
            )
            let sent = try await firstSent(bench, line, until: noon + .seconds(3 * 86_400))
            let zones = try await bench.store.read { transaction in
                try transaction.recipientZones(of: example.number, at: noon).zones.map(\.identifier)
            }
            #expect(try sent?.at == example.leaves.map(time), "\(zones)")
            if let validity = example.validity { #expect(sent?.validity == .seconds(validity)) }
        }
    }

    /// It is said what to do, a time zone that comes helps at once, and nobody is waited for for ever.
    @Test func withoutACommonHourAPersonIsAsked() async throws {
        for isTold in [true, false] {
            try await Bench.run { bench in
                let line = try await bench.line()
                try await bench.campaign(window: try window("09:00-10:00"), people: [try person("+61412345678")])
                #expect(try await bench.claim(line) == nil)
                let held = try await bench.store.story(of: 1).decisions.last
                #expect(held?.detail.contains("give the contact a time zone") == true)
                let view = try await bench.store.campaign("news", at: noon, Situation())
                #expect(view.activityKind == .waitingForWindow)
                #expect(view.activity.contains("give the contact a time zone"))
                if isTold {
                    _ = try await bench.store.write { transaction in
                        try transaction.run("UPDATE contact SET time_zone = 'Australia/Sydney'")
                    }
                    let sent = try await firstSent(bench, line, until: noon + .seconds(2 * 86_400))
                    #expect(try sent?.at == time("2026-06-01T23:00:00Z"))
                } else {
                    #expect(try await firstSent(bench, line, until: noon + .seconds(8 * 86_400)) == nil)
                    #expect(try await bench.state(1) == .expired)
                    #expect(try await bench.text("SELECT reason FROM message")?.contains("give the contact") == true)
                    #expect(try await bench.campaignState() == "completed")
                }
            }
        }
    }

    /// Days are counted on the recipient's clock: the first of several.
    @Test func delaysOfDaysAreTheRecipients() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            // 2026-10-04, 02:00 → 03:00 in Sydney: a day there is 23 hours long.
            let start = try time("2026-10-03T02:00:00Z")
            try await bench.campaign(
                steps: [CampaignStep("One"), CampaignStep("Two", after: .days(1))],
                window: try window("00:00-24:00"),
                people: [try person("+61212345678", zone: "Australia/Sydney")],
                at: start
            )
            #expect(try await bench.send(line, at: start) != nil)
            #expect(try await bench.moments("SELECT due_at FROM enrollment") == [start + .seconds(23 * 3600)])
        }
    }

    // MARK: Policies

    private static let usa = Policy(
        name: "us",
        title: "",
        version: 1,
        note: "",
        prefixes: ["+1"],
        rules: PolicyRules(
            window: try? SendingWindow(days: "daily", hours: "08:00-21:00"),
            caps: [SlidingLimit(count: 1, seconds: SlidingLimit.day)],
            consent: [.expressWritten],
            confirmationMinutes: 5
        ),
        parts: [
            Policy.Part(
                name: "Florida",
                prefixes: ["+1305"],
                rules: PolicyRules(window: try? SendingWindow(days: "daily", hours: "08:00-20:00"))
            )
        ]
    )

    struct PolicyCase: Sendable {
        var number: String
        var category: CampaignCategory
        var policy: String?
        var leaves: String
        var validity: Int64?
    }

    /// The campaign itself may send at any time; it begins at noon UTC, which is 08:00 in New York and Miami.
    static let policyCases = [
        PolicyCase(
            number: "+12125550100",
            category: .marketing,
            policy: nil,
            leaves: "2026-06-01T12:00:00Z",
            validity: 46_800
        ),
        PolicyCase(
            number: "+13055550100",
            category: .marketing,
            policy: nil,
            leaves: "2026-06-01T12:00:00Z",
            validity: 43_200
        ),
        // 08:00 in Los Angeles.
        PolicyCase(
            number: "+12135550100",
            category: .marketing,
            policy: nil,
            leaves: "2026-06-01T15:00:00Z",
            validity: 46_800
        ),
        PolicyCase(
            number: "+12135550100",
            category: .transactional,
            policy: nil,
            leaves: "2026-06-01T12:00:00Z",
            validity: 86_400
        ),
        PolicyCase(
            number: "+12135550100",
            category: .marketing,
            policy: "none",
            leaves: "2026-06-01T12:00:00Z",
            validity: 86_400
        ),
        // By its name it holds for anybody; without, for its own numbers alone. Noon UTC is 21:00 in Tokyo.
        PolicyCase(
            number: "+81312345678",
            category: .marketing,
            policy: nil,
            leaves: "2026-06-01T12:00:00Z",
            validity: 86_400
        ),
        PolicyCase(
            number: "+81312345678",
            category: .marketing,
            policy: "us",
            leaves: "2026-06-01T23:00:00Z",
            validity: 46_800
        ),
    ]

    @Test(arguments: policyCases)
    func quietHoursAreTheRecipients(example: PolicyCase) async throws {
        try await Bench.run(policies: PolicyShelf([Self.usa])) { bench in
            let line = try await bench.line()
            try await bench.campaign(people: [try person(example.number)]) {
                $0.category = example.category
                $0.policy = example.policy
            }
            let sent = try await firstSent(bench, line, until: noon + .seconds(2 * 86_400))
            #expect(try sent?.at == time(example.leaves))
            if let validity = example.validity { #expect(sent?.validity == .seconds(validity)) }
            let details = try await bench.store.story(of: 1).decisions.map(\.detail)
            let waits = try time(example.leaves) > noon
            #expect(details.contains { $0.contains("quiet hours of the policy us") } == waits, "\(details)")
        }
    }

    @Test func aPolicyAsksForConsentAndCaps() async throws {
        try await Bench.run(policies: PolicyShelf([Self.usa])) { bench in
            let line = try await bench.line()
            var weak = try person("+12125550101")
            weak.consent?.kind = .implied
            weak.line = 2
            try await bench.campaign("one", people: [try person("+12125550100"), weak]) { $0.category = .marketing }
            #expect(try await bench.send(line)?.number.e164 == "+12125550100")
            #expect(try await bench.send(line) == nil)
            let refused = try await bench.text("SELECT reason FROM enrollment WHERE state = 'excluded'")
            #expect(refused == "no consent of the kind express written, which the policy us wants")
            // The cap counts messages of other campaigns too.
            try await bench.campaign("two", people: [try person("+12125550100")]) { $0.category = .marketing }
            #expect(try await bench.send(line, at: noon + .seconds(3600)) == nil)
            #expect(try await bench.send(line, at: noon + .seconds(86_401)) != nil)
        }
    }

    /// At the hand-over, too: another one that goes on counting is not of the kind that is needed.
    @Test func whereTheNeededConsentEndsNothingLeaves() async throws {
        try await Bench.run(policies: PolicyShelf([Self.usa])) { bench in
            let line = try await bench.line()
            var person = try person("+12125550100")
            person.consent?.kind = .expressWritten
            person.consent?.expiresAt = noon + .seconds(60)
            try await bench.campaign("one", people: [person]) { $0.category = .marketing }
            let implied = ConsentRecord(kind: .implied, source: "till", capturedAt: noon, capturedBy: "anna")
            let number = try #require(PhoneNumber(e164: "+12125550100"))
            try await bench.store.addConsent(implied, to: number, liftsOptOut: false, at: noon)
            #expect(try await bench.send(line, at: noon + .seconds(61)) == nil)
            #expect(try await bench.text("SELECT state FROM enrollment") == "excluded")
            let reason = try await bench.text("SELECT reason FROM message")
            #expect(reason == "no consent of the kind express written, which the policy us wants")
        }
    }

    @Test(arguments: [(CampaignCategory.marketing, "excluded"), (.informational, "active")])
    func consentToATransactionIsNoneToMarketing(category: CampaignCategory, state: String) async throws {
        try await Bench.run { bench in
            var person = try person("+4915112345601")
            person.consent?.kind = .transactional
            try await bench.campaign("one", people: [person]) { $0.category = category }
            #expect(try await bench.text("SELECT state FROM enrollment") == state)
        }
    }

    /// A confirmation that is late is none.
    @Test func confirmationsHaveTheirMinutes() async throws {
        try await Bench.run(policies: PolicyShelf([Self.usa])) { bench in
            let line = try await bench.line()
            let number = try #require(PhoneNumber(e164: "+12125550100"))
            try await bench.receive("STOP", from: .person(number), on: line)
            #expect(try await bench.moments("SELECT deadline FROM message") == [noon + .seconds(300)])
            _ = try await bench.store.plan(at: noon + .seconds(301))
            #expect(try await bench.state(1) == .expired)
            try await bench.receive("STOP", from: .person(Bench.number(2)), on: line, id: "another")
            #expect(try await bench.count("SELECT COUNT(*) FROM message WHERE deadline IS NULL") == 1)
        }
    }

    @Test func aPolicyThatIsGoneHoldsItsCampaigns() async throws {
        let memory = try MemoryDatabase()
        try await Bench.run(memory: memory, policies: PolicyShelf([Self.usa])) { bench in
            try await bench.campaign { $0.policy = "us" }
        }
        try await Bench.run(memory: memory) { bench in
            let line = try await bench.line()
            #expect(try await bench.claim(line) == nil)
            let view = try await bench.store.campaign("news", at: noon, Situation())
            #expect(view.activity.contains("there is no policy “us” any more"))
        }
    }

    // MARK: Lines and days

    @Test func aLineHasHoursOfItsOwn() async throws {
        try await Bench.run { bench in
            var (line, other) = (try await bench.line(), try await bench.line("two"))
            line.window = CampaignWindow(
                window: try SendingWindow(days: "daily", hours: "14:00-16:00"),
                zone: .named("UTC")
            )
            try await bench.campaign(contacts: 1...3)
            try await bench.enqueue("no campaign", to: 9)
            #expect(try await bench.send(line)?.text == "no campaign")
            #expect(try await bench.store.claim(line, at: noon) == .nothing(until: noon + .seconds(7200)))
            // Another line may send it meanwhile.
            #expect(try await bench.send(other) != nil)
            other.window = line.window
            let later = noon + .seconds(7200)
            let message = try #require(try await bench.claim(line, at: later))
            let verdict = try await bench.store.handOver(message, sequence: 1, on: line, at: later)
            #expect(verdict == .go(validity: .seconds(7200)))
            let view = try await bench.store.campaign(
                "news",
                at: noon,
                Situation(routes: [Situation.Route(name: "two", terms: other)])
            )
            #expect(view.activityKind == .sending)
            try await bench.store.release(message, at: later, reason: "test")
        }
    }

    @Test func aBlackoutClosesEveryCampaign() async throws {
        let day = try #require(CivilDate("2026-06-01"))
        try await Bench.run(settings: { $0.blackout = [.once(day)] }) { bench in
            let line = try await bench.line()
            try await bench.campaign(window: CampaignWindow(window: .always, zone: .named("Europe/Berlin")))
            try await bench.enqueue("no campaign", to: 9)
            #expect(try await bench.send(line)?.text == "no campaign")
            #expect(try await bench.send(line) == nil)
            let sent = try await firstSent(bench, line, until: noon + .seconds(2 * 86_400))
            #expect(try sent?.at == time("2026-06-01T22:00:00Z"))
        }
    }
}
