import Modems
import Testing

@Suite struct AlarmBoardTests {
    @Test(arguments: Alarm.Kind.allCases) func raisedOnceAndClearedOnce(kind: Alarm.Kind) {
        var board = AlarmBoard()
        var told: [AlarmBoard.Action] = []
        func isNews(_ action: AlarmBoard.Action) -> Bool { if case .wake = action { false } else { true } }
        for second in 0..<1000 {
            told += board.handle(.seen(modem: "a", [kind: "so"]), at: .seconds(second)).filter(isNews)
        }
        #expect(told.count == 1)
        #expect(board.raised.map(\.kind) == [kind])
        for second in 1000..<2000 {
            told += board.handle(.seen(modem: "a", [:]), at: .seconds(second)).filter(isNews)
        }
        #expect(told.count == 2)
        #expect(board.raised.isEmpty)
        guard case .raised = told.first, case .cleared = told.last else {
            Issue.record("\(told)")
            return
        }
    }

    @Test func whatPassesByItselfIsNotTold() {
        var board = AlarmBoard()
        let result1 = board.handle(.seen(modem: "a", [.modemGone: "x"]), at: .zero)
        #expect(result1 == [.wake(at: .seconds(60))])
        let result2 = board.handle(.seen(modem: "a", [:]), at: .seconds(59))
        #expect(result2.isEmpty)
        let result3 = board.handle(.timer, at: .seconds(100))
        #expect(result3.isEmpty)
    }

    @Test func theTimerRaises() {
        var board = AlarmBoard()
        _ = board.handle(.seen(modem: "a", [.modemGone: "x"]), at: .zero)
        let result4 = board.handle(.timer, at: .seconds(60))
        #expect(result4.count == 1)
        #expect(board.raised.first?.words.contains("a: the modem is gone") == true)
    }

    @Test func modemsHaveAlarmsOfTheirOwn() {
        var board = AlarmBoard()
        _ = board.handle(.seen(modem: "a", [.pinNeeded: "PIN"]), at: .zero)
        _ = board.handle(.seen(modem: "b", [.pinNeeded: "PIN"]), at: .seconds(1))
        _ = board.handle(.seen(modem: "a", [:]), at: .seconds(2))
        #expect(board.raised.map(\.modem) == ["b"])
        _ = board.handle(.forgotten(modem: "b"), at: .seconds(3))
        #expect(board.raised.isEmpty)
    }
}
