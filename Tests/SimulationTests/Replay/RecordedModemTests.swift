import Modems
import Simulation
import Testing

/// A recorded modem and a driver that says what a table says, in virtual time.
private struct Bench {
    var modem: RecordedModem
    var now: Duration = .zero
    /// What it said, with the times.
    var said: [(at: Duration, text: String)] = []
    var acts: [RecordedModem.Action] = []
    private var wakeAt: Duration?

    init(_ lines: String, speed: Int = 1) throws {
        modem = RecordedModem(try Recording(parsing: "smsbridge-recording 1\n\n" + lines), speed: speed)
    }

    /// Says a command and answers what came within so long.
    mutating func ask(_ command: String, within: Duration = .milliseconds(500)) -> [String] {
        let count = said.count
        feed(.received(Array((command + "\r").utf8)))
        pass(within)
        return said.dropFirst(count).map(\.text)
    }

    mutating func write(_ bytes: [UInt8], within: Duration = .milliseconds(500)) -> [String] {
        let count = said.count
        feed(.received(bytes))
        pass(within)
        return said.dropFirst(count).map(\.text)
    }

    @discardableResult
    mutating func pass(_ time: Duration) -> [String] {
        let count = said.count
        let end = now + time
        while let at = wakeAt, at <= end {
            now = max(now, at)
            wakeAt = nil
            feed(.timer)
        }
        now = end
        return said.dropFirst(count).map(\.text)
    }

    private mutating func feed(_ event: RecordedModem.Event) {
        for action in modem.handle(event, at: now) {
            switch action {
            case .write(let bytes):
                let text = String(decoding: bytes, as: UTF8.self)
                for line in text.split(whereSeparator: \.isNewline) { said.append((now, String(line))) }
            case .wake(let at): wakeAt = at
            case .tell: break
            default: acts.append(action)
            }
        }
    }
}

@Suite struct RecordedModemTests {
    private static let calm = """
        0.000 = opened
        0.000 > AT
        0.050 < OK
        0.100 > AT+CSQ
        0.150 < +CSQ: 20,99
        0.150 < OK
        30.000 > AT+CSQ
        30.020 < +CSQ: 5,99
        30.030 < OK
        45.000 < +CMTI: "SM",3

        """

    @Test func questionsInTheRecordedOrderGetTheRecordedAnswersAtTheirPace() throws {
        var bench = try Bench(Self.calm)
        #expect(bench.ask("AT") == ["OK"])
        #expect(bench.said[0].at == .milliseconds(50))
        #expect(bench.ask("AT+CSQ") == ["+CSQ: 20,99", "OK"])
        bench.pass(.seconds(29))
        #expect(bench.ask("at+csq") == ["+CSQ: 5,99", "OK"])
        // 15 s after that question, as it was.
        #expect(bench.pass(.seconds(14)) == [])
        #expect(bench.pass(.seconds(1)) == ["+CMTI: \"SM\",3"])
    }

    @Test func aSpeedDividesAllTimes() throws {
        var bench = try Bench(Self.calm, speed: 10)
        #expect(bench.ask("AT") == ["OK"])
        #expect(bench.said[0].at == .milliseconds(5))
        bench.pass(.seconds(5))
        #expect(bench.said.last?.text == "+CMTI: \"SM\",3")
        #expect((.milliseconds(4400)...(.milliseconds(4600))).contains(bench.said.last?.at ?? .zero))
    }

    @Test func anotherOrderGetsWhatWasSaidAboutThatTime() throws {
        var bench = try Bench(Self.calm)
        #expect(bench.ask("AT+CSQ") == ["+CSQ: 20,99", "OK"])
        #expect(bench.ask("AT") == ["OK"])
        // Asked more often than recorded: the last word on it.
        #expect(bench.ask("AT+CSQ") == ["+CSQ: 20,99", "OK"])
        bench.pass(.seconds(60))
        #expect(bench.ask("AT+CSQ") == ["+CSQ: 5,99", "OK"])
        #expect(bench.ask("AT+CSQ") == ["+CSQ: 5,99", "OK"])
    }

    @Test func whatTheRecordingLacksIsAnsweredAsAPlainModemDoes() throws {
        var bench = try Bench(Self.calm)
        #expect(bench.ask("AT+CNMI=2,1,0,2,0") == ["OK"])
        // It has heard what was set.
        #expect(bench.ask("AT+CNMI?") == ["+CNMI: 2,1,0,2,0", "OK"])
        #expect(bench.ask("AT+NONSENSE") == ["ERROR"])
        #expect(bench.ask("AT+CMGF=0") == ["OK"])
        #expect(bench.ask("AT+CMGS=16") == ["> "])
        let pdu = "0001000B919471100000F9000003C834A8"
        #expect(bench.write(Array(pdu.utf8) + [0x1A]) == ["+CMGS: 1", "OK"])
        #expect(bench.ask("AT") == ["OK"])
    }

    private static let hang = """
        0.000 > AT
        0.010 < OK
        10.000 > AT
        10.010 < OK
        20.000 > AT
        25.000 > AT
        30.000 > <ESC>
        31.000 > AT+CFUN=1,1
        40.000 < RDY
        41.000 > AT
        41.010 < OK
        50.000 > AT
        50.010 < OK

        """

    @Test func itFallsSilentAndComesBackWhenTheRecordedOneDid() throws {
        var bench = try Bench(Self.hang)
        #expect(bench.ask("AT", within: .seconds(10)) == ["OK"])
        #expect(bench.ask("AT", within: .seconds(10)) == ["OK"])
        #expect(bench.ask("AT", within: .seconds(5)) == [])
        // Silent to all, also to what nobody asked it.
        #expect(bench.ask("AT+CSQ", within: .seconds(1)) == [])
        #expect(bench.ask("AT", within: .seconds(4)) == [])
        #expect(bench.write([0x1B], within: .seconds(1)) == [])
        #expect(bench.ask("AT+CFUN=1,1", within: .seconds(10)) == ["RDY"])
        #expect(bench.ask("AT", within: .seconds(1)) == ["OK"])
        #expect(bench.ask("AT+CMGF=0", within: .seconds(1)) == ["OK"])
    }

    @Test func aDriverThatAsksOnlyNowAndThenFindsItSilentAtTheTime() throws {
        var bench = try Bench(Self.hang)
        #expect(bench.ask("AT", within: .seconds(22)) == ["OK"])
        #expect(bench.ask("AT", within: .seconds(5)) == [])
        #expect(bench.ask("AT", within: .seconds(5)) == [])
        #expect(bench.ask("AT", within: .seconds(12)) == ["RDY"])
        #expect(bench.ask("AT") == ["OK"])
    }

    @Test func asItWasAtTheEndItStays() throws {
        var bench = try Bench("0.0 > AT\n0.1 < OK\n5.0 > AT\n6.0 > AT\n20.0 = state suspended\n")
        #expect(bench.ask("AT", within: .seconds(5)) == ["OK"])
        for _ in 0..<20 { #expect(bench.ask("AT", within: .seconds(60)) == []) }
        // One whose answer was still to come when the recording ended is not silent.
        var whole = try Bench("0.0 > AT\n0.1 < OK\n5.0 > AT\n5.1 = closed\n")
        #expect(whole.ask("AT", within: .seconds(60)) == ["OK"])
        #expect(whole.ask("AT") == ["OK"])
    }

    @Test func aMessageWithoutAnAnswerAndALateOne() throws {
        let submission = """
            0.0 > AT+CMGS=24
            0.1 < >
            0.2 > 0001000B919471100000F90000AA<Ctrl-Z>
            120.2 > AT
            120.3 < OK
            130.0 < +CMGS: 7
            130.0 < OK

            """
        var bench = try Bench(submission)
        #expect(bench.ask("AT+CMGS=31") == ["> "])
        #expect(bench.write(Array("00110022".utf8) + [0x1A], within: .seconds(120)) == [])
        #expect(bench.ask("AT", within: .seconds(1)) == ["OK"])
        #expect(bench.pass(.seconds(10)) == ["+CMGS: 7", "OK"])
    }

    /// When a message is sent is not the modem's doing.
    @Test func aMessageIsPlayedWhenTheDriverSendsOne() throws {
        let submission = """
            0.0 > AT
            0.1 < OK
            5.0 > AT+CMGS=24
            5.1 < >
            5.2 > 0001000B919471100000F90000AA
            5.3 > <Ctrl-Z>
            30.0 > AT
            30.1 < OK
            60.0 > AT+CMGS=24
            60.1 < >
            60.2 > 0001000B919471100000F90000AA<Ctrl-Z>
            60.3 < +CMS ERROR: 38

            """
        var bench = try Bench(submission)
        #expect(bench.ask("AT", within: .seconds(40)) == ["OK"])
        #expect(bench.ask("AT", within: .seconds(1)) == ["OK"])
        #expect(bench.ask("AT+CMGS=20") == ["> "])
        #expect(bench.write(Array("00110022".utf8) + [0x1A], within: .seconds(4)) == [])
        #expect(bench.ask("AT") == ["OK"])
        #expect(bench.ask("AT+CMGS=20") == ["> "])
        #expect(bench.write(Array("00110022".utf8) + [0x1A]) == ["+CMS ERROR: 38"])
    }

    @Test func aLineBehindItsOKBelongsToTheAnswer() throws {
        var bench = try Bench("0.0 > AT+CREG?\n0.1 < OK\n0.2 < +CREG: 0,1\n0.3 > AT\n0.4 < OK\n9.0 > AT\n9.1 < OK\n")
        #expect(bench.ask("AT+CREG?") == ["OK", "+CREG: 0,1"])
        bench.pass(.seconds(5))
        #expect(bench.ask("AT+CREG?") == ["OK", "+CREG: 0,1"])
    }

    @Test func aPromptThatIsLeftLeavesItReady() throws {
        var bench = try Bench("0.0 > AT+CMGS=24\n0.1 < >\n0.2 > <ESC>\n0.3 < OK\n1.0 > AT\n1.1 < OK\n")
        #expect(bench.ask("AT+CMGS=24") == ["> "])
        #expect(bench.write([0x1B]) == ["OK"])
        #expect(bench.ask("AT") == ["OK"])
    }

    @Test func itGoesAwayAndComesBack() throws {
        let vanishing = """
            0.0 > AT
            0.1 < OK
            9.9 > AT+CSQ
            10.0 = hung up
            10.0 = state absent
            20.0 = opened
            20.1 > AT
            20.2 < OK
            23.0 < RDY

            """
        var bench = try Bench(vanishing)
        #expect(bench.ask("AT", within: .seconds(10)) == ["OK"])
        #expect(bench.acts == [.vanish])
        #expect(bench.ask("AT", within: .seconds(4)) == [])
        bench.pass(.seconds(2))
        #expect(bench.acts == [.vanish, .appear])
        // Opened a little sooner than it was.
        #expect(bench.ask("AT", within: .seconds(2)) == ["OK"])
        #expect(bench.pass(.seconds(1)) == ["RDY"])
    }

    @Test func timeThatIsNotInTheRecordingIsLeftOut() throws {
        var bench = try Bench(
            "0.0 > AT\n0.1 < OK\n0.1 = gap\n5000.0 > AT+CSQ\n5000.1 < +CSQ: 3,99\n5000.1 < OK\n5003.0 < RDY\n"
        )
        #expect(bench.ask("AT", within: .seconds(1)) == ["OK"])
        #expect(bench.ask("AT+CSQ", within: .seconds(1)) == ["+CSQ: 3,99", "OK"])
        #expect(bench.pass(.seconds(2)) == ["RDY"])
    }

    @Test func secretsMatchHiddenOnes() throws {
        var bench = try Bench("0.0 > AT+CPIN=[hidden]\n0.1 < +CME ERROR: 16\n")
        #expect(bench.ask("AT+CPIN=\"1234\"") == ["+CME ERROR: 16"])
    }

    /// Whatever a driver writes, in whatever pieces, it does no harm.
    @Test(arguments: [1, 2, 3] as [UInt64]) func anyOctets(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var bench = try Bench(Self.hang + Self.calm)
        for _ in 0..<3000 {
            let count = Int.random(in: 0...12, using: &random)
            let bytes = (0..<count).map { _ in
                [0x0D, 0x0A, 0x1A, 0x1B, 0x41, 0x54, 0x2B, UInt8.random(in: 0...255, using: &random)]
                    .randomElement(using: &random) ?? 0x0D
            }
            _ = bench.write(bytes, within: .milliseconds(Int.random(in: 0...300, using: &random)))
        }
        bench.pass(.seconds(100))
        _ = bench.write([0x1B])
        #expect(bench.ask("AT") == ["OK"], "seed \(seed)")
    }
}
