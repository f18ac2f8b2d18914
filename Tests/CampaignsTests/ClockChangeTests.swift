import Campaigns
import Testing

/// Nights on which the clock is changed, by the system's zone data.
@Suite("Windows and delays across changes of the clock")
struct ClockChangeTests {
    /// 22:00-02:00, on every day.
    struct Night: Sendable {
        var zone: String
        var opens: String
        var closes: String
    }

    static let nights = [
        // Europe/Paris: 2027-03-28 02:00 → 03:00, 2026-10-25 03:00 → 02:00.
        Night(zone: "Europe/Paris", opens: "2027-03-27T21:00:00Z", closes: "2027-03-28T01:00:00Z"),
        Night(zone: "Europe/Paris", opens: "2026-10-24T20:00:00Z", closes: "2026-10-25T00:00:00Z"),
        // America/Sao_Paulo, when it still had summer time: 2018-11-04 00:00 → 01:00, 2019-02-17 00:00 → 23:00.
        Night(zone: "America/Sao_Paulo", opens: "2018-11-04T01:00:00Z", closes: "2018-11-04T04:00:00Z"),
        Night(zone: "America/Sao_Paulo", opens: "2019-02-17T00:00:00Z", closes: "2019-02-17T05:00:00Z"),
        // Australia/Sydney: 2026-10-04 02:00 → 03:00, 2026-04-05 03:00 → 02:00.
        Night(zone: "Australia/Sydney", opens: "2026-10-03T12:00:00Z", closes: "2026-10-03T16:00:00Z"),
        Night(zone: "Australia/Sydney", opens: "2026-04-04T11:00:00Z", closes: "2026-04-04T15:00:00Z"),
    ]

    @Test(arguments: nights)
    func aWindowAcrossMidnightOpensOnceAndClosesByTheNewTime(night: Night) throws {
        let window = try SendingWindow(days: "daily", hours: "22:00-02:00")
        let zone = try zones.rules(night.zone)
        let (opens, closes) = (try instant(night.opens), try instant(night.closes))
        #expect(window.nextOpening(from: opens - .seconds(3 * 3600), zone: zone) == opens)
        #expect(window.closing(after: opens, zone: zone) == closes)
        #expect(!window.isOpen(at: opens - .milliseconds(1), zone: zone))
        #expect(!window.isOpen(at: closes, zone: zone))
        // From noon to noon it goes up once and down once, minute by minute, also where an hour comes twice.
        let states = stride(from: -8 * 3600, through: 14 * 3600, by: 60).map { second in
            window.isOpen(at: opens + .seconds(Int64(second)), zone: zone)
        }
        let openings = zip(states, states.dropFirst()).count { !$0 && $1 }
        #expect(openings == 1)
    }

    /// Every daily window, whatever its hours, opens at most once between two noons.
    @Test(arguments: ["Europe/Paris", "America/Sao_Paulo", "Australia/Sydney"], 0..<24)
    func noWindowOpensTwice(name: String, hour: Int) throws {
        let zone = try zones.rules(name)
        let years = ["2018-06-01T00:00:00Z", "2018-12-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-09-01T00:00:00Z"]
        for year in years {
            guard let change = zone.nextChange(after: try instant(year)) else { continue }
            guard change - (try instant(year)) < .seconds(200 * 86_400) else { continue }
            for length in [30, 60, 90, 240] {
                let start = hour * 60 + 15
                let end = (start + length - 1) % 1440 + 1
                guard let span = WindowSpan(weekdays: .all, startMinute: start, endMinute: end),
                    let window = SendingWindow(spans: [span])
                else { continue }
                let noon = zone.civilTime(at: change - .seconds(12 * 3600)).date
                let from = zone.instant(of: CivilTime(date: noon, minute: 12 * 60))
                let to = zone.instant(of: CivilTime(date: noon.adding(days: 1), minute: 12 * 60))
                let states = stride(from: from.milliseconds, through: to.milliseconds, by: 300_000).map {
                    window.isOpen(at: Timestamp(milliseconds: $0), zone: zone)
                }
                let openings = zip(states, states.dropFirst()).count { !$0 && $1 }
                // One that is open at noon opens again at the end.
                #expect(openings <= 1, "\(name), \(span), around \(change)")
            }
        }
    }

    struct Step: Sendable {
        var zone: String
        var sent: String
        var due: String
    }

    /// A day later at 02:30, on the day that has no 02:30, on the one that has it twice, and on the day after.
    static let steps = [
        Step(zone: "Europe/Paris", sent: "2027-03-27T01:30:00Z", due: "2027-03-28T01:00:00Z"),
        Step(zone: "Europe/Paris", sent: "2026-10-24T00:30:00Z", due: "2026-10-25T00:30:00Z"),
        Step(zone: "Europe/Paris", sent: "2026-10-25T00:30:00Z", due: "2026-10-26T01:30:00Z"),
        Step(zone: "America/Sao_Paulo", sent: "2018-11-03T05:30:00Z", due: "2018-11-04T04:30:00Z"),
        Step(zone: "America/Sao_Paulo", sent: "2019-02-16T04:30:00Z", due: "2019-02-17T05:30:00Z"),
        Step(zone: "Australia/Sydney", sent: "2026-10-02T16:30:00Z", due: "2026-10-03T16:00:00Z"),
        Step(zone: "Australia/Sydney", sent: "2026-04-03T15:30:00Z", due: "2026-04-04T15:30:00Z"),
    ]

    @Test(arguments: steps)
    func aDayLaterAtHalfPastTwo(step: Step) throws {
        let zone = try zones.rules(step.zone)
        let sent = try instant(step.sent)
        #expect(zone.civilTime(at: sent).minuteOfDay == 150)
        #expect(CampaignDelay.days(1).due(after: sent, zone: zone) == (try instant(step.due)))
    }
}
