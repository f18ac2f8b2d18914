import Campaigns
import Testing

@Suite
struct InvalidNumberRuleTests {
    static let cases: [([(String, Int64)], Bool)] = [
        ([("a", 0), ("b", 86_400)], true),
        ([("b", 86_400), ("a", 0)], true),
        ([("a", 0), ("b", 86_399)], false),
        ([("a", 0), ("a", 200_000)], false),
        ([("a", 0)], false),
        ([("a", 0), ("b", 10), ("b", 90_000)], true),
    ]

    @Test(arguments: cases)
    func twoLinesADayApart(failures: [(String, Int64)], expected: Bool) {
        let failures = failures.map { InvalidNumberRule.Failure(line: $0.0, at: Timestamp(seconds: $0.1)) }
        #expect(InvalidNumberRule().isInvalid(after: failures) == expected)
    }
}
