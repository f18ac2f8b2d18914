import Modems
import Testing

@Suite struct ATDialoguePropertyTests {
    /// A whole dialogue: what the modem says, and after which byte the host does what.
    static let transcript =
        "\r\n+CMTI: \"SM\",3\r\n\r\n+CDS: 2\r\n000611\r\nAT+CMGS=15\r\r\n> \(Script.pdu)\u{1A}\r\n^RSSI:1\r\n"
        + "\r\n+CMGS: 12\r\n\r\nOK\r\n\r\n+CREG: 1\r\nRING\r\n"

    @Test(arguments: UInt64(0)..<40) func splittingTheBytesChangesNothing(seed: UInt64) {
        var random = TestGenerator(state: seed)
        let bytes = Array(Self.transcript.utf8)
        #expect(Self.play(bytes, cuts: []) == Self.play(bytes, cuts: Self.cuts(bytes.count, &random)), "seed \(seed)")
    }

    /// Plays the transcript into one submission; the prompt is answered right after the byte that shows it.
    private static func play(_ bytes: [UInt8], cuts: Set<Int>) -> [ATDialogue.Action] {
        var script = Script()
        script.feed(.submit(tpduLength: 15, pdu: Script.pdu))
        var actions: [ATDialogue.Action] = []
        var piece: [UInt8] = []
        for (position, byte) in bytes.enumerated() {
            piece.append(byte)
            guard cuts.contains(position) || byte == UInt8(ascii: ">") || position == bytes.count - 1 else { continue }
            let new = script.feed(.received(piece))
            actions += new
            if new.contains(.prompted) { actions += script.feed(.promptAnswered(.write)) }
            piece = []
        }
        return actions
    }

    private static func cuts(_ count: Int, _ random: inout TestGenerator) -> Set<Int> {
        Set((0..<count).filter { _ in Int.random(in: 0..<4, using: &random) == 0 })
    }

    static let words = [
        "OK\r\n", "ERROR\r\n", "> ", "\r\n", "+CMGS: 1\r\n", "+CMS ERROR: 500\r\n", "+CMT: ,24\r\n", "+CDS: 9\r\n",
        "0011AABB\r\n", "+CREG: ", "RDY\r\n", "\u{1A}", "\u{1B}", "+CMGL: 1,1,,3\r\n", "\"", "(", "^", ",,,\r\n",
        "+CPMS: \"", "NO CARRIER\r\n",
    ]

    @Test(arguments: UInt64(0)..<200) func nothingWedgesTheDialogue(seed: UInt64) {
        var random = TestGenerator(state: seed)
        var script = Script { $0.longestLine = 200 }
        for _ in 0..<300 {
            script.wait(.milliseconds(Int.random(in: 0..<2000, using: &random)))
            script.feed(Self.event(&random))
        }
        // Left alone, it is idle again after its time-outs, and takes a command.
        for _ in 0..<12 { script.timeOut() }
        script.feed(.received(Array("\r\n".utf8)))
        #expect(script.dialogue.isIdle, "seed \(seed)")
        script.wait(.seconds(700))
        script.findStep()
        #expect(script.send(.signalQuality).written == ["AT+CSQ\r"], "seed \(seed)")
        #expect(script.receive("\r\n+CSQ: 5,0\r\n\r\nOK\r\n").answer?.lines.last == "+CSQ: 5,0", "seed \(seed)")
    }

    private static func event(_ random: inout TestGenerator) -> ATDialogue.Event {
        switch Int.random(in: 0..<12, using: &random) {
        case 0:
            .send(
                [.signalQuality, .listMessages, .pinState, .registration].randomElement(using: &random) ?? .attention
            )
        case 1: .submit(tpduLength: 15, pdu: Script.pdu)
        case 2: .promptAnswered(Bool.random(using: &random) ? .write : .takeBack)
        case 3: .timer
        case 4: Int.random(in: 0..<10, using: &random) == 0 ? .hungUp : .escape
        case 5, 6, 7:
            .received(
                (0..<Int.random(in: 0..<300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            )
        default: .received(Array((words.randomElement(using: &random) ?? "").utf8))
        }
    }

    @Test(arguments: UInt64(0)..<100) func parsersSurviveAnything(seed: UInt64) {
        var random = TestGenerator(state: seed)
        for _ in 0..<50 {
            let lines = (0..<3).map { _ in
                (0..<4).map { _ in Self.piece(&random) }.joined()
            }
            _ = MessageList.parseList(lines)
            _ = MessageList.parseRead(lines, index: 1)
            _ = StorageAnswer.parseState(lines)
            _ = StorageAnswer.parseChoices(lines)
            _ = NotificationChoices.parse(lines)?.attempts
            _ = Registration.parse(lines)
            _ = SignalQuality.parse(lines)?.bars
            _ = PINState.parse(lines)
            _ = OperatorChoice.parse(lines)
            _ = SMSService.parse(lines)
            _ = IdentityAnswer.parseICCID(lines)
            _ = IdentityAnswer.parseOwnNumber(lines)
            _ = IdentityAnswer.parseServiceCenter(lines)
            for check in DiagnosticCheck.allCases { _ = check.judge([ATAnswer(lines: lines, result: .ok)]) }
            for line in lines { _ = Masking.line(line) }
        }
    }

    private static let pieces = [
        "+CMGL: ", "+CMGR:", "+CPMS: ", "+CNMI:", "+CREG: ", "+CSQ:", "(", ")", "((", "\"", ",", "-", "0-9999999999999",
        "99999999999999999999", "-1", "FF", "é", "00", "+CNUM: ", "+CSCA: \"", "READY", "+CPIN:", ":",
    ]

    private static func piece(_ random: inout TestGenerator) -> String {
        pieces.randomElement(using: &random) ?? ""
    }
}
