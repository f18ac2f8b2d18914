import Modems
import Testing

@Suite struct RecordingTextTests {
    private let header = Recording.Header(
        modem: "line1",
        dialect: "huawei",
        model: "huawei E3131",
        began: "2026-11-25T18:51:44.120Z",
        ended: "2026-11-25T18:56:44.120Z",
        reasons: [
            "2026-11-25T18:56:14Z the modem does not answer", "2026-11-25T18:56:44Z out of rotation: nothing helped",
        ],
        version: "0.1.0"
    )

    /// Any line that a modem may say.
    @Test(arguments: [1, 2, 3] as [UInt64]) func whatIsWrittenIsReadBack(seed: UInt64) throws {
        var random = TestGenerator(state: seed)
        let characters = Array(" =<>:.,+\"'#^\\äж漢🙂\u{FFFD}0A")
        var entries: [Recording.Entry] = []
        var at: Duration = .zero
        for _ in 0..<300 {
            at += .milliseconds(Int.random(in: 0...100_000, using: &random))
            let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                characters[Int.random(in: characters.indices, using: &random)]
            }
            entries.append(
                .init(at: at, try #require(Recording.Kind.allCases.randomElement(using: &random)), String(text))
            )
        }
        let recording = Recording(header: header, entries: entries)
        #expect(try Recording(parsing: recording.text) == recording, "seed \(seed)")
    }

    @Test func theHeadIsReadWithoutTheRest() {
        let text = Recording(header: header, entries: [.init(at: .zero, .sent, "AT")]).text
        #expect(Recording.Header(headOf: String(text.dropLast(8))) == header)
        #expect(Recording.Header(headOf: "AT\nOK") == nil)
    }

    @Test func aFileWrittenByHandIsRead() throws {
        let recording = try Recording(
            parsing:
                "smsbridge-recording 1\r\nmodem x\r\ncolour red\r\n\r\n2 < OK\r\n1.5 > AT\r\n\r\n2.25 = state ready\r\n"
        )
        #expect(recording.header.modem == "x")
        #expect(
            recording.entries == [
                .init(at: .milliseconds(1500), .sent, "AT"), .init(at: .seconds(2), .received, "OK"),
                .init(at: .milliseconds(2250), .noted, "state ready"),
            ]
        )
        #expect(recording.states == ["ready"])
    }

    @Test(arguments: [
        ("", "line 1: no recording"), ("AT\nOK\n", "line 1: no recording"),
        ("smsbridge-recording 2\n\n", "line 1: it is of a later form (2)"),
        ("smsbridge-recording 1\nmodem x\n", "line 3: it ends before its first entry"),
        ("smsbridge-recording 1\n\n1.0 > AT\nnonsense\n", "line 4: expected such as"),
        ("smsbridge-recording 1\n\n1.0 ? AT\n", "line 3: expected"),
        ("smsbridge-recording 1\n\n-1 > AT\n", "line 3: expected"),
        ("smsbridge-recording 1\n\n1 > " + String(repeating: "A", count: 9000), "line 3: a line of more than 8192"),
    ])
    func damagedOnesSayWhere(text: String, words: String) {
        #expect {
            try Recording(parsing: text)
        } throws: {
            "\($0)".hasPrefix(words)
        }
    }
}
