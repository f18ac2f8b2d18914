import Testing

@testable import Connectors

@Suite struct RedactorTests {
    @Test(arguments: [
        ("the token abc-123 is wrong", "the token ••• is wrong"),
        ("abc-123abc-123", "••••••"),
        ("longer abc-123-more here", "longer ••• here"),
        ("The 'To' number +14155552671 is not valid", "The 'To' number +…71 is not valid"),
        ("error 21610, HTTP 400", "error 21610, HTTP 400"),
        ("two\nlines\tand a tab", "two lines and a tab"),
    ])
    func hides(text: String, expected: String) {
        #expect(Redactor(["abc-123", "abc-123-more", ""])(text) == expected)
    }

    @Test func boundsTheLength() {
        #expect(Redactor([])(String(repeating: "x", count: 100_000)).count == Redactor.maximumLength)
    }
}
