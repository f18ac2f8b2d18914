import Campaigns
import Testing

@Suite
struct RetryPolicyTests {
    private let policy = RetryPolicy(jitterPercent: 0)

    private func decide(
        _ failure: SendFailure,
        tries: Int = 1,
        lines: Int = 1,
        otherLine: Bool = true,
        provider: Bool = true,
        atProvider: Bool = false
    ) -> RetryDecision {
        var generator = SeededGenerator(seed: 1)
        let history = RetryHistory(
            triesOnLine: tries,
            linesUsed: lines,
            hasOtherLine: otherLine,
            hasProvider: provider,
            isAtProvider: atProvider
        )
        return policy.decide(failure, history: history, using: &generator)
    }

    static let temporary: [(Int, Int, RetryDecision)] = [
        (1, 1, .sameLine(after: .seconds(5))), (2, 1, .sameLine(after: .seconds(30))),
        (3, 1, .sameLine(after: .seconds(120))), (4, 1, .otherLine), (1, 2, .sameLine(after: .seconds(5))),
        (4, 2, .provider),
    ]

    @Test(arguments: temporary)
    func temporaryFailures(tries: Int, lines: Int, expected: RetryDecision) {
        #expect(decide(.temporary, tries: tries, lines: lines) == expected)
    }

    @Test
    func theEndOfTheRoad() {
        #expect(decide(.temporary, tries: 4, otherLine: false) == .provider)
        #expect(decide(.temporary, tries: 4, lines: 2, provider: false) == .fail(.temporary))
        #expect(decide(.temporary, tries: 4, atProvider: true) == .fail(.temporary))
    }

    @Test(arguments: [SendFailure.permanentNumber, .permanentMessage, .optedOut, .policy])
    func whatNoRouteCanHelp(failure: SendFailure) {
        #expect(decide(failure) == .fail(failure))
    }

    @Test(arguments: [SendFailure.senderBlocked, .configuration, .credit])
    func whatConcernsTheRouteGoesElsewhere(failure: SendFailure) {
        #expect(decide(failure) == .otherLine)
        #expect(failure.concernsRoute)
    }

    /// Promise 4: what may have left is never tried again, wherever it was.
    @Test(arguments: [1, 4], [true, false])
    func uncertainIsNeverTriedAgain(tries: Int, atProvider: Bool) {
        #expect(decide(.uncertain, tries: tries, atProvider: atProvider) == .uncertain)
    }

    @Test
    func throttlingWaitsAsTold() {
        #expect(decide(.throttled(retryAfterSeconds: 17)) == .sameLine(after: .seconds(17)))
        #expect(decide(.throttled(retryAfterSeconds: nil)) == .sameLine(after: .seconds(60)))
        #expect(decide(.throttled(retryAfterSeconds: .max)) == .sameLine(after: .seconds(86_400)))
        #expect(decide(.throttled(retryAfterSeconds: 17), tries: 4) == .otherLine)
    }
}
