import Modems
import Testing

@Suite("After a time-out no answer is taken for another command's")
struct ATResyncTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// What times out.
        var first: ATCommand
        /// What comes after the register was asked for.
        var bytes: String
    }

    /// A hung modem may still obey.
    @Test func aResetIsWrittenToAModemThatAnswersNothing() {
        var script = Script()
        script.send(.attention)
        script.timeOut()
        var reset = ATCommand("AT+CFUN=1,1")
        let bytes = Array("AT+CFUN=1,1\r".utf8)
        #expect(!script.send(reset).contains(.write(bytes)))
        script.feed(.hungUp)
        script.send(.attention)
        script.timeOut()
        reset.isBlind = true
        #expect(script.send(reset).contains(.write(bytes)))
        let resets = Dialect.generic.reset.asCommands
        #expect(resets.map(\.isBlind) == resets.map { _ in true })
    }

    static let rows = [
        Row(testDescription: "the late answer never comes", first: .attention, bytes: "\r\n013\r\n\r\nOK\r\n"),
        Row(testDescription: "a late OK", first: .attention, bytes: "\r\nOK\r\n\r\n013\r\n\r\nOK\r\n"),
        Row(testDescription: "echoes", first: .attention, bytes: "AT\r\r\nOK\r\nATS3?\r\r\n013\r\n\r\nOK\r\n"),
        Row(testDescription: "a late ERROR", first: .pduMode, bytes: "\r\nERROR\r\n\r\n013\r\n\r\nOK\r\n"),
        Row(testDescription: "a late line", first: .model, bytes: "\r\nSIM-7\r\n\r\nOK\r\n\r\n013\r\n\r\nOK\r\n"),
        Row(
            testDescription: "a late line with prefix",
            first: .signalQuality,
            bytes: "\r\n+CSQ: 20,99\r\n\r\nOK\r\n\r\n013\r\n\r\nOK\r\n"
        ),
        Row(
            testDescription: "a notice between value and OK",
            first: .attention,
            bytes: "\r\nOK\r\n\r\n013\r\n\r\n+CMTI: \"SM\",3\r\n\r\nOK\r\n"
        ),
    ]

    @Test(arguments: rows) func whatIsLateIsDropped(_ row: Row) {
        var script = Script()
        script.send(row.first)
        script.timeOut()
        #expect(script.send(.serialNumber).written == ["ATS3?\r"])
        let actions = script.receive(row.bytes)
        #expect(actions.answer == nil)
        #expect(actions.written == ["AT+CGSN\r"])
        #expect(script.receive("\r\n490154203237518\r\n\r\nOK\r\n").answer?.lines == ["490154203237518"])
        #expect(script.send(.model).written == ["AT+CGMM\r"])
    }

    @Test func attentionIsAnsweredByTheRegister() {
        var script = Script()
        script.send(.attention)
        script.timeOut()
        #expect(script.send(.attention).written == ["ATS3?\r"])
        #expect(script.receive("\r\nOK\r\n").answer == nil)
        #expect(script.receive("\r\n013\r\n\r\nOK\r\n").answer == ATAnswer(result: .ok))
        #expect(script.send(.model).written == ["AT+CGMM\r"])
    }

    @Test func aModemThatStaysSilentCostsNoMoreThanTheCommandMay() {
        var script = Script()
        script.send(.attention)
        script.timeOut()
        for (second, register) in zip(2..., ["ATS3?\r", "ATS4?\r", "ATS5?\r", "ATS3?\r"]) {
            #expect(script.send(.attention).written == [register])
            #expect(script.timeOut().answer?.failure == .timedOut)
            #expect(script.now == .seconds(second))
        }
        #expect(script.feed(.submit(tpduLength: 15, pdu: Script.pdu)).written == ["ATS4?\r"])
        #expect(script.timeOut().submitted == .promptMissing)
        #expect(script.dialogue.isIdle)
    }

    @Test func aModemWithoutRegistersIsWaitedFor() {
        var script = Script()
        script.send(.attention)
        script.timeOut()
        script.send(.model)
        #expect(script.receive("\r\nOK\r\n\r\nERROR\r\n").written.isEmpty)
        #expect(script.timeOut().written == ["AT+CGMM\r"])
        #expect(script.now == .seconds(2))
    }

    @Test func aModemThatSaysOKToEverythingIsTakenInTheEnd() {
        var script = Script()
        script.send(.attention)
        script.timeOut()
        script.send(.model)
        var written: [String] = []
        for _ in 0..<3 {
            script.receive("\r\nOK\r\n")
            written += script.timeOut().written
        }
        #expect(written == ["ATS4?\r", "ATS5?\r", "AT+CGMM\r"])
    }

    @Test func theAnswerToAnEarlierRegisterIsNotTheLaterOnes() {
        var script = Script()
        script.send(.attention)
        script.timeOut()
        script.send(.attention)
        script.timeOut()
        #expect(script.send(.serialNumber).written == ["ATS4?\r"])
        #expect(script.receive("\r\nOK\r\n\r\n013\r\n\r\nOK\r\n").written.isEmpty)
        #expect(script.receive("\r\n010\r\n\r\nOK\r\n").written == ["AT+CGSN\r"])
    }

    @Test func anEscapeWithoutAnswerPutsInDoubt() {
        var script = Script()
        script.feed(.submit(tpduLength: 15, pdu: Script.pdu))
        script.receive("> ")
        script.feed(.promptAnswered(.takeBack))
        #expect(script.timeOut().submitted == .takenBack)
        #expect(script.send(.attention).written == ["ATS3?\r"])
        #expect(script.receive("\r\nOK\r\n").answer == nil)
        #expect(script.receive("\r\n013\r\n\r\nOK\r\n").answer?.isOK == true)
    }

    @Test func hangingUpEndsTheSearch() {
        var script = Script()
        script.send(.attention)
        script.timeOut()
        script.send(.model)
        #expect(script.feed(.hungUp).answer?.failure == .hungUp)
        #expect(script.send(.model).written == ["AT+CGMM\r"])
    }

    @Test func aRestartEndsTheSearch() {
        var script = Script()
        script.send(.attention)
        script.timeOut()
        script.feed(.submit(tpduLength: 15, pdu: Script.pdu))
        #expect(script.receive("\r\nRDY\r\n").submitted == .refused(.restarted))
    }

    /// A modem that loses what comes early, and is late at times of its own.
    @Test(arguments: UInt64(0)..<400) func startUpHearsEachAnswerToItsOwnCommand(seed: UInt64) {
        var random = TestGenerator(state: seed)
        let deafUntil = Duration.milliseconds(Int.random(in: 0..<3000, using: &random))
        let slowUntil = Duration.milliseconds(Int.random(in: 0..<9000, using: &random))
        let keepsEarly = Bool.random(using: &random)
        let echoes = Bool.random(using: &random)
        var script = Script()
        var said: [(at: Duration, text: String)] = []
        var startUp = StartUp()
        var step = startUp.handle(.begin)

        func hear(_ actions: [ATDialogue.Action]) -> [ATDialogue.Action] {
            for text in actions.written where !text.hasPrefix("\u{1B}") {
                guard keepsEarly || script.now >= deafUntil else { continue }
                let most = script.now < slowUntil ? 1900 : 60
                let delay = Duration.milliseconds(Int.random(in: 1...most, using: &random))
                let at = max(script.now + delay, said.last?.at ?? .zero, deafUntil)
                said.append((at, (echoes ? text + "\r\n" : "") + Self.answer(text)))
            }
            return actions
        }
        /// Until the event's end.
        func carryOut(_ event: ATDialogue.Event) -> [ATDialogue.Action] {
            var all = hear(script.feed(event))
            for _ in 0..<200 where !script.dialogue.isIdle {
                if let first = said.first, first.at <= script.dialogue.deadline ?? first.at {
                    said.removeFirst()
                    script.now = max(script.now, first.at)
                    all += hear(script.receive(first.text))
                } else {
                    all += hear(script.timeOut())
                }
            }
            return all
        }

        for _ in 0..<300 {
            switch step {
            case .escape:
                _ = carryOut(.escape)
                step = startUp.handle(.escaped)
            case .send(let command):
                step = startUp.handle(.answered(carryOut(.send(command)).answer ?? ATAnswer(result: .error(.hungUp))))
            case .pause(let duration):
                script.wait(duration)
                step = startUp.handle(.paused)
            case .needsPIN: step = startUp.handle(.pin(.none(reason: "none")))
            case .ready(let profile):
                #expect(profile.identity.imei == "490154203237518", "seed \(seed)")
                #expect(profile.identity.manufacturer == "Maker", "seed \(seed)")
                #expect(profile.identity.model == "Model", "seed \(seed)")
                #expect(profile.imsi == "262011234567890", "seed \(seed)")
                return
            case .failed(let problem):
                Issue.record("seed \(seed): \(problem)")
                return
            }
        }
        Issue.record("seed \(seed): no end")
    }

    private static func answer(_ command: String) -> String {
        let line: String? =
            switch command {
            case "AT+CGMI\r": "Maker"
            case "AT+CGMM\r": "Model"
            case "AT+CGMR\r": "1.0"
            case "AT+CGSN\r": "490154203237518"
            case "AT+CIMI\r": "262011234567890"
            case "AT+CPIN?\r": "+CPIN: READY"
            case "AT+CREG?\r": "+CREG: 0,1"
            default: Script.registers[command]
            }
        return (line.map { "\r\n\($0)\r\n" } ?? "") + "\r\nOK\r\n"
    }
}
