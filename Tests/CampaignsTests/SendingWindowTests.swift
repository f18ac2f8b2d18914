import Campaigns
import Foundation
import Testing

@Suite
struct SendingWindowTests {
    struct Case: Sendable {
        var days: String
        var hours: String
        var zone: String
        var from: String
        var opens: String?
        var closes: String?
    }

    static let cases = [
        Case(
            days: "mon-fri",
            hours: "09:00-18:00",
            zone: "Europe/Berlin",
            from: "2026-11-23T07:59:59Z",
            opens: "2026-11-23T08:00:00Z"
        ),
        Case(
            days: "mon-fri",
            hours: "09:00-18:00",
            zone: "Europe/Berlin",
            from: "2026-11-23T08:00:00Z",
            opens: "2026-11-23T08:00:00Z",
            closes: "2026-11-23T17:00:00Z"
        ),
        Case(
            days: "mon-fri",
            hours: "09:00-18:00",
            zone: "Europe/Berlin",
            from: "2026-11-23T17:00:00Z",
            opens: "2026-11-24T08:00:00Z"
        ),
        Case(
            days: "mon-fri",
            hours: "09:00-18:00",
            zone: "Europe/Berlin",
            from: "2026-11-27T17:00:00Z",
            opens: "2026-11-30T08:00:00Z"
        ),
        Case(
            days: "daily",
            hours: "09:00-12:30, 14:00-18:00",
            zone: "Europe/Berlin",
            from: "2026-11-23T11:30:00Z",
            opens: "2026-11-23T13:00:00Z"
        ),
        Case(
            days: "daily",
            hours: "09:00-12:30,12:30-18:00",
            zone: "Europe/Berlin",
            from: "2026-11-23T09:00:00Z",
            opens: "2026-11-23T09:00:00Z",
            closes: "2026-11-23T17:00:00Z"
        ),
        // Across midnight: Friday's hours end on Saturday.
        Case(
            days: "fri",
            hours: "22:00-02:00",
            zone: "Europe/Berlin",
            from: "2026-11-28T00:59:00Z",
            opens: "2026-11-28T00:59:00Z",
            closes: "2026-11-28T01:00:00Z"
        ),
        Case(
            days: "fri",
            hours: "22:00-02:00",
            zone: "Europe/Berlin",
            from: "2026-11-28T01:00:00Z",
            opens: "2026-12-04T21:00:00Z"
        ),
        Case(
            days: "sat, sun",
            hours: "00:00-24:00",
            zone: "Europe/Berlin",
            from: "2026-11-28T12:00:00Z",
            opens: "2026-11-28T12:00:00Z",
            closes: "2026-11-29T23:00:00Z"
        ),
        // The clock goes forward: 02:30 does not exist, and the hours shrink.
        Case(
            days: "sun",
            hours: "02:30-04:00",
            zone: "Europe/Berlin",
            from: "2026-03-29T00:00:00Z",
            opens: "2026-03-29T01:00:00Z"
        ),
        Case(
            days: "sun",
            hours: "02:30-04:00",
            zone: "Europe/Berlin",
            from: "2026-03-29T01:00:00Z",
            opens: "2026-03-29T01:00:00Z",
            closes: "2026-03-29T02:00:00Z"
        ),
        Case(
            days: "sun",
            hours: "02:10-02:50",
            zone: "Europe/Berlin",
            from: "2026-03-29T00:00:00Z",
            opens: "2026-04-05T00:10:00Z"
        ),
        // The clock goes back: 02:30 comes twice, and the window opens once.
        Case(
            days: "sun",
            hours: "02:30-04:00",
            zone: "Europe/Berlin",
            from: "2026-10-25T00:29:00Z",
            opens: "2026-10-25T00:30:00Z"
        ),
        Case(
            days: "sun",
            hours: "02:30-04:00",
            zone: "Europe/Berlin",
            from: "2026-10-25T00:30:00Z",
            opens: "2026-10-25T00:30:00Z",
            closes: "2026-10-25T03:00:00Z"
        ),
        Case(
            days: "sun",
            hours: "01:00-02:30",
            zone: "Europe/Berlin",
            from: "2026-10-25T00:30:00Z",
            opens: "2026-11-01T00:00:00Z"
        ),
        Case(
            days: "sat",
            hours: "22:00-02:00",
            zone: "Australia/Lord_Howe",
            from: "2026-04-04T12:00:00Z",
            opens: "2026-04-04T12:00:00Z",
            closes: "2026-04-04T15:30:00Z"
        ),
        // Midnight itself is skipped.
        Case(
            days: "sun",
            hours: "00:00-06:00",
            zone: "America/Sao_Paulo",
            from: "2018-11-04T00:00:00Z",
            opens: "2018-11-04T03:00:00Z"
        ),
    ]

    @Test(arguments: cases)
    func opensAndCloses(example: Case) throws {
        let window = try SendingWindow(days: example.days, hours: example.hours)
        let zone = try zones.rules(example.zone)
        let from = try instant(example.from)
        #expect(try window.nextOpening(from: from, zone: zone) == example.opens.map(instant))
        #expect(try window.closing(after: from, zone: zone) == example.closes.map(instant))
        #expect(window.isOpen(at: from, zone: zone) == (example.closes != nil))
    }

    @Test
    func excludedDaysAreClosedFromMidnightToMidnight() throws {
        let zone = try zones.rules("Europe/Berlin")
        let christmas = try #require(CivilDate("2026-12-25"))
        let window = try SendingWindow(days: "daily", hours: "22:00-02:00", exclusions: [christmas])
        #expect(
            try window.closing(after: instant("2026-12-24T22:00:00Z"), zone: zone) == instant("2026-12-24T23:00:00Z")
        )
        #expect(
            try window.nextOpening(from: instant("2026-12-24T23:00:00Z"), zone: zone) == instant("2026-12-25T23:00:00Z")
        )
        #expect(try !window.isOpen(at: instant("2026-12-25T21:30:00Z"), zone: zone))
    }

    @Test
    func neverOpeningIsToldAndAlwaysOpenHasNoEnd() throws {
        let days = try (0..<500).map { try #require(CivilDate("2026-01-01")).adding(days: $0) }
        let closed = try SendingWindow(days: "daily", hours: "00:00-24:00", exclusions: days)
        let now = try instant("2026-01-02T00:00:00Z")
        #expect(closed.nextOpening(from: now, zone: .utc) == nil)
        #expect(SendingWindow.always.isOpen(at: now, zone: .utc))
        #expect(SendingWindow.always.closing(after: now, zone: .utc) == nil)
        let nearly = try SendingWindow(days: "daily", hours: "00:00-12:00,12:00-24:00")
        #expect(try nearly.closing(after: now, zone: .utc) == instant("2026-01-11T00:00:00Z"))
    }

    /// Open, opening and closing tell one story, in every zone and around every clock change.
    @Test(arguments: ["Europe/Berlin", "America/Sao_Paulo", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Kolkata"])
    func openingAndClosingAgree(name: String) throws {
        let zone = try zones.rules(name)
        let seed = UInt64(99)
        var generator = SeededGenerator(seed: seed)
        for round in 0..<150 {
            let spans = (0..<Int.random(in: 1...3, using: &generator)).compactMap { _ in
                WindowSpan(
                    weekdays: Weekdays(rawValue: UInt8.random(in: 1...127, using: &generator)),
                    startMinute: 15 * Int.random(in: 0..<96, using: &generator),
                    endMinute: 15 * Int.random(in: 1...96, using: &generator)
                )
            }
            guard let window = SendingWindow(spans: spans) else { continue }
            var time = Timestamp(seconds: Int64.random(in: 1_500_000_000...2_500_000_000, using: &generator))
            if round.isMultiple(of: 2), let change = zone.nextChange(after: time) {
                time = change + .seconds(60 * Int.random(in: -400...400, using: &generator))
            }
            let comment = Comment(rawValue: "seed \(seed) round \(round) \(name) \(spans) at \(time.seconds)")
            let isOpen = window.isOpen(at: time, zone: zone)
            guard let opening = window.nextOpening(from: time, zone: zone) else {
                #expect(!isOpen, comment)
                continue
            }
            #expect((opening == time) == isOpen, comment)
            #expect(window.isOpen(at: opening, zone: zone), comment)
            if opening > time {
                #expect(!window.isOpen(at: opening - .milliseconds(1), zone: zone), comment)
                let between = Int64.random(in: time.milliseconds..<opening.milliseconds, using: &generator)
                #expect(!window.isOpen(at: Timestamp(milliseconds: between), zone: zone), comment)
            }
            let closing = try #require(window.closing(after: opening, zone: zone), comment)
            #expect(closing > opening, comment)
            #expect(window.isOpen(at: closing - .milliseconds(1), zone: zone), comment)
            if closing - opening < .seconds(7 * 86_400) { #expect(!window.isOpen(at: closing, zone: zone), comment) }
            // Where no clock change is near, the wall clock alone decides.
            let near = time - .seconds(3 * 86_400)
            if zone.nextChange(after: near).map({ $0 - near > .seconds(6 * 86_400) }) ?? true {
                #expect(isOpen == isOpenByTheWall(spans, zone.civilTime(at: time)), comment)
            }
        }
    }

    private func isOpenByTheWall(_ spans: [WindowSpan], _ wall: CivilTime) -> Bool {
        let minute = wall.minuteOfDay
        return spans.contains { span in
            let (today, yesterday) = (wall.date.weekday, wall.date.adding(days: -1).weekday)
            guard span.crossesMidnight else {
                return span.weekdays.contains(today) && (span.startMinute..<span.endMinute).contains(minute)
            }
            return (span.weekdays.contains(today) && minute >= span.startMinute)
                || (span.weekdays.contains(yesterday) && minute < span.endMinute)
        }
    }

    @Test(arguments: [
        ("mon-fri", "mon-fri"), ("Monday - Wednesday, SAT", "mon-wed, sat"), ("fri-mon", "mon, fri-sun"),
        ("daily", "mon-sun"), ("weekend", "sat, sun"), ("thurs", "thu"),
    ])
    func readsDays(text: String, expected: String) throws {
        #expect(try SendingWindow(days: text, hours: "9-17").spans[0].weekdays.description == expected)
    }

    @Test(arguments: ["mo-fr", "", "mon,", "mon-fri-sun", "someday"])
    func refusesDays(text: String) {
        #expect(throws: WindowProblem.badDays(text)) { try SendingWindow(days: text, hours: "9-17") }
    }

    @Test(arguments: ["", "9", "9:00-25:00", "09:00-09:00", "9:60-10", "9-10-11", "-9-10", "24:00-02:00"])
    func refusesHours(text: String) {
        #expect(throws: WindowProblem.badHours(text)) { try SendingWindow(days: "mon", hours: text) }
    }

    /// Days of every year, and those that move with Easter, which is on 2027-03-28 and 2028-04-16.
    @Test(arguments: [
        ("12-25", "2027-12-25", true), ("12-25", "2031-12-25", true), ("12-25", "2027-12-24", false),
        ("easter", "2027-03-28", true), ("easter+1", "2027-03-29", true), ("easter-2", "2028-04-14", true),
        ("easter+1", "2028-03-29", false), ("easter-100", "2027-12-18", false), ("easter-100", "2026-12-18", true),
        ("02-29", "2028-02-29", true), ("2027-05-05", "2027-05-05", true), ("2027-05-05", "2028-05-05", false),
    ])
    func closedOnHolidays(day: String, date: String, isClosed: Bool) throws {
        let holiday = try #require(Holiday(day))
        #expect(holiday.description == day)
        let window = try #require(SendingWindow.except([holiday]))
        let noon = try #require(Timestamp(rfc3339: date + "T12:00:00Z"))
        #expect(window.isOpen(at: noon, zone: .utc) != isClosed)
        if isClosed { #expect(window.nextOpening(from: noon, zone: .utc) == noon + .seconds(43_200)) }
        let stored = try JSONDecoder().decode(SendingWindow.self, from: JSONEncoder().encode(window))
        #expect(stored == window)
    }
}
