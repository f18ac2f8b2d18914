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
    func textsThatAreWrittenOtherwise() throws {
        let rest = #""name": "x", "agent": "y", "steps": [{"text": "z"}], "window": {"hours": "9-17", "zone": "UTC"}"#
        func file(_ keys: String) throws -> CampaignFile { try decoded("{\(rest)\(keys)}") }
        let plain = try file("").validate(zones: zones)
        #expect(plain.missing == .block && plain.optOutText == nil && plain.alphabet == .any)
        // What was stored before there were these keys has the same hash.
        let stored = String(decoding: try JSONEncoder().encode(plain), as: UTF8.self)
        #expect(!stored.contains("missing") && !stored.contains("alphabet"))
        let keys = #", "missing": "skip", "opt_out_text": " STOP ends ", "alphabet": "gsm""#
        let definition = try file(keys).validate(zones: zones)
        #expect(definition.missing == .skip && definition.optOutText == "STOP ends" && definition.alphabet == .gsm)
        let again = try JSONEncoder().encode(definition)
        #expect(try JSONDecoder().decode(CampaignDefinition.self, from: again) == definition)
        #expect(CampaignDifference.between(plain, definition).map(\.key) == ["missing", "opt_out_text", "alphabet"])
        let edit = CampaignEdit(from: plain, to: definition, isStarted: true, sentSteps: 1)
        #expect(edit.problems.map(\.key) == ["opt_out_text", "alphabet"])
        let bad = try file(#", "missing": "leave", "opt_out_text": "{{name}} STOP", "alphabet": "latin""#)
        let problems = #expect(throws: CampaignProblems.self) { try bad.validate(zones: zones) }
        #expect(try #require(problems).problems.map(\.key) == ["missing", "opt_out_text", "alphabet"])
    }

    @Test
    func allThatIsWrongIsToldAtOnce() throws {
        let file: CampaignFile = try decoded(
            """
            {"name": " ", "category": "marketting", "window": {"days": "mo-fr", "hours": "9-25", "zone": "Europe/Berlim"},
            "limits": {"per_hour": 0}, "ends": {"on_reply": false, "after": "31.12."}, "on_late": "resend",
            "validity": "soon", "on_automatic": "go", "steps": [{"require_delivered": true, "delay": "tomorrow", "text": "Hi {{name"}, {}]}
            """
        )
        let problems = #expect(throws: CampaignProblems.self) { try file.validate(zones: zones) }
        let keys = try #require(problems).problems.map(\.key)
        #expect(
            keys == [
                "name", "category", "agent", "window.days", "window.zone", "limits.per_hour", "ends.on_reply",
                "ends.after[0]", "on_late", "validity", "on_automatic",
                "steps[0].require_delivered", "steps[0].delay", "steps[0].text", "steps[1].text",
            ]
        )
    }

    @Test
    func routes() throws {
        let rest = #""name": "x", "agent": "y", "steps": [{"text": "z"}], "window": {"hours": "9-17", "zone": "UTC"}"#
        func file(_ routes: String) throws -> CampaignFile { try decoded("{\(rest)\(routes)}") }
        #expect(try file("").validate(zones: zones).routes == [])
        #expect(try file("").validate(zones: zones).goes(by: "line9"))
        for text in [#"["line1", "cloud"]"#, #""line1, cloud""#] {
            let definition = try file(", \"routes\": \(text)").validate(zones: zones)
            #expect(definition.routes == ["line1", "cloud"])
            #expect(definition.goes(by: "cloud") && !definition.goes(by: "line9"))
        }
        for (text, key) in [("[]", "routes"), (#"["a", "a"]"#, "routes[1]")] {
            let problems = #expect(throws: CampaignProblems.self) {
                try file(", \"routes\": \(text)").validate(zones: zones)
            }
            #expect(problems?.problems.map(\.key) == [key])
        }
    }

    @Test
    func policyBudgetAndBreakers() throws {
        let rest = """
            "name": "x", "agent": "y", "steps": [{"text": "z"}], "window": {"hours": "9-17", "zone": "UTC"}
            """
        let plain = try (decoded("{\(rest)}") as CampaignFile).validate(zones: zones)
        #expect(plain.policy == nil && plain.budget == nil && plain.breakers == .standard)
        let definition = try
            (decoded(
                """
                {\(rest), "policy": "eu-strict", "limits": {"budget": "12.50"},
                "breakers": {"failures": "30 % of 50", "opt_outs": "off"}}
                """
            ) as CampaignFile).validate(zones: zones)
        #expect(definition.policy == "eu-strict" && definition.budget?.thousandths == 12_500)
        #expect(definition.breakers.failures == .init(30, of: 50) && definition.breakers.optOuts == nil)
        #expect(definition.breakers.blocks == BreakerSettings.standard.blocks)
        #expect(try CampaignFile(definition).validate(zones: zones) == definition)
        let stored = try JSONEncoder().encode(definition)
        #expect(try JSONDecoder().decode(CampaignDefinition.self, from: stored) == definition)
        let wrong: CampaignFile = try decoded(
            "{\(rest), \"limits\": {\"budget\": 0}, \"breakers\": {\"blocks\": \"many\"}}"
        )
        let problems = try #require(#expect(throws: CampaignProblems.self) { try wrong.validate(zones: zones) })
        #expect(problems.problems.map(\.key) == ["limits.budget", "breakers.blocks"])
    }

    @Test
    func goals() throws {
        let rest = """
            "name": "x", "agent": "y", "steps": [{"text": "z"}], "window": {"hours": "9-17", "zone": "UTC"}
            """
        func goal(_ json: String) throws -> CampaignGoal? {
            let definition = try (decoded("{\(rest)\(json)}") as CampaignFile).validate(zones: zones)
            #expect(try CampaignFile(definition).validate(zones: zones) == definition)
            let stored = try JSONEncoder().encode(definition)
            #expect(try JSONDecoder().decode(CampaignDefinition.self, from: stored) == definition)
            return definition.goal
        }
        #expect(try goal("") == nil)
        #expect(
            try goal(", \"goal\": {\"name\": \"reply\", \"value\": \"5.00\"}")
                == CampaignGoal(name: "reply", value: Amount("5"))
        )
        #expect(try goal(", \"goal\": {\"value\": 2}") == CampaignGoal(value: Amount("2")))
        for (wrong, key) in [
            ("{}", "goal"), ("{\"name\": \" \"}", "goal.name"), ("{\"name\": \"replied\"}", "goal.name"),
        ] {
            let problems = #expect(throws: CampaignProblems.self) { try goal(", \"goal\": \(wrong)") }
            #expect(problems?.problems.map(\.key) == [key])
        }
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
        ("2 business days", .businessDays(2)), ("1 Business Day", .businessDays(1)), ("3bd", .businessDays(3)),
        ("5 working days", .businessDays(5)), ("400 business days", nil), ("2026-12-01", nil),
    ]

    @Test(arguments: delays)
    func readsDelays(text: String, expected: CampaignDelay?) {
        #expect(CampaignDelay(text) == expected)
        if let expected { #expect(CampaignDelay(expected.description) == expected) }
    }

    static let dates: [(String, Bool, String?)] = [
        ("2026-12-01", true, "2026-12-01"), ("2026-12-01 10:00", true, "2026-12-01 10:00"),
        ("2026-12-01T10:00", true, "2026-12-01 10:00"), (" 2026-12-01  09:05:00 ", true, "2026-12-01 09:05"),
        ("2026-02-29", false, nil), ("2026-12-01 24:00", false, nil), ("2026-12-01 9:00", false, nil),
        ("1.12.2026", false, nil), ("2026-12-01 10:00 CET", false, nil), ("2026-12-01 10:00:30", false, nil),
        ("", false, nil),
    ]

    @Test(arguments: dates)
    func readsDates(text: String, isDate: Bool, written: String?) throws {
        let date = CampaignDelay(date: text)
        #expect((date != nil) == isDate)
        #expect(date?.description == written)
        guard let date else { return }
        #expect(date.isDate)
        #expect(try JSONDecoder().decode([CampaignDelay].self, from: JSONEncoder().encode([date])) == [date])
    }

    @Test
    func datesThatCannotBeMeantAreRefused() throws {
        let file: CampaignFile = try decoded(
            """
            {"name": "x", "agent": "y", "ends": {"after": "2026-12-20"},
            "window": {"days": "mon-fri", "hours": "09:00-18:00", "zone": "Europe/Berlin", "except": ["2026-12-08"]},
            "steps": [{"at": "2026-12-03 10:00", "text": "a"}, {"at": "2026-12-04", "text": "b"},
            {"at": "2026-12-05", "text": "c"}, {"at": "2026-12-08", "text": "d"}, {"delay": "1 day", "text": "e"},
            {"at": "2026-12-21 10:00", "text": "f"}]}
            """
        )
        let problems = #expect(throws: CampaignProblems.self) { try file.validate(zones: zones) }
        #expect(
            try #require(problems).problems.map(\.description) == [
                "steps[2].at: the window is closed on 2026-12-05, a saturday: choose another day",
                "steps[3].at: the window is closed on 2026-12-08, a tuesday: choose another day",
                "steps[5].at: 2026-12-21 is after 2026-12-20, the last day (ends.after)",
            ]
        )
        let both: CampaignFile = try decoded(
            """
            {"name": "x", "agent": "y", "window": {"hours": "09:00-18:00", "zone": "UTC"},
            "steps": [{"at": "2026-12-03", "delay": "1 day", "text": "a"}, {"delay": "2026-12-03", "text": "a"},
            {"at": "soon", "text": "a"}]}
            """
        )
        let keys = #expect(throws: CampaignProblems.self) { try both.validate(zones: zones) }
        #expect(try #require(keys).problems.map(\.key) == ["steps[0]", "steps[1].delay", "steps[2].at"])
    }

    @Test(arguments: [
        ("2026-12-03 10:00", "2026-12-03 09:00"), ("2026-12-04", "2026-12-03 18:00"), ("2026-12-03", "2026-12-03"),
        ("2026-12-03 10:00", "2026-12-03"),
    ])
    func datesGoForwards(first: String, second: String) throws {
        let file: CampaignFile = try decoded(
            """
            {"name": "x", "agent": "y", "window": {"hours": "09:00-18:00", "zone": "UTC"},
            "steps": [{"at": "\(first)", "text": "a"}, {"at": "\(second)", "text": "b"}]}
            """
        )
        let problems = #expect(throws: CampaignProblems.self) { try file.validate(zones: zones) }
        #expect(try #require(problems).problems.map(\.key) == ["steps[1].at"])
    }

    private static func day(_ text: String) -> CivilDate {
        guard let date = CivilDate(text) else { preconditionFailure("\(text) is no date") }
        return date
    }

    static let due: [(CampaignDelay, String, String, String)] = [
        (.minutes(60), "Europe/Berlin", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"),
        // A day of the calendar keeps the time on the wall, so it is 23 or 25 hours long when the clock is changed.
        (.days(1), "Europe/Berlin", "2026-03-28T10:00:00Z", "2026-03-29T09:00:00Z"),
        (.days(1), "Europe/Berlin", "2026-10-24T10:00:00Z", "2026-10-25T11:00:00Z"),
        (.days(1), "Europe/Berlin", "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z"),
        (.days(1), "Australia/Lord_Howe", "2026-10-03T00:00:00Z", "2026-10-03T23:30:00Z"),
        (.days(0), "Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T01:30:00Z"),
        // The same of business days: Friday to Monday over the change, and on from a weekend.
        (.businessDays(1), "Europe/Berlin", "2026-03-27T10:00:00Z", "2026-03-30T09:00:00Z"),
        (.businessDays(1), "Europe/Berlin", "2026-10-23T10:00:00Z", "2026-10-26T11:00:00Z"),
        (.businessDays(1), "Europe/Berlin", "2026-10-24T10:00:00Z", "2026-10-26T11:00:00Z"),
        (.businessDays(5), "America/New_York", "2026-11-02T15:00:00Z", "2026-11-09T15:00:00Z"),
        // 25 December, a Friday, is excluded: the business day after the 24th is Monday.
        (.businessDays(1), "Europe/Berlin", "2026-12-24T10:00:00Z", "2026-12-28T10:00:00Z"),
        (.businessDays(0), "Europe/Berlin", "2026-12-25T10:00:00Z", "2026-12-25T10:00:00Z"),
        // Dates are read on the wall, whenever the step before was sent; a time that the change skips is the moment after.
        (.date(day("2026-03-29"), minute: 150), "Europe/Berlin", "2026-01-01T00:00:00Z", "2026-03-29T01:00:00Z"),
        (.date(day("2026-10-25"), minute: 150), "Europe/Berlin", "2026-11-01T00:00:00Z", "2026-10-25T00:30:00Z"),
        (.date(day("2026-12-01"), minute: 600), "America/Sao_Paulo", "2026-11-01T00:00:00Z", "2026-12-01T13:00:00Z"),
        // Without a time, the first open moment of the day.
        (.date(day("2026-03-30"), minute: nil), "Europe/Berlin", "2026-01-01T00:00:00Z", "2026-03-30T07:00:00Z"),
        (.date(day("2026-12-01"), minute: nil), "Europe/Berlin", "2026-01-01T00:00:00Z", "2026-12-01T08:00:00Z"),
    ]

    /// However many days off there are and whatever the clocks do: never on one of them, and the time of day stays.
    @Test(arguments: ["Europe/Berlin", "America/Sao_Paulo", "Australia/Sydney", "Pacific/Apia", "Asia/Kathmandu"])
    func businessDaysAreWorked(zone name: String) throws {
        let zone = try zones.rules(name)
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let start = Timestamp(seconds: Int64.random(in: 1_767_225_600...1_893_456_000, using: &generator))
            let off = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                zone.civilTime(at: start).date.adding(days: Int.random(in: -5...60, using: &generator))
            }
            let window = try SendingWindow(days: "daily", hours: "09:00-18:00", exclusions: off)
            let count = Int.random(in: 1...30, using: &generator)
            let due = CampaignDelay.businessDays(count).due(after: start, zone: zone, window: window)
            let (from, to) = (zone.civilTime(at: start), zone.civilTime(at: due))
            #expect(Weekdays.mondayToFriday.contains(to.date.weekday) && !off.contains(to.date), "\(from) \(to)")
            var worked = 0
            var day = from.date
            while day < to.date {
                day = day.adding(days: 1)
                if Weekdays.mondayToFriday.contains(day.weekday), !off.contains(day) { worked += 1 }
            }
            #expect(worked == count, "\(from) \(to)")
            // Only a time that the change skips moves.
            if zone.instant(of: CivilTime(date: to.date, minute: 0)) + .seconds(86_400)
                == zone.instant(of: CivilTime(date: to.date, minute: 1440))
            {
                #expect(from.secondOfDay == to.secondOfDay, "\(from) \(to)")
            }
        }
    }

    @Test(arguments: due)
    func daysAreThoseOfTheRecipient(delay: CampaignDelay, zone: String, from: String, expected: String) throws {
        let window = try SendingWindow(
            days: "mon-fri",
            hours: "09:00-18:00",
            exclusions: [try #require(CivilDate("2026-12-25"))]
        )
        #expect(try delay.due(after: instant(from), zone: zones.rules(zone), window: window) == instant(expected))
    }
}
