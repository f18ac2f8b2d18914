import Testing

@testable import Modems

@Suite struct FlightRecorderTests {
    private func recorder(span: Duration = .seconds(300), octets: Int = 128 << 10) -> FlightRecorder {
        var settings = FlightRecorder.Settings()
        settings.span = span
        settings.octets = octets
        return FlightRecorder(settings: settings)
    }

    private func line(_ text: String) -> TraceLine { TraceLine(direction: .received, masking: text, ending: "") }

    @Test func itRemembersWhatWasSaidInOrder() {
        var recorder = recorder()
        recorder.add(.opened, at: .milliseconds(5))
        recorder.add(TraceLine(direction: .sent, masking: "AT+CIMI", ending: ""), at: .milliseconds(6))
        recorder.add(line("262011234567890"), at: .milliseconds(9))
        #expect(
            recorder.entries() == [
                .init(at: .milliseconds(5), .noted, "opened"), .init(at: .milliseconds(6), .sent, "AT+CIMI"),
                .init(at: .milliseconds(9), .received, "262011234567890"),
            ]
        )
    }

    @Test func whatIsTooOldIsForgotten() {
        var recorder = recorder(span: .seconds(10))
        for second in 0..<100 { recorder.add(line("\(second)"), at: .seconds(second)) }
        #expect(recorder.entries().map(\.text) == (89...99).map { "\($0)" })
    }

    /// Any texts, and a ring that wraps at every possible place.
    @Test(arguments: [7, 8, 9] as [UInt64]) func theOldestMakeRoom(seed: UInt64) {
        var random = TestGenerator(state: seed)
        var recorder = recorder(octets: 3000)
        var told: [String] = []
        for index in 0..<2000 {
            let count = Int.random(in: 0...(index % 97 == 0 ? 5000 : 60), using: &random)
            let text = "\(index) " + String(repeating: "ä", count: count)
            told.append(text)
            recorder.add(line(text), at: .milliseconds(index))
            let entries = recorder.entries().map(\.text)
            let size = entries.reduce(0) { $0 + $1.utf8.count + 8 }
            #expect(size <= 3000 || entries.count == 1, "seed \(seed), \(index)")
            // A line that is longer than the ring is kept alone, cut.
            let expected = told.suffix(entries.count).map { String(decoding: $0.utf8.prefix(4096), as: UTF8.self) }
            if entries != expected { Issue.record("seed \(seed), \(index)") }
            #expect(recorder.octets <= 8192)
        }
    }

    @Test func itNeverTakesMoreThanItsBound() {
        var recorder = recorder()
        recorder.add(.opened, at: .zero)
        let pdu = String(repeating: "0123456789ABCDEF", count: 20)
        for index in 0..<10_000 { recorder.add(line(pdu), at: .milliseconds(index)) }
        #expect(recorder.octets <= 160 << 10)
        #expect(recorder.entries().count > 300)
    }

    @Test func whatIsHeldIsNotTooOld() {
        var recorder = recorder(span: .seconds(10))
        recorder.add(line("before"), at: .seconds(95))
        recorder.hold(since: .seconds(90))
        recorder.add(line("after"), at: .seconds(200))
        #expect(recorder.entries().map(\.text) == ["before", "after"])
        recorder.hold(since: nil)
        recorder.add(line("later"), at: .seconds(201))
        #expect(recorder.entries().map(\.text) == ["after", "later"])
    }

    @Test func theLastStartStandsInFrontOfWhatIsLeft() {
        var recorder = recorder(span: .seconds(10))
        recorder.add(.opened, at: .zero)
        recorder.add(.state("starting"), at: .zero)
        recorder.add(line("a start"), at: .seconds(1))
        recorder.add(.state("ready"), at: .seconds(2))
        recorder.add(.state("ready"), at: .seconds(3))
        recorder.add(line("much later"), at: .seconds(1000))
        #expect(
            recorder.entries().map(\.text) == [
                "opened", "state starting", "a start", "state ready", "gap", "state ready", "much later",
            ]
        )
        // One that does not come to its end is no start.
        recorder.add(.opened, at: .seconds(1001))
        recorder.add(line("silence"), at: .seconds(1002))
        recorder.add(line("at last"), at: .seconds(2000))
        #expect(recorder.entries().map(\.text).prefix(3) == ["opened", "state starting", "a start"])
    }

    @Test func secretsNeverEnterIt() {
        var script = Script()
        var recorder = recorder()
        script.send(.enterPIN("4711"))
        script.receive("AT+CPIN=\"4711\"\r\r\nOK\r\n")
        for line in ["AT+CGAUTH=1,1,\"me\",\"s3cret\"", "AT^AUTHDATA=1,1,,\"s3cret\"", "at$qcpdpp=1,1,\"s3cret\""] {
            script.send(.typed(line))
            script.receive("OK\r\n")
        }
        for action in script.all {
            if case .trace(let line) = action { recorder.add(line, at: .zero) }
        }
        let texts = recorder.entries().map(\.text)
        #expect(texts.contains("AT+CPIN=[hidden]") && texts.contains("AT+CGAUTH=[hidden]"))
        #expect(!texts.contains { $0.contains("4711") || $0.contains("s3cret") }, "\(texts)")
    }
}
