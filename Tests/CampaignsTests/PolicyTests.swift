import Campaigns
import Testing

@Suite
struct PolicyTests {
    private let good = """
        {"name": "xx", "title": "Somewhere", "version": 2, "note": "no legal advice", "prefixes": ["+999"],
        "quiet": [{"days": "mon-sat", "hours": "21:00-08:00"}, {"days": "sun", "hours": "00:00-24:00"}],
        "except": ["12-25", "2026-07-14", "easter+1"], "caps": ["3 in 24 hours", "6 in 30 days"],
        "consent": ["express written", "soft opt-in"], "opt_out_text": "every", "confirmation_minutes": 5,
        "consent_age": "12 months", "old_consent": "leave out", "double_opt_in": true, "identity": "every",
        "parts": [{"name": "North", "prefixes": ["+9991"], "quiet": [{"hours": "20:00-09:00"}]},
        {"name": "Far north", "prefixes": ["+99912"], "caps": ["1 in 7 days"], "categories": ["marketing", "informational"],
        "old_consent": "warn", "double_opt_in": false, "identity": "first"}]}
        """

    private func number(_ text: String) throws -> PhoneNumber { try #require(PhoneNumber(e164: text)) }

    @Test
    func aGoodFileBecomesAPolicy() throws {
        let policy = try (decoded(good) as PolicyFile).validate()
        #expect(policy.name == "xx" && policy.version == 2)
        // What is not quiet is open; a night that reaches into Sunday makes no difference there.
        #expect(
            policy.rules.window?.spans.map(\.description) == ["mon 00:00-21:00", "tue-sat 08:00-21:00"]
        )
        #expect(policy.rules.caps.map(\.description) == ["3 a day", "6 in 30 days"])
        #expect(policy.rules.consent == [.expressWritten, .softOptIn])
        #expect(policy.rules.optOutText == .every && policy.rules.confirmationMinutes == 5)
        #expect(policy.rules.consentAge?.days == 365 && policy.rules.oldConsent == .leaveOut)
        #expect(policy.rules.doubleOptIn && policy.rules.identity == .every)
        let days = try #require(policy.rules.window?.exclusions)
        for day in ["2026-12-25", "2040-12-25", "2026-07-14", "2026-04-06", "2027-03-29"] {
            #expect(days.contains(try #require(CivilDate(day))))
        }
        #expect(!days.contains(try #require(CivilDate("2027-07-14"))))
        // A part has what it does not change from the whole.
        let north = try #require(policy.part(of: number("+999155555"))?.rules)
        #expect(north.window?.spans.map(\.description) == ["mon-sun 09:00-20:00"])
        #expect(north.window?.exclusions == days && north.caps == policy.rules.caps && north.confirmationMinutes == 5)
        let far = try #require(policy.part(of: number("+999125555"))?.rules)
        #expect(far.caps.map(\.description) == ["one in 7 days"] && far.window == policy.rules.window)
        #expect(north.doubleOptIn && north.oldConsent == .leaveOut && north.identity == .every)
        #expect(!far.doubleOptIn && far.oldConsent == .warn && far.identity == .first && far.consentAge?.days == 365)
        #expect(far.concerns(.informational) && !north.concerns(.informational))
        #expect(policy.part(of: try number("+999255555")) == nil)
    }

    @Test
    func allThatIsWrongIsToldAtOnce() throws {
        let file: PolicyFile = try decoded(
            """
            {"name": "Über", "quiet": [{"days": "mo-fr", "hours": "9-25"}, {}], "except": ["31.12.", "easter+999"],
            "caps": ["3 per day"], "consent": ["maybe"], "opt_out_text": "often", "prefixes": ["49", "+4x"],
            "confirmation_minutes": 0, "consent_age": "old", "old_consent": "keep", "identity": "last", "categories": ["marketting"],
            "parts": [{"quiet": [{"hours": "00:00-24:00"}]}]}
            """
        )
        let problems = try #require(#expect(throws: CampaignProblems.self) { try file.validate() }).problems
        let keys = problems.map(\.key)
        for key in [
            "name", "version", "note", "quiet[0].days", "quiet[1].hours", "except[0]", "except[1]", "caps[0]",
            "consent[0]", "opt_out_text", "prefixes[0]", "prefixes[1]", "confirmation_minutes", "categories",
            "consent_age",
            "old_consent", "identity", "parts[0].name", "parts[0].prefixes", "parts[0].quiet",
        ] { #expect(keys.contains(key), "\(key) is not in \(keys)") }
        #expect(problems.first { $0.key == "categories" }?.reason.contains("did you mean 'marketing'?") == true)
    }

    static let easters = [
        (1961, "1961-04-02"), (2000, "2000-04-23"), (2008, "2008-03-23"), (2026, "2026-04-05"), (2027, "2027-03-28"),
        (2038, "2038-04-25"), (2049, "2049-04-18"), (2065, "2065-03-29"),
    ]

    @Test(arguments: easters)
    func knowsEaster(year: Int, sunday: String) throws {
        #expect(Holiday("easter")?.dates(in: year...year) == [try #require(CivilDate(sunday))])
    }

    static let holidays: [(String, Holiday?)] = [
        ("12-25", .yearly(month: 12, day: 25)), ("02-29", .yearly(month: 2, day: 29)), ("easter-2", .easter(-2)),
        ("Easter + 39", .easter(39)), ("02-30", nil), ("easter*2", nil), ("easter+", nil), ("2026-02-30", nil),
        ("christmas", nil), ("", nil),
    ]

    @Test(arguments: holidays)
    func readsHolidays(text: String, expected: Holiday?) { #expect(Holiday(text) == expected) }

    @Test
    func theLongestBeginningOfANumberDecides() throws {
        func policy(_ name: String, _ prefixes: [String], _ cap: Int, parts: [Policy.Part] = []) -> Policy {
            let rules = PolicyRules(caps: [SlidingLimit(count: cap, seconds: 60)])
            return Policy(name: name, title: name, version: 1, note: "", prefixes: prefixes, rules: rules, parts: parts)
        }
        let state = Policy.Part(
            name: "State",
            prefixes: ["+1305"],
            rules: PolicyRules(caps: [SlidingLimit(count: 9, seconds: 60)])
        )
        let shelf = PolicyShelf([
            policy("us", ["+1"], 1, parts: [state]), policy("ca", ["+1204"], 2), policy("rest", ["+"], 3),
            policy("strict", [], 4, parts: [state]),
        ])
        let table: [(String, String?, String?, Int?)] = [
            ("+12125550100", nil, "us", 1), ("+13055550100", nil, "us, State", 9), ("+12045550100", nil, "ca", 2),
            ("+4915112345678", nil, "rest", 3), ("+4915112345678", "strict", "strict", 4),
            ("+13055550100", "strict", "strict, State", 9), ("+4915112345678", "us", "us", 1),
            ("+12125550100", "none", nil, nil), ("+12125550100", "gone", nil, nil),
        ]
        for (text, named, expected, cap) in table {
            let match = shelf.match(try number(text), named: named)
            #expect(match?.name == expected, "\(text), \(named ?? "-")")
            #expect(match?.rules.caps.first?.count == cap, "\(text), \(named ?? "-")")
        }
        #expect(shelf.names == ["ca", "rest", "strict", "us", "none"])
        let clashes = PolicyShelf.clashes(in: [policy("a", ["+49"], 1), policy("b", ["+49"], 1), policy("c", [], 1)])
        #expect(clashes.map(\.prefix) == ["+49"] && clashes.first?.names == ["a", "b"])
    }
}
