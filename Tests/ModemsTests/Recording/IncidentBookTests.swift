import Modems
import Testing

@Suite struct IncidentBookTests {
    @Test func anIncidentIsWrittenAtOnceAndOnceMore() {
        var book = IncidentBook()
        let (before, isNew) = (book.next(at: .zero), book.note("silence", of: "a", at: .seconds(10)))
        #expect(before == nil && isNew)
        let first = book.next(at: .seconds(10))
        #expect(first?.isNew == true && first?.reasons.map(\.text) == ["silence"])
        let early = book.next(at: .seconds(39))
        #expect(early == nil && book.deadline == .seconds(40) && book.isPending("a"))
        let second = book.next(at: .seconds(40))
        #expect(second?.isNew == false)
        #expect(book.deadline == nil && !book.isPending("a"))
    }

    @Test func whatFollowsIsTheSameIncidentUntilThePauseIsOver() {
        var book = IncidentBook()
        _ = book.note("silence", of: "a", at: .zero)
        _ = book.next(at: .zero)
        _ = book.next(at: .seconds(30))
        let isNew = book.note("exhausted", of: "a", at: .seconds(120))
        #expect(!isNew)
        let (early, incident) = (book.next(at: .seconds(149)), book.next(at: .seconds(150)))
        #expect(early == nil && incident?.reasons.map(\.text) == ["silence", "exhausted"])
        let isLater = book.note("silence", of: "a", at: .seconds(300))
        #expect(isLater)
    }

    @Test func aFloodIsWrittenNowAndThenAndItsReasonsAreBounded() {
        var book = IncidentBook()
        var written = 0
        for second in 0..<300 {
            for _ in 0..<100 { _ = book.note("uncertain", of: "a", at: .seconds(second)) }
            while let incident = book.next(at: .seconds(second)) {
                written += 1
                #expect(incident.reasons.count <= IncidentBook.mostReasons)
            }
        }
        #expect((5...11).contains(written))
    }

    @Test func modemsHaveIncidentsOfTheirOwn() {
        var book = IncidentBook()
        for modem in ["b", "a"] { _ = book.note("silence", of: modem, at: .seconds(1)) }
        let modems = (0..<3).map { _ in book.next(at: .seconds(1))?.modem }
        #expect(modems == ["a", "b", nil])
    }
}
