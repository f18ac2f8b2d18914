import Campaigns
import Foundation
import Testing

@Suite
struct ZoneRulesTests {
    static let knownOffsets: [(String, String, Int)] = [
        ("Europe/Berlin", "2026-03-29T00:59:59Z", 3600), ("Europe/Berlin", "2026-03-29T01:00:00Z", 7200),
        ("Europe/Berlin", "2026-10-25T00:59:59Z", 7200), ("Europe/Berlin", "2026-10-25T01:00:00Z", 3600),
        ("Europe/Berlin", "2099-07-01T00:00:00Z", 7200), ("Europe/Berlin", "2099-12-01T00:00:00Z", 3600),
        ("Europe/Berlin", "1880-01-01T00:00:00Z", 3208),
        ("America/Sao_Paulo", "2018-11-04T02:59:59Z", -10800), ("America/Sao_Paulo", "2018-11-04T03:00:00Z", -7200),
        ("America/Sao_Paulo", "2019-02-17T02:00:00Z", -10800), ("America/Sao_Paulo", "2030-01-01T00:00:00Z", -10800),
        ("Australia/Sydney", "2026-04-04T15:59:59Z", 39600), ("Australia/Sydney", "2026-04-04T16:00:00Z", 36000),
        ("Australia/Lord_Howe", "2026-10-03T15:29:59Z", 37800), ("Australia/Lord_Howe", "2026-10-03T15:30:00Z", 39600),
        ("Asia/Kathmandu", "2026-01-01T00:00:00Z", 20700), ("UTC", "2026-01-01T00:00:00Z", 0),
        ("Africa/Casablanca", "2026-06-01T00:00:00Z", 3600), ("America/Nuuk", "2050-07-01T00:00:00Z", -3600),
    ]

    @Test(arguments: knownOffsets)
    func offsets(zone: String, at: String, expected: Int) throws {
        #expect(try zones.rules(zone).offset(at: try instant(at)) == expected)
    }

    static let moments: [(String, String, String)] = [
        // Gaps: the first moment after them.
        ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29T01:00:00Z"),
        ("Europe/Berlin", "2026-03-29 02:00", "2026-03-29T01:00:00Z"),
        ("Europe/Berlin", "2026-03-29 03:00", "2026-03-29T01:00:00Z"),
        ("Europe/Berlin", "2060-03-28 02:30", "2060-03-28T01:00:00Z"),
        ("America/Sao_Paulo", "2018-11-04 00:30", "2018-11-04T03:00:00Z"),
        ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03T15:30:00Z"),
        ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30T10:00:00Z"),
        // Overlaps: the first occurrence.
        ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25T00:30:00Z"),
        ("Europe/Berlin", "2026-10-25 02:00", "2026-10-25T00:00:00Z"),
        ("Europe/Berlin", "2026-10-25 03:00", "2026-10-25T02:00:00Z"),
        ("America/Sao_Paulo", "2019-02-16 23:30", "2019-02-17T01:30:00Z"),
        ("Australia/Sydney", "2026-04-05 02:30", "2026-04-04T15:30:00Z"),
        ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04T14:45:00Z"),
        // Neither.
        ("Europe/Berlin", "2026-07-01 12:00", "2026-07-01T10:00:00Z"),
        ("America/New_York", "2045-01-01 00:00", "2045-01-01T05:00:00Z"),
    ]

    @Test(arguments: moments)
    func momentsOfTheWallClock(zone: String, wall: String, expected: String) throws {
        #expect(try zones.rules(zone).instant(of: try civil(wall)) == instant(expected))
    }

    /// Whatever the wall shows leads back to that moment, or to the first of two that show it.
    @Test(arguments: [
        "Europe/Berlin", "America/Sao_Paulo", "Australia/Sydney", "Australia/Lord_Howe", "Africa/Casablanca",
        "Pacific/Apia", "Asia/Tehran", "America/Nuuk", "Antarctica/Troll", "Europe/Dublin",
    ])
    func thereAndBack(name: String) throws {
        let zone = try zones.rules(name)
        let seed = UInt64(20_261_123)
        var generator = SeededGenerator(seed: seed)
        for round in 0..<3000 {
            // Half of them near a clock change.
            var time = Timestamp(seconds: Int64.random(in: -1_000_000_000...4_000_000_000, using: &generator))
            if round.isMultiple(of: 2), let change = zone.nextChange(after: time) {
                time = change + .seconds(Int.random(in: -8000...8000, using: &generator))
            }
            let wall = zone.civilTime(at: time)
            let back = zone.instant(of: wall)
            #expect(back <= time, "seed \(seed) round \(round) \(name) \(wall)")
            #expect(zone.civilTime(at: back) == wall, "seed \(seed) round \(round) \(name) \(wall)")
        }
    }

    /// The rules in the file and those that Foundation has must agree where both know the same law.
    @Test(arguments: ["Europe/Berlin", "America/New_York", "Australia/Sydney", "America/Santiago", "Asia/Kolkata"])
    func agreesWithAnotherImplementation(name: String) throws {
        let zone = try zones.rules(name)
        let other = try #require(TimeZone(identifier: name))
        for hour in stride(from: Int64(438_000), to: 560_000, by: 7) {
            let time = Timestamp(seconds: hour * 3600)
            let expected = other.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.seconds)))
            #expect(zone.offset(at: time) == expected, "\(name) at \(time.seconds)")
        }
    }

    @Test
    func anyPrefixOfAFileIsRefusedAndNothingTraps() throws {
        let contents = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Berlin")))
        _ = try ZoneRules(identifier: "x", contents: contents)
        for count in 0..<contents.count {
            #expect(throws: ZoneProblem.self) { try ZoneRules(identifier: "x", contents: Array(contents[..<count])) }
        }
        let seed = UInt64(7)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<3000 {
            var damaged = contents
            for _ in 0..<3 {
                damaged[Int.random(in: 0..<damaged.count, using: &generator)] = UInt8.random(
                    in: 0...255,
                    using: &generator
                )
            }
            guard let zone = try? ZoneRules(identifier: "x", contents: damaged) else { continue }
            let time = Timestamp(seconds: Int64.random(in: -5_000_000_000...9_000_000_000, using: &generator))
            _ = zone.instant(of: zone.civilTime(at: time))
        }
    }

    @Test(arguments: [
        "../../etc/passwd", "/etc/passwd", "Europe/../Europe/Berlin", "", "Europe//Berlin", "Europe/Berlin\0", ".",
        "Europe/Bérlin", String(repeating: "a", count: 65),
    ])
    func namesThatLeadElsewhereAreRefused(name: String) {
        #expect(throws: ZoneProblem.badName(name)) { try zones.rules(name) }
    }

    @Test(arguments: ["Europe/Berlim", "Europe", "tzdata.zi", "zone.tab"])
    func whatIsNoZoneIsRefused(name: String) {
        #expect(throws: ZoneProblem.self) { try zones.rules(name) }
        #expect(!zones.contains(name))
    }
}
