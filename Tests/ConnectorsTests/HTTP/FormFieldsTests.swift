import Testing

@testable import Connectors

@Suite struct FormFieldsTests {
    @Test(arguments: [
        ("a=b", [["a", "b"]]),
        ("a=b+c%20d", [["a", "b c d"]]),
        ("a=1=2&&b&c=", [["a", "1=2"], ["b", ""], ["c", ""]]),
        ("t=%C3%A4%F0%9F%98%80", [["t", "ä😀"]]),
        ("t=100%&u=%zz&v=%4", [["t", "100%"], ["u", "%zz"], ["v", "%4"]]),
        ("t=%FF", [["t", "\u{FFFD}"]]),
        ("", []),
    ])
    func decodes(text: String, expected: [[String]]) throws {
        let form = try #require(FormFields(decoding: Array(text.utf8)))
        #expect(form.fields.map { [$0.name, $0.value] } == expected)
    }

    @Test func escapesAllThatMayMeanSomething() {
        #expect(
            FormFields([("DateSent>", "2026-11-23T16:00:00Z"), ("T o", "+1&ä*-._~")]).encoded
                == "DateSent%3E=2026-11-23T16%3A00%3A00Z&T+o=%2B1%26%C3%A4*-._%7E"
        )
    }

    @Test func refusesTooManyFields() {
        let text = Array(repeating: "a=b", count: FormFields.maximumCount).joined(separator: "&")
        #expect(FormFields(decoding: Array(text.utf8)) != nil)
        #expect(FormFields(decoding: Array((text + "&a=b").utf8)) == nil)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func whatIsEncodedIsDecoded(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("aZ09 +%&=?;/\\\"äß漢😀\n\r\u{0}~*")
        func text() -> String {
            String(
                (0..<Int.random(in: 0...12, using: &generator)).compactMap { _ in
                    alphabet.randomElement(using: &generator)
                }
            )
        }
        let pairs = (0..<10).map { _ in ("n" + text(), text()) }
        let form = FormFields(pairs)
        #expect(FormFields(decoding: Array(form.encoded.utf8)) == form, "seed \(seed)")
    }
}
