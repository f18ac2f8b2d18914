import Testing

@testable import Gateway

@Suite("What is counted of a modem") struct TallyTests {
    @Test func aDepartureThatWasWantedIsNone() {
        let tallies = Tallies()
        tallies.change("a") { $0.left(at: .seconds(10)) }
        tallies.change("a") { $0.sentAway(at: .seconds(100)) }
        tallies.change("a") { $0.left(at: .seconds(105)) }
        tallies.change("a") { $0.left(at: .seconds(300)) }
        #expect(tallies.departures(of: "a", at: .seconds(310)) == (2, 0))
        #expect(tallies.departures(of: "a", at: .seconds(3700)) == (1, 0))
        #expect(tallies.departures(of: "b", at: .seconds(310)) == (0, 0))
    }

    @Test func modemsThatGoTogetherShareTheirReason() {
        let tallies = Tallies()
        for (handle, moment) in [("a", 10), ("b", 12), ("a", 60), ("c", 200)] {
            tallies.change(handle) { $0.left(at: .seconds(moment)) }
        }
        #expect(tallies.departures(of: "a", at: .seconds(210)) == (2, 1))
        #expect(tallies.departures(of: "b", at: .seconds(210)) == (1, 1))
        #expect(tallies.departures(of: "c", at: .seconds(210)) == (1, 0))
    }

    @Test func aNoticeThatComesAfterThePollCountsAsOne() {
        var tally = Tally()
        tally.found(2, wereAnnounced: false, at: .seconds(1))
        tally.found(0, wereAnnounced: true, at: .seconds(2))
        tally.found(3, wereAnnounced: true, at: .seconds(3))
        #expect(tally.unannounced.count == 1 && tally.announced.count == 4)
        // A day later they are forgotten; ever so many cost no more memory.
        tally.found(1000, wereAnnounced: true, at: .seconds(90_000))
        #expect(tally.announced.count == 500)
        tally.forgetNotices()
        #expect(tally.announced.isEmpty && tally.unannounced.isEmpty)
    }

    @Test func onlyAnotherCellIsAChange() {
        var tally = Tally()
        for (moment, cell) in ["A", "A", nil, "B", "A"].enumerated() { tally.isIn(cell, at: .seconds(moment)) }
        #expect(tally.cellChanges == [.seconds(3), .seconds(4)])
    }
}
