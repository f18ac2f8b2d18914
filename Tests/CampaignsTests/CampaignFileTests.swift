import Campaigns
import Foundation
import Testing

@Suite
struct CampaignFileTests {
    private let good = """
        {"name": "Reminder", "agent": "front", "window": {"days": "mon-fri", "hours": ["09:00-12:00", "14:00-18:00"],
        "zone": "Europe/Berlin", "except": "2026-12-25"}, "limits": {"per_minute": 10, "total": 200},
        "ends": {"after": "2026-12-31"}, "defaults": {"Name": "there"}, "on_late": "skip", "validity": "6 hours",
        "steps": [{"text": "Hi {{name}}"}, {"delay": "2 days", "text": "Again", "window": {"hours": "10-11"}}]}
        """

    @Test
    func aGoodFileBecomesADefinition() throws {
        let definition = try (decoded(good) as CampaignFile).validate(zones: zones)
        #expect(definition.name == "Reminder")
        #expect(definition.category == .informational)
        #expect(definition.window.zone == .named("Europe/Berlin"))
        #expect(definition.window.window.spans.count == 2)
        #expect(definition.limits == RateLimits(perMinute: 10))
        #expect(definition.totalSegments == 200)
        #expect(definition.onLate == .skip)
        #expect(definition.validitySeconds == 21_600)
        #expect(definition.steps.map(\.delay) == [.none, .days(2)])
        #expect(definition.window(ofStep: 1).window.spans.map(\.description) == ["mon-sun 10:00-11:00"])
        #expect(definition.window(ofStep: 1).zone == .named("Europe/Berlin"))
        #expect(definition.window(ofStep: 1).window.exclusions.map(\.description) == ["2026-12-25"])
        #expect(definition.end(zone: .utc) == (try instant("2027-01-01T00:00:00Z")))
        #expect(try definition.text(ofStep: 0, fields: ["name": ""]) == "Hi there")
        #expect(try definition.text(ofStep: 0, fields: ["name": "Anna"]) == "Hi Anna")
        let stored = try JSONEncoder().encode(definition)
        #expect(try JSONDecoder().decode(CampaignDefinition.self, from: stored) == definition)
    }

    @Test
    func allThatIsWrongIsToldAtOnce() throws {
        let file: CampaignFile = try decoded(
            """
            {"name": " ", "category": "marketting", "window": {"days": "mo-fr", "hours": "9-25", "zone": "Europe/Berlim"},
            "limits": {"per_hour": 0}, "ends": {"on_reply": false, "after": "31.12."}, "on_late": "resend",
            "validity": "soon", "steps": [{"delay": "tomorrow", "text": "Hi {{name"}, {}]}
            """
        )
        let problems = #expect(throws: CampaignProblems.self) { try file.validate(zones: zones) }
        let keys = try #require(problems).problems.map(\.key)
        #expect(
            keys == [
                "name", "category", "agent", "window.days", "window.zone", "limits.per_hour", "ends.on_reply",
                "ends.after[0]", "on_late", "validity", "steps[0].delay", "steps[0].text", "steps[1].text",
            ]
        )
    }

    @Test
    func emptyFilesAreRefused() throws {
        let file: CampaignFile = try decoded("{}")
        let problems = #expect(throws: CampaignProblems.self) { try file.validate(zones: zones) }
        #expect(try #require(problems).problems.map(\.key) == ["name", "agent", "window", "steps"])
    }

    @Test
    func recipientsClocksNeedAFallback() throws {
        let file: CampaignFile = try decoded(
            """
            {"name": "x", "agent": "y", "steps": [{"text": "z"}], "window": {"zone": "recipient", "fallback_zone": "Asia/Tokyo",
            "open": [{"days": "mon-fri", "hours": "09:00-18:00"}, {"days": "sat", "hours": "10:00-12:00"}]}}
            """
        )
        let definition = try file.validate(zones: zones)
        #expect(definition.window.zoneName(recipient: nil) == "Asia/Tokyo")
        #expect(definition.window.zoneName(recipient: "Europe/Paris") == "Europe/Paris")
        #expect(definition.window.window.spans.count == 2)
    }

    @Test
    func unknownKeysComeWithASuggestion() {
        let problems = CampaignFile.unknownKeys(["days", "hourz", "banana"], at: .window, path: "steps[1].window")
        #expect(problems.map(\.key) == ["steps[1].window.hourz", "steps[1].window.banana"])
        #expect(problems[0].reason.contains("did you mean 'hours'?"))
        #expect(problems[1].reason.contains("expected one of days, hours, open"))
        #expect(CampaignFile.level(below: "steps", at: .top) == .step)
        #expect(CampaignFile.level(below: "window", at: .step) == .window)
        #expect(CampaignFile.level(below: "name", at: .top) == nil)
    }

    static let delays: [(String, CampaignDelay?)] = [
        ("0", .minutes(0)), ("30 minutes", .minutes(30)), ("90m", .minutes(90)), ("2 Hours", .minutes(120)),
        ("1 day", .days(1)), ("3d", .days(3)), ("1 week", .days(7)), ("366 days", .days(366)), ("367 days", nil),
        ("-1 day", nil), ("", nil), ("5", nil), ("two days", nil), ("99999999 minutes", nil),
    ]

    @Test(arguments: delays)
    func readsDelays(text: String, expected: CampaignDelay?) {
        #expect(CampaignDelay(text) == expected)
        if let expected { #expect(CampaignDelay(expected.description) == expected) }
    }

    static let due: [(CampaignDelay, String, String, String)] = [
        (.minutes(60), "Europe/Berlin", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"),
        // A day of the calendar keeps the time on the wall, so it is 23 or 25 hours long when the clock is changed.
        (.days(1), "Europe/Berlin", "2026-03-28T10:00:00Z", "2026-03-29T09:00:00Z"),
        (.days(1), "Europe/Berlin", "2026-10-24T10:00:00Z", "2026-10-25T11:00:00Z"),
        (.days(1), "Europe/Berlin", "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z"),
        (.days(1), "Australia/Lord_Howe", "2026-10-03T00:00:00Z", "2026-10-03T23:30:00Z"),
        (.days(0), "Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T01:30:00Z"),
    ]

    @Test(arguments: due)
    func daysAreThoseOfTheRecipient(delay: CampaignDelay, zone: String, from: String, expected: String) throws {
        #expect(try delay.due(after: instant(from), zone: zones.rules(zone)) == instant(expected))
    }
}
