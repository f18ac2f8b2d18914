import Modems
import Testing

@Suite struct ATDialogueTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var command: ATCommand
        var bytes: String
        var lines: [String]
        var result: FinalResult = .ok
        var notices: [Unsolicited] = []
    }

    static let rows = [
        Row(
            testDescription: "norm",
            command: .signalQuality,
            bytes: "\r\n+CSQ: 20,99\r\n\r\nOK\r\n",
            lines: ["+CSQ: 20,99"]
        ),
        Row(
            testDescription: "echo",
            command: .signalQuality,
            bytes: "AT+CSQ\r\r\n+CSQ: 20,99\r\n\r\nOK\r\n",
            lines: ["+CSQ: 20,99"]
        ),
        Row(
            testDescription: "doubled CR",
            command: .signalQuality,
            bytes: "\r\r\n+CSQ: 1,0\r\r\n\r\r\nOK\r\r\n",
            lines: ["+CSQ: 1,0"]
        ),
        Row(
            testDescription: "no first line end",
            command: .signalQuality,
            bytes: "+CSQ: 1,0\r\nOK\r\n",
            lines: ["+CSQ: 1,0"]
        ),
        Row(testDescription: "no prefix", command: .model, bytes: "\r\nSIM-7\r\n\r\nOK\r\n", lines: ["SIM-7"]),
        Row(
            testDescription: "vendor command",
            command: ATCommand("AT^HCSQ?"),
            bytes: "^HCSQ: \"LTE\",1\r\nOK\r\n",
            lines: ["^HCSQ: \"LTE\",1"]
        ),
        Row(
            testDescription: "two commands",
            command: ATCommand("AT+CSQ;+COPS?"),
            bytes: "+CSQ: 1,0\r\n+COPS: 0\r\nOK\r\n",
            lines: ["+CSQ: 1,0", "+COPS: 0"]
        ),
        Row(
            testDescription: "ERROR",
            command: .signalQuality,
            bytes: "\r\nERROR\r\n",
            lines: [],
            result: .error(.plain)
        ),
        Row(
            testDescription: "CMS",
            command: .listMessages,
            bytes: "\r\n+CMS ERROR: 321\r\n",
            lines: [],
            result: .error(.cms(321))
        ),
        Row(
            testDescription: "CME",
            command: .pinState,
            bytes: "\r\n+CME ERROR:10\r\n",
            lines: [],
            result: .error(.cme(10))
        ),
        Row(
            testDescription: "CME in words",
            command: .pinState,
            bytes: "\r\n+CME ERROR: SIM not inserted\r\n",
            lines: [],
            result: .error(.cme(10))
        ),
        Row(
            testDescription: "CME in other words",
            command: .pinState,
            bytes: "\r\n+CME ERROR: sim NOT-inserted.\r\n",
            lines: [],
            result: .error(.cme(10))
        ),
        Row(
            testDescription: "CMS in words",
            command: .listMessages,
            bytes: "+CMS ERROR: Memory full\r\n",
            lines: [],
            result: .error(.cms(322))
        ),
        Row(
            testDescription: "CMS in words of CME",
            command: .listMessages,
            bytes: "+CMS ERROR: SIM busy\r\n",
            lines: [],
            result: .error(.cms(314))
        ),
        Row(
            testDescription: "unknown words",
            command: .pinState,
            bytes: "+CME ERROR: gone fishing\r\n",
            lines: [],
            result: .error(.words("gone fishing"))
        ),
        Row(
            testDescription: "not supported",
            command: .packetRegistration,
            bytes: "\r\nCOMMAND NOT SUPPORT\r\n",
            lines: [],
            result: .error(.notSupported)
        ),
        Row(
            testDescription: "Motorola",
            command: .signalQuality,
            bytes: "MODEM ERROR: 30\r\n",
            lines: [],
            result: .error(.cme(30))
        ),
        Row(
            testDescription: "dialling",
            command: ATCommand("ATD123;"),
            bytes: "\r\nBUSY\r\n",
            lines: [],
            result: .error(.noCarrier)
        ),
        Row(
            testDescription: "end of a call is no answer",
            command: .signalQuality,
            bytes: "NO CARRIER\r\n+CSQ: 1,0\r\nOK\r\n",
            lines: ["+CSQ: 1,0"],
            notices: [.callEnded("NO CARRIER")]
        ),
        Row(
            testDescription: "notice before",
            command: .signalQuality,
            bytes: "\r\n+CMTI: \"SM\",3\r\n\r\n+CSQ: 1,0\r\n\r\nOK\r\n",
            lines: ["+CSQ: 1,0"],
            notices: [.messageStored(storage: "SM", index: 3)]
        ),
        Row(
            testDescription: "notice inside",
            command: .listMessages,
            bytes: "+CMGL: 1,1,,23\r\n\r\n^RSSI:19\r\n0011\r\nOK\r\n",
            lines: ["+CMGL: 1,1,,23", "0011"],
            notices: [.other("^RSSI:19")]
        ),
        Row(
            testDescription: "routed report inside",
            command: .signalQuality,
            bytes: "+CSQ: 1,0\r\n+CDS: 2\r\n000611\r\nOK\r\n",
            lines: ["+CSQ: 1,0"],
            notices: [.reportRouted(length: 2, pdu: "000611")]
        ),
        Row(
            testDescription: "registration notice inside",
            command: .registration,
            bytes: "+CREG: 1,\"1A2B\",\"00C3\",7\r\n+CREG: 2,5\r\nOK\r\n",
            lines: ["+CREG: 2,5"],
            notices: [
                .registration(Registration(domain: .circuit, state: .home, area: "1A2B", cell: "00C3", technology: 7))
            ]
        ),
        Row(testDescription: "bare prompt sign", command: .attention, bytes: "\r\n> \r\nOK\r\n", lines: []),
        Row(
            testDescription: "control bytes",
            command: .signalQuality,
            bytes: "\u{0}+CS\u{0}Q: 1,0\r\n\u{7}OK\r\n",
            lines: ["+CSQ: 1,0"]
        ),
        Row(
            testDescription: "USSD before OK",
            command: .ussd("*100#"),
            bytes: "+CUSD: 0,\"5.20\",15\r\nOK\r\n",
            lines: [],
            notices: [.ussd(mode: 0, text: "5.20", coding: 15)]
        ),
    ]

    @Test(arguments: rows) func answers(_ row: Row) {
        var script = Script()
        script.send(row.command)
        let actions = script.receive(row.bytes)
        #expect(actions.answer == ATAnswer(lines: row.lines, result: row.result))
        #expect(actions.notices == row.notices)
        #expect(script.dialogue.isIdle)
    }

    static let notices: [(String, Unsolicited)] = [
        ("RING\r\n", .ring),
        ("+CLIP: \"+491701000001\",145\r\n", .callerID("+491701000001")),
        ("+CMT: ,3\r\n00aabb\r\n", .messageRouted(length: 3, pdu: "00aabb")),
        ("+CMT: \"Ann\",3\r\n00aabb,0\r\n", .messageRouted(length: 3, pdu: "00aabb")),
        (
            "+CMT: \"+4917\",,\"24/01/01,10:00:00+04\"\r\nHello\r\n",
            .textRouted(header: "+CMT: \"+4917\",,\"24/01/01,10:00:00+04\"", text: "Hello")
        ),
        ("+CDSI: \"SR\",7\r\n", .reportStored(storage: "SR", index: 7)),
        ("+CREG: 5\r\n", .registration(Registration(domain: .circuit, state: .roaming))),
        (
            "+CEREG: 2,6,4CA,81DE445,7\r\n",
            .registration(Registration(domain: .eps, state: .homeSMSOnly, area: "4CA", cell: "81DE445", technology: 7))
        ),
        ("RDY\r\n", .restarted("RDY")),
        ("^BOOT:1,0,0\r\n", .bootNotice("^BOOT:1,0,0")),
        ("SMS DONE\r\n", .partReady("SMS DONE")),
        ("+CPIN: NOT READY\r\n", .simStatus("+CPIN: NOT READY")),
        ("UNDER-VOLTAGE WARNNING\r\n", .power("UNDER-VOLTAGE WARNNING")),
        ("+CUSD: 1,\"1. Balance\",15\r\n", .ussd(mode: 1, text: "1. Balance", coding: 15)),
        ("+ZUSIMR:2\r\n", .other("+ZUSIMR:2")),
        ("+CMTI: \"SM\"\r\n", .other("+CMTI: \"SM\"")),
    ]

    @Test(arguments: notices) func unasked(bytes: String, expected: Unsolicited) {
        var script = Script()
        #expect(script.receive(bytes).notices == [expected])
    }

    @Test func aHeaderWithoutItsPDUIsToldAndCostsNothing() {
        var script = Script()
        script.send(.signalQuality)
        let actions = script.receive("+CMT: ,24\r\n+CSQ: 1,0\r\nOK\r\nOK\r\n")
        #expect(actions.answer == ATAnswer(lines: ["+CSQ: 1,0"], result: .ok))
        #expect(actions.notices == [.other("+CMT: ,24")])
    }

    @Test func onlyOneCommandAtATime() {
        var script = Script()
        #expect(script.send(.signalQuality).written == ["AT+CSQ\r"])
        #expect(script.send(.registration) == [.notTaken("the dialogue is busy")])
        #expect(script.receive("+CSQ: 1,0\r\nOK\r\n").answer?.lines == ["+CSQ: 1,0"])
    }

    @Test func timeOut() {
        var script = Script()
        script.send(.signalQuality)
        #expect(script.dialogue.deadline == .seconds(5))
        script.wait(.seconds(4))
        #expect(script.feed(.timer).isEmpty)
        #expect(script.timeOut().answer?.failure == .timedOut)
    }

    @Test func readyWithoutOKEndsAfterASecond() {
        var script = Script()
        script.send(.pinState)
        #expect(script.receive("+CPIN: READY\r\n").isEmpty)
        #expect(script.dialogue.deadline == .seconds(1))
        #expect(script.timeOut().answer == ATAnswer(lines: ["+CPIN: READY"], result: .ok))
    }

    @Test func aStrayErrorIsNotTheNextAnswer() {
        var script = Script()
        script.send(.listMessages)
        script.receive("+CMS ERROR: 500\r\n")
        script.wait(.milliseconds(100))
        #expect(script.send(.signalQuality).written.isEmpty)
        #expect(script.receive("ERROR\r\n") == [.noted("a stray ERROR after +CMS ERROR was ignored")])
        #expect(script.timeOut().written == ["AT+CSQ\r"])
        #expect(script.now == .milliseconds(300))
        #expect(script.receive("ERROR\r\n").answer?.failure == .plain)
    }

    @Test func anErrorAfterTheGuardIsReal() {
        var script = Script()
        script.send(.listMessages)
        script.receive("+CMS ERROR: 500\r\n")
        script.wait(.milliseconds(301))
        #expect(script.send(.signalQuality).written == ["AT+CSQ\r"])
        #expect(script.receive("ERROR\r\n").answer?.failure == .plain)
    }

    @Test func overlongLinesAreDroppedAndNoted() {
        var script = Script { $0.longestLine = 64 }
        script.send(.signalQuality)
        let noise = String(repeating: "x", count: 1000)
        let actions = script.receive("\(noise)\r\n+CSQ: 1,0\r\nOK\r\n")
        #expect(actions.contains(.noted("a line of more than 64 bytes was dropped")))
        #expect(actions.answer?.lines == ["+CSQ: 1,0"])
    }

    @Test func answersAreBounded() {
        var script = Script { $0.mostLines = 3 }
        script.send(.model)
        #expect(script.receive("a\r\nb\r\nc\r\nd\r\nOK\r\n").answer?.lines == ["a", "b", "c"])
    }

    @Test func hangingUpEndsWhatRuns() {
        var script = Script()
        script.send(.signalQuality)
        #expect(script.feed(.hungUp).answer?.failure == .hungUp)
        #expect(script.dialogue.deadline == nil)
    }

    @Test func aRestartEndsWhatRuns() {
        var script = Script()
        script.send(.signalQuality)
        let actions = script.receive("\r\nRDY\r\n")
        #expect(actions.answer?.failure == .restarted)
        #expect(actions.notices == [.restarted("RDY")])
    }

    @Test func escapeDrainsUntilThePortIsSilent() {
        var script = Script()
        #expect(script.feed(.escape).written == ["\u{1B}\r\n"])
        script.wait(.milliseconds(150))
        script.receive("junk\r\nOK\r\n+CMTI: \"SM\",1\r\n")
        script.wait(.milliseconds(150))
        #expect(script.feed(.timer).isEmpty)
        #expect(script.timeOut() == [.drained])
        #expect(script.now == .milliseconds(350))
    }

    @Test func escapeEndsUnderAFlood() {
        var script = Script()
        script.feed(.escape)
        for _ in 0..<100 {
            script.wait(.milliseconds(50))
            if script.feed(.timer).contains(.drained) { break }
            script.receive("^RSSI: 1\r\n")
        }
        #expect(script.dialogue.isIdle)
        #expect(script.now == .seconds(2))
    }

    @Test func wakesAreAskedForOnce() {
        var script = Script()
        script.send(.signalQuality)
        script.receive("+CSQ: 1")
        script.receive(",0\r\n")
        #expect(script.all.count { if case .wake = $0 { true } else { false } } == 1)
    }

    @Test func aLineThatFollowsTheOKIsTheAnswer() {
        var script = Script()
        script.send(.registration)
        #expect(script.receive("\r\nOK\r\n").answer == nil)
        #expect(script.receive("\r\n+CREG: 0,1\r\n").answer == ATAnswer(lines: ["+CREG: 0,1"], result: .ok))
        script.send(.registration)
        script.receive("\r\nOK\r\n")
        #expect(script.timeOut().answer == ATAnswer(lines: [], result: .ok))
        #expect(script.now == .milliseconds(500))
    }

    @Test func whatHarmsIsNotWritten() {
        var script = Script { $0.forbidden = ["AT+CFUN=4"] }
        let actions = script.send(ATCommand("at+cfun=4"))
        #expect(actions.written.isEmpty && actions.answer?.failure == .notSupported && script.dialogue.isIdle)
        var byHand = ATCommand("AT+CFUN=4")
        byHand.isDeliberate = true
        #expect(script.send(byHand).written == ["AT+CFUN=4\r"])
    }

    @Test func anOldModemGetsItsPauseBetweenCommands() {
        var script = Script { $0.commandGap = .milliseconds(50) }
        #expect(script.send(.signalQuality).written.count == 1)
        script.wait(.milliseconds(10))
        script.receive("\r\nOK\r\n")
        #expect(script.send(.model).written.isEmpty)
        #expect(script.timeOut().written == ["AT+CGMM\r"])
        #expect(script.now == .milliseconds(60))
    }
}
