import Testing

@testable import smsbridge

@Suite("Tables for people")
struct TableTests {
    @Test("columns are as wide as their widest cell, in columns of the terminal")
    func alignment() {
        var table = Table([.init("NAME"), .init("N", .right), .init("TEXT")])
        table.add(["Jürgen", "7", "a"])
        table.add(["王小明", "123", "b"])
        table.add(["e\u{301}", "–", "👍"])
        let lines = table.lines(width: nil, colours: false)
        #expect(lines == ["NAME      N  TEXT", "Jürgen    7  a", "王小明  123  b", "e\u{301}         –  👍"])
    }

    @Test("the last column is cut to the terminal, not in a pipe")
    func cutting() {
        var table = Table([.init("ID"), .init("TEXT")])
        table.add(["1", Table.Cell(String(repeating: "x", count: 50))])
        #expect(table.lines(width: 24, colours: false)[1] == "1   " + String(repeating: "x", count: 19) + "…")
        #expect(table.lines(width: nil, colours: false)[1].count == 54)
    }

    @Test("what has little room takes its short form, goes, or is cut; in a pipe all is there")
    func fitting() {
        var table = Table([.init("TIME"), .init("BY", least: 6), .init("SEG", .right, isOptional: true), .init("TEXT")])
        let text = String(repeating: "long ", count: 10)
        table.add([
            Table.Cell("2026-11-23 19:57:00 CET", short: "11-23 19:57"), "A very long name", "1", Table.Cell(text),
        ])
        for (width, start) in [
            (nil, "2026-11-23 19:57:00 CET  A very long name    1  long"),
            (80, "2026-11-23 19:57:00 CET  A very long name    1  long"),
            (60, "11-23 19:57  A very long name    1  long"),
        ] as [(Int?, String)] {
            #expect(table.lines(width: width, colours: false)[1].hasPrefix(start))
        }
        #expect(
            table.lines(width: 44, colours: false) == [
                "TIME         BY         TEXT", "11-23 19:57  A very l…  long long long long…",
            ]
        )
        #expect(table.lines(width: 40, colours: false)[1] == "11-23 19:57  A ver…  long long long lon…")
        for width in 36...120 {
            for line in table.lines(width: width, colours: false) { #expect(TerminalText.width(line) <= width) }
        }
    }

    @Test("a table that is higher than the screen says how many rows it leaves out")
    func height() {
        var table = Table([.init("N"), .init("TEXT")])
        table.wrapsLast = true
        let text = String(repeating: "x", count: 30)
        table.add(["1", "a"])
        table.add(["2", "\(text) \(text)"])
        table.add(["3", "e"])
        func lines(_ height: Int, isPart: Bool = false) -> [String] {
            table.lines(width: 40, height: height, isPart: isPart, colours: false)
        }
        #expect(lines(5) == ["N  TEXT", "1  a", "2  \(text)", "   \(text)", "3  e"])
        #expect(lines(4) == ["N  TEXT", "1  a", "and 2 more"])
        #expect(lines(3, isPart: true) == ["N  TEXT", "1  a", "and at least 2 more"])
    }

    @Test("facts go on below themselves")
    func facts() {
        let facts = [("state", "paused: its budget of 12.50 is used up"), ("by", "Anna")]
        #expect(Facts.lines(facts) == ["state  paused: its budget of 12.50 is used up", "by     Anna"])
        #expect(
            Facts.lines(facts, columns: 30) == [
                "state  paused: its budget of", "       12.50 is used up", "by     Anna",
            ]
        )
    }

    @Test("colours are there when asked for, and take no room")
    func colours() {
        var table = Table([.init("STATE"), .init("X")])
        table.add([.state("failed"), "y"])
        #expect(table.lines(width: nil, colours: true)[1] == "\u{1B}[31mfailed\u{1B}[0m  y")
        #expect(table.lines(width: nil, colours: false)[1] == "failed  y")
    }

    @Test(
        "what people send cannot command the terminal",
        arguments: [
            ("a\nb", "a⏎b"), ("\u{1B}[2J", "�[2J"), ("a\tb", "a b"), ("\u{202E}abc", "�abc"), ("Grüße 👍", "Grüße 👍"),
        ]
    )
    func harmless(text: String, shown: String) {
        #expect(TerminalText.plain(text) == shown)
    }

    @Test(
        "widths are those of a terminal",
        arguments: [("", 0), ("abc", 3), ("日本", 4), ("👍", 2), ("e\u{301}", 1), ("❤️", 2), ("한", 2), ("\u{200B}", 0)]
    )
    func widths(text: String, width: Int) {
        #expect(TerminalText.width(text) == width)
    }

    @Test("a text is shortened to columns, not to characters")
    func shortening() {
        #expect(TerminalText.shortened("日本語テキスト", to: 7) == "日本語…")
        #expect(TerminalText.shortened("short", to: 5) == "short")
    }

    @Test("a last column that is to be read whole goes on below", arguments: [40, 60, 80])
    func wraps(width: Int) {
        var table = Table([.init("TIME"), .init("WHAT")])
        table.wrapsLast = true
        let words = "the modem could not be brought back: unplug it for ten seconds and plug it in again"
        table.add(["2026-11-24 07:09:52", Table.Cell(words)])
        let lines = table.lines(width: width, colours: false)
        #expect(lines.count > 2 && lines.allSatisfy { TerminalText.width($0) <= width }, "\(lines)")
        let said = lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
        #expect(said.hasSuffix(words), "\(said)")
    }
}
