import Modems
import Testing

@Suite struct ATSubmissionTests {
    static let prompts = [
        "\r\n> ", "\r\n>", ">", "\r\n>\r\n", "AT+CMGS=15\r\r\n> ", "AT+CMGS=15> ", "AT+CMGS=15\r> ",
        "\r\n+CMTI: \"SM\",1\r\n\r\n> ", "\r\n^RSSI: 9\r\n\r\nOK\r\n>",
    ]

    @Test(arguments: prompts) func everyPromptIsSeen(_ prompt: String) {
        var script = Script()
        #expect(script.feed(.submit(tpduLength: 15, pdu: Script.pdu)).written == ["AT+CMGS=15\r"])
        #expect(script.receive(prompt).contains(.prompted))
        #expect(!script.dialogue.isHandedOver)
        #expect(script.feed(.promptAnswered(.write)).written == ["\(Script.pdu)\u{1A}"])
        #expect(script.dialogue.isHandedOver)
    }

    static let results: [(String, SubmissionResult)] = [
        ("\r\n+CMGS: 12\r\n\r\nOK\r\n", .accepted(reference: 12, acknowledgement: nil)),
        ("\r\n+CMGS:255,\"0100AA\"\r\nOK\r\n", .accepted(reference: 255, acknowledgement: "0100AA")),
        ("\r\nOK\r\n", .accepted(reference: nil, acknowledgement: nil)),
        ("\(Script.pdu)\u{1A}\r\n+CMGS: 1\r\n\r\nOK\r\n", .accepted(reference: 1, acknowledgement: nil)),
        ("\r\n^RSSI: 1\r\n+CDS: 2\r\n000611\r\n+CMGS: 1\r\nOK\r\n", .accepted(reference: 1, acknowledgement: nil)),
        ("\r\n+CMGS: 999\r\nOK\r\n", .accepted(reference: nil, acknowledgement: nil)),
        ("NO CARRIER\r\n+CMGS: 3\r\nOK\r\n", .accepted(reference: 3, acknowledgement: nil)),
        ("\r\n+CMS ERROR: 500\r\n", .refused(.cms(500))),
        ("\r\n+CMS ERROR: Memory full\r\n", .refused(.cms(322))),
        ("\r\nERROR\r\n", .refused(.plain)),
        ("\r\nRDY\r\n", .noAnswer(.restarted)),
    ]

    @Test(arguments: results) func anAnswerIsRead(_ bytes: String, _ expected: SubmissionResult) {
        var script = Script()
        script.handOver()
        #expect(script.receive(bytes).submitted == expected)
        #expect(script.dialogue.isIdle)
    }

    @Test func aMissingPromptIsEscapedAndNothingIsWrittenBlind() {
        var script = Script()
        script.feed(.submit(tpduLength: 15, pdu: Script.pdu))
        #expect(script.timeOut().written == ["\u{1B}"])
        #expect(script.now == .seconds(10))
        #expect(script.feed(.promptAnswered(.write)).written.isEmpty)
        #expect(script.timeOut() == [.submitted(.promptMissing)])
    }

    @Test func aPromptBehindTheEscapeIsEscapedAgain() {
        var script = Script()
        script.feed(.submit(tpduLength: 15, pdu: Script.pdu))
        script.timeOut()
        #expect(script.receive("\r\n> ").written == ["\u{1B}"])
        #expect(script.receive("\r\nOK\r\n").submitted == .promptMissing)
    }

    @Test func takenBack() {
        var script = Script()
        script.feed(.submit(tpduLength: 15, pdu: Script.pdu))
        script.receive("> ")
        #expect(script.feed(.promptAnswered(.takeBack)).written == ["\u{1B}"])
        #expect(script.receive("\r\nOK\r\n").submitted == .takenBack)
    }

    @Test func takenBackInSilence() {
        var script = Script()
        script.feed(.submit(tpduLength: 15, pdu: Script.pdu))
        script.receive("> ")
        script.feed(.promptAnswered(.takeBack))
        #expect(script.timeOut().submitted == .takenBack)
    }

    @Test func aCallerThatForgetsThePromptTakesBack() {
        var script = Script()
        script.feed(.submit(tpduLength: 15, pdu: Script.pdu))
        script.receive("> ")
        #expect(script.timeOut().written == ["\u{1B}"])
        #expect(script.now == .seconds(30))
        #expect(script.timeOut().submitted == .takenBack)
    }

    @Test(arguments: ["\r\n+CMS ERROR: 515\r\n", "\r\nRDY\r\n"])
    func aPromptThatGoesAwayGetsNoPDU(_ bytes: String) {
        var script = Script()
        script.feed(.submit(tpduLength: 15, pdu: Script.pdu))
        script.receive("> ")
        #expect(script.receive(bytes).submitted != nil)
        #expect(script.feed(.promptAnswered(.write)) == [.notTaken("no prompt stands")])
    }

    @Test func refusedBeforeThePrompt() {
        var script = Script()
        script.feed(.submit(tpduLength: 15, pdu: Script.pdu))
        #expect(script.receive("\r\n+CMS ERROR: 304\r\n").submitted == .refused(.cms(304)))
    }

    @Test func silenceAfterTheHandOverIsUncertainAndNotEscaped() {
        var script = Script()
        script.handOver()
        let actions = script.timeOut()
        #expect(script.now == .seconds(120))
        #expect(actions.submitted == .noAnswer(.timedOut))
        #expect(actions.written.isEmpty)
    }

    @Test func aReferenceWithoutOKIsAcceptance() {
        var script = Script()
        script.handOver()
        script.receive("+CMGS: 9\r\n")
        #expect(script.timeOut().submitted == .accepted(reference: 9, acknowledgement: nil))
        #expect(script.now == .seconds(5))
    }

    @Test func hangingUp() {
        var script = Script()
        script.handOver()
        #expect(script.feed(.hungUp).submitted == .noAnswer(.hungUp))
        script.feed(.submit(tpduLength: 15, pdu: Script.pdu))
        #expect(script.feed(.hungUp).submitted == .refused(.hungUp))
    }

    @Test func aLateResultIsMatchedWhileIdle() {
        var script = Script()
        script.handOver()
        script.timeOut()
        script.wait(.seconds(60))
        #expect(script.receive("+CMGS: 7\r\n\r\nOK\r\n").late == .accepted(reference: 7, acknowledgement: nil))
    }

    /// A modem that goes on with commands while a message is on its way.
    @Test func aLateResultIsMatchedDuringAnotherCommand() {
        var script = Script()
        script.handOver()
        script.timeOut()
        script.findStep()
        script.send(.signalQuality)
        let actions = script.receive("\r\n+CMGS: 7\r\n\r\nOK\r\n\r\n+CSQ: 3,0\r\n\r\nOK\r\n")
        #expect(actions.late == .accepted(reference: 7, acknowledgement: nil))
        #expect(actions.answer?.lines == ["+CSQ: 3,0"])
    }

    @Test func aLateResultBeforeTheNextPromptIsTheOldOnes() {
        var script = Script()
        script.handOver()
        script.timeOut()
        script.feed(.submit(tpduLength: 15, pdu: Script.pdu))
        let actions = script.receive("+CMGS: 7\r\nOK\r\n\r\n013\r\n\r\nOK\r\n")
        #expect(actions.late == .accepted(reference: 7, acknowledgement: nil))
        #expect(actions.written == ["AT+CMGS=15\r"])
        #expect(script.receive("\r\n> ").contains(.prompted))
    }

    @Test func aLateRefusal() {
        var script = Script()
        script.handOver()
        script.timeOut()
        script.findStep()
        script.send(.signalQuality)
        #expect(script.receive("+CMS ERROR: 332\r\n").late == .refused(.cms(332)))
        #expect(script.receive("+CSQ: 3,0\r\nOK\r\n").answer?.isOK == true)
    }

    @Test func anErrorOfTheNextSubmissionIsItsOwn() {
        var script = Script()
        script.handOver()
        script.timeOut()
        script.findStep()
        script.feed(.submit(tpduLength: 15, pdu: Script.pdu))
        let actions = script.receive("+CMS ERROR: 515\r\n")
        #expect(actions.submitted == .refused(.cms(515)))
        #expect(actions.late == nil)
    }

    @Test func aLateResultIsForgottenInTheEnd() {
        var script = Script()
        script.handOver()
        script.timeOut()
        script.wait(.seconds(601))
        #expect(script.receive("+CMGS: 7\r\nOK\r\n").late == nil)
    }

    @Test func whatIsNoPDUIsNotSent() {
        var script = Script()
        let actions = script.feed(.submit(tpduLength: 3, pdu: "00\rAT"))
        #expect(actions.written.isEmpty)
        #expect(actions.submitted != nil)
    }

    @Test func aModemThatNeedsPausesGetsThem() {
        var script = Script {
            $0.promptDelay = .milliseconds(100)
            $0.endDelay = .milliseconds(50)
        }
        script.feed(.submit(tpduLength: 15, pdu: Script.pdu))
        script.receive("\r\n> ")
        #expect(script.feed(.promptAnswered(.write)).written.isEmpty)
        #expect(!script.dialogue.isHandedOver)
        #expect(script.timeOut().written == [Script.pdu])
        #expect(script.now == .milliseconds(100) && script.dialogue.isHandedOver)
        #expect(script.timeOut().written == ["\u{1A}"])
        #expect(script.now == .milliseconds(150))
        #expect(script.receive("\r\n+CMGS: 1\r\n\r\nOK\r\n").submitted != nil)
    }

    @Test(arguments: ["\r\n+CMS ERROR: 512\r\n", "\r\nRDY\r\n"])
    func anEndDuringThePauseMeansThatNothingLeft(_ bytes: String) {
        var script = Script { $0.promptDelay = .milliseconds(100) }
        script.feed(.submit(tpduLength: 15, pdu: Script.pdu))
        script.receive("\r\n> ")
        script.feed(.promptAnswered(.write))
        guard case .refused = script.receive(bytes).submitted else {
            Issue.record("not refused")
            return
        }
        #expect(script.timeOut().written.isEmpty)
    }
}
