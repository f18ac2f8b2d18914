import Testing

@testable import SMS

@Suite struct ServiceCentreTimeTests {
    @Test(arguments: [
        ("1120821105050A", "2011-02-28T11:50:50-05:00", 1_298_911_850),
        ("99309251619580", "1999-03-29T15:16:59+02:00", 922_713_419),
        ("02209221436522", "2020-02-29T12:34:56+05:30", 1_582_959_896),
        ("0710100000002B", "1970-01-01T00:00:00-08:00", 28_800),
        ("96211332959597", "2069-12-31T23:59:59+19:45", 3_155_688_899),
        ("96211332959508", "2069-12-31T23:59:59+00:00", 3_155_759_999),
    ])
    func timesAreRead(octets: String, text: String, seconds: Int64) throws {
        let octets = try #require(Hex.decode(octets))
        let time = try #require(ServiceCentreTime(octets: octets[...]))
        #expect(time.description == text)
        #expect(time.unixSeconds == seconds)
        #expect(ServiceCentreTime(unixSeconds: seconds, quarterHours: time.quarterHours) == time)
    }

    @Test(arguments: [
        "11208211050A00", "1A208211050500", "11008211050500", "11318211050500", "11200011050500", "11209211050500",
        "12209221050500", "11201342050500", "11208242050500", "11208211060500", "11208211050600", "112082110505AA",
        "FFFFFFFFFFFFFF",
    ])
    func impossibleTimesAreRefused(octets: String) throws {
        let octets = try #require(Hex.decode(octets))
        #expect(ServiceCentreTime(octets: octets[...]) == nil)
    }

    @Test func everyTimeComesBack() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<5000 {
            let seconds = Int64.random(in: 100_000...3_155_600_000, using: &random)
            let quarters = Int.random(in: -79...79, using: &random)
            let time = ServiceCentreTime(unixSeconds: seconds, quarterHours: quarters)
            #expect(time.unixSeconds == seconds, "seed 11, \(seconds) \(quarters)")
            let octets = time.octets.indices.map { time.octets[$0] }
            #expect(ServiceCentreTime(octets: octets[...]) == time, "seed 11, \(seconds) \(quarters)")
        }
    }

    @Test(arguments: [Int64.min, -1, 0, 3_155_759_999, 3_155_760_000, Int64.max])
    func momentsOutsideAreBroughtInside(seconds: Int64) {
        for quarters in [Int.min, -80, -79, 0, 79, 80, Int.max] {
            let time = ServiceCentreTime(unixSeconds: seconds, quarterHours: quarters)
            #expect(1970...2069 ~= time.year)
            #expect(-79...79 ~= time.quarterHours)
        }
    }

    @Test func fieldsAreChecked() {
        func time(_ day: Int, hour: Int = 0, quarters: Int = 0) -> ServiceCentreTime? {
            .init(year: 2024, month: 2, day: day, hour: hour, minute: 0, second: 0, quarterHours: quarters)
        }
        #expect(time(29)?.day == 29)
        #expect(time(30) == nil)
        #expect(time(0) == nil)
        #expect(time(1, hour: 24) == nil)
        #expect(time(1, quarters: 80) == nil)
        #expect(time(1, quarters: -80) == nil)
    }
}
