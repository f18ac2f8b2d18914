import Testing

@testable import Modems

@Suite struct RotationTests {
    private func fail(_ rotation: inout Rotation, _ failure: ATFailure, times: Int) -> [Rotation.Action] {
        (0..<times).flatMap { rotation.handle(.failed(failure, recipient: "\($0)"), at: .zero) }
    }

    private func isOut(_ rotation: Rotation) -> Bool { !rotation.maySend }

    /// Every number of both tables leads to what its row says.
    @Test(arguments: ErrorMeaning.knownCMS + ErrorMeaning.knownCME) func eachNumberLeadsToItsActions(
        meaning: ErrorMeaning
    ) {
        let failure: ATFailure = meaning.kind == .cms ? .cms(meaning.number) : .cme(meaning.number)
        var rotation = Rotation()
        let actions = rotation.handle(.failed(failure, recipient: "1"), at: .zero)
        #expect(isOut(rotation) == (meaning.action == .takeOutOfRotation), "\(failure)")
        #expect(actions.contains(.emptyStorage) == meaning.actions.contains(.emptyStorage), "\(failure)")
        #expect(actions.contains(.survey) == meaning.actions.contains(.awaitNetwork), "\(failure)")
        #expect(actions.contains(.slowDown(.seconds(60))) == meaning.actions.contains(.slowDown), "\(failure)")
        #expect(actions.contains(.startAgain) == meaning.actions.contains(.applyPINRules), "\(failure)")
        let climbs = actions.contains { if case .climb = $0 { true } else { false } }
        #expect(climbs == (meaning.action == .recover), "\(failure)")
    }

    /// And what five of it, for different recipients, say of the line.
    @Test(arguments: [FailureClass.permanent, .temporary, .blocked, .configuration, .modemFault, .harmless])
    func whatCountsAgainstALine(kind: FailureClass) {
        for meaning in ErrorMeaning.knownCMS where meaning.failureClass == kind && meaning.action != .takeOutOfRotation
        {
            var rotation = Rotation()
            _ = fail(&rotation, .cms(meaning.number), times: 5)
            let counts = [.blocked, .configuration, .modemFault].contains(kind) || meaning.number == 500
            #expect(isOut(rotation) == counts, "\(meaning.number)")
        }
    }

    @Test func suspectAtThreeOutAtFive() {
        var rotation = Rotation()
        let result1 = fail(&rotation, .cms(29), times: 2)
        #expect(result1.filter { $0 != .slowDown(.seconds(60)) }.isEmpty)
        _ = rotation.handle(.failed(.cms(29), recipient: "1"), at: .zero)
        #expect(rotation.standing == .inRotation, "the same recipient again counts once")
        let third = rotation.handle(.failed(.cms(29), recipient: "2"), at: .zero)
        #expect(rotation.standing == .suspect)
        #expect(third.contains { if case .suspect = $0 { true } else { false } })
        _ = rotation.handle(.failed(.cms(29), recipient: "3"), at: .zero)
        #expect(rotation.maySend)
        _ = rotation.handle(.failed(.cms(29), recipient: "4"), at: .zero)
        #expect(!rotation.maySend)
    }

    @Test func anAcceptedMessageEndsTheRow() {
        var rotation = Rotation()
        _ = fail(&rotation, .cms(29), times: 4)
        let result2 = rotation.handle(.accepted, at: .zero)
        #expect(result2 == [.returned])
        _ = fail(&rotation, .cms(29), times: 4)
        #expect(rotation.maySend)
    }

    @Test func threeRejectionsInARowAreABlockedSIM() {
        var rotation = Rotation()
        _ = fail(&rotation, .cms(21), times: 2)
        #expect(rotation.maySend)
        _ = rotation.handle(.failed(.cms(21), recipient: "other"), at: .zero)
        #expect(!rotation.maySend)
    }

    @Test(arguments: [ATFailure.promptMissing, .plain, .words("odd"), .cms(300), .cms(4711)])
    func threeFaultsOfTheModemCallForTheLadder(failure: ATFailure) {
        var rotation = Rotation()
        let result3 = fail(&rotation, failure, times: 2)
        #expect(!result3.contains(.climb(.sending)))
        let result4 = rotation.handle(.failed(failure, recipient: "other"), at: .zero)
        #expect(result4.contains(.climb(.sending)))
    }

    @Test(arguments: [ATFailure.takenBack, .timedOut, .hungUp, .restarted, .cms(1), .cms(38), .cms(332)])
    func whatIsNotTheLinesDoesNotCount(failure: ATFailure) {
        var rotation = Rotation()
        _ = fail(&rotation, failure, times: 20)
        #expect(rotation.standing == .inRotation)
    }

    @Test func itReturnsAfterAPassedCheckAndNotByTime() {
        var rotation = Rotation()
        let out = rotation.handle(.failed(.cms(8), recipient: "1"), at: .zero)
        #expect(out.contains(.wake(at: .seconds(300))))
        let result5 = rotation.handle(.timer, at: .seconds(299))
        #expect(result5 == [.wake(at: .seconds(300))])
        let check = ReturnCheck([.registration, .barring])
        let result6 = rotation.handle(.timer, at: .seconds(300))
        #expect(result6 == [.check(check)])
        _ = rotation.handle(.checked(objection: "barred", loopback: nil), at: .seconds(301))
        #expect(!rotation.maySend)
        let result7 = rotation.handle(.checked(objection: nil, loopback: nil), at: .seconds(700))
        #expect(result7 == [.onTrial])
        #expect(rotation.maySend)
        let result8 = rotation.handle(.accepted, at: .seconds(701))
        #expect(result8 == [.returned])
    }

    @Test func onTrialOneFailureIsEnoughAndTheNextCheckComesLater() {
        var rotation = Rotation()
        _ = rotation.handle(.failed(.cms(21), recipient: "1"), at: .zero)
        _ = fail(&rotation, .cms(21), times: 3)
        _ = rotation.handle(.checked(objection: nil, loopback: nil), at: .seconds(300))
        let again = rotation.handle(.failed(.cms(21), recipient: "9"), at: .seconds(310))
        #expect(!rotation.maySend)
        #expect(again.contains(.wake(at: .seconds(310 + 900))))
    }

    @Test func aMessageToItselfProvesTheLine() {
        var rotation = Rotation()
        _ = rotation.handle(.failed(.cms(50), recipient: "1"), at: .zero)
        let result9 = rotation.handle(.checked(objection: nil, loopback: true), at: .seconds(300))
        #expect(result9 == [.returned])
        #expect(rotation.standing == .inRotation)
    }

    @Test(arguments: [
        (ATFailure.cms(8), ReturnCheck.Question.barring, "+CLCK: 1", "+CLCK: 0"),
        (.cms(193), .serviceCenter, "+CSCA: \"\",129", "+CSCA: \"+491710760000\",145"),
        (.cms(310), .sim, "+CPIN: SIM PIN", "+CPIN: READY"),
        (.cme(56), .fixedDialling, "+CLCK: 1", "+CLCK: 0"),
        (.cms(28), .registration, "+CREG: 0,3", "+CREG: 0,1"),
    ])
    func eachClassHasItsCheck(failure: ATFailure, question: ReturnCheck.Question, bad: String, good: String) {
        #expect(ReturnCheck(after: failure).questions.contains(question))
        #expect(question.objection(to: [ATAnswer(lines: [bad], result: .ok)]) != nil)
        #expect(question.objection(to: [ATAnswer(lines: [good], result: .ok)]) == nil)
    }

    /// On LTE alone +CREG stays at 0.
    @Test func oneDomainThatTakesMessagesIsEnough() {
        let question = ReturnCheck.Question.registration
        #expect(question.commands == [.registration, .epsRegistration, .packetRegistration])
        let answers = ["+CREG: 0,0", "+CEREG: 0,6"].map { ATAnswer(lines: [$0], result: .ok) }
        #expect(question.objection(to: [answers[0]])?.contains("not") == true)
        #expect(question.objection(to: answers) == nil)
        #expect(question.objection(to: []) != nil)
    }
}

@Suite("Lines that a loopback proved not to work")
struct LoopbackRotationTests {
    @Test func itGoesOutAndReturnsWhenATestComesBack() {
        var rotation = Rotation()
        let out = rotation.handle(.proven("it does not receive"), at: .zero)
        #expect(!rotation.maySend)
        #expect(out.contains(.wake(at: .seconds(600))))
        #expect(out.contains { if case .takeOut(let outage) = $0 { outage.isByLoopback } else { false } })
        #expect(rotation.handle(.proven("it does not receive"), at: .seconds(1)) == [], "once")
        // What it sends is accepted all the same.
        #expect(rotation.handle(.accepted, at: .seconds(2)) == [])
        #expect(!rotation.maySend)
        let check = rotation.handle(.timer, at: .seconds(600))
        #expect(check == [.check(ReturnCheck([.registration]))])
        let back = rotation.handle(.checked(objection: nil, loopback: true), at: .seconds(700))
        #expect(back == [.returned])
        #expect(rotation.maySend)
    }

    @Test func eachTestThatFailsPutsTheNextOneOff() {
        var rotation = Rotation()
        _ = rotation.handle(.proven("it does not send"), at: .zero)
        var waits: [Duration] = []
        for _ in 0..<3 {
            let actions = rotation.handle(.checked(objection: nil, loopback: false), at: .zero)
            waits += actions.compactMap { if case .wake(let at) = $0 { at } else { nil } }
            #expect(!rotation.maySend)
        }
        #expect(waits == [.seconds(3600), .seconds(21_600), .seconds(21_600)])
    }

    @Test func whereNoTestCanBeSentTheNextMessageDecides() {
        var rotation = Rotation()
        _ = rotation.handle(.proven("it does not send"), at: .zero)
        let trial = rotation.handle(.checked(objection: nil, loopback: nil), at: .seconds(600))
        #expect(trial == [.onTrial])
    }
}
