import Testing

@testable import smsbridge

@Suite("A line that is being typed")
struct LineEditorTests {
    private func type(_ text: String, into editor: inout LineEditor) -> [LineEditor.Outcome] {
        text.utf8.compactMap { editor.take($0) }
    }

    @Test(
        "keys edit the line",
        arguments: [
            ("AT\r", "AT"), ("ATX\u{7F}\r", "AT"), ("T\u{1B}[DA\r", "AT"), ("XAT\u{1}\u{1B}[3~\r", "AT"),
            ("T\u{1B}[HA\u{1B}[F+\r", "AT+"), ("AT+X Y\u{17}\u{17}AT\r", "AT"),
            ("AT+CSQ\u{1B}[D\u{1B}[D\u{B}\r", "AT+C"),
            ("XXX\u{15}AT\r", "AT"), ("é\r", "é"),
        ]
    )
    func keys(_ typed: String, _ line: String) {
        var editor = LineEditor()
        #expect(type(typed, into: &editor).last == .entered(line))
        #expect(editor.line.isEmpty)
    }

    @Test("the arrows bring earlier lines and the draft back")
    func history() {
        var editor = LineEditor()
        _ = type("AT\rAT+CSQ\rdraft\u{1B}[A\u{1B}[A\u{1B}[A", into: &editor)
        #expect(editor.line == "AT")
        _ = type("\u{1B}[B\u{1B}[B", into: &editor)
        #expect(editor.line == "draft")
        #expect(type("\u{3}", into: &editor) == [.abandoned])
        #expect(type("\u{4}", into: &editor) == [.ended])
    }

    @Test("an answer to a question is no command that comes back")
    func forgets() {
        var editor = LineEditor()
        _ = type("AT+CFUN=1,1\rn\r", into: &editor)
        editor.forgetLast()
        _ = type("\u{1B}[A", into: &editor)
        #expect(editor.line == "AT+CFUN=1,1")
    }

    @Test("whatever comes in, nothing breaks", arguments: UInt64(1)...20)
    func anything(seed: UInt64) {
        var editor = LineEditor()
        var value = seed
        for _ in 0..<2000 {
            value = value &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            _ = editor.take(UInt8(truncatingIfNeeded: value >> 33))
            #expect(editor.cursor >= 0 && editor.cursor <= editor.characters.count)
        }
    }
}
