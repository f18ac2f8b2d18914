import Campaigns
import Testing

@Suite
struct BreakerTests {
    static let thresholds: [(String, BreakerSettings.Threshold?)] = [
        ("5 % of 100", .init(5, of: 100)), ("20%of50", .init(20, of: 50)), ("0 % of 100", nil), ("5 % of 5", nil),
        ("101 % of 100", nil), ("5 %", nil), ("five % of 100", nil), ("5 % of 1001", nil), ("", nil),
    ]

    @Test(arguments: thresholds)
    func readsThresholds(text: String, expected: BreakerSettings.Threshold?) {
        #expect(BreakerSettings.Threshold(text) == expected)
        if let expected { #expect(BreakerSettings.Threshold(expected.description) == expected) }
    }

    /// What routes did, the newest last: `1p` failed for good on route 1, `2b` was refused on route 2, `3` went well.
    private func entries(_ text: String) -> [CampaignBreaker.Entry] {
        text.split(separator: " ").reversed().flatMap { word -> [CampaignBreaker.Entry] in
            let parts = word.split(separator: "*")
            let failure: HandOverFailure? =
                parts[0].hasSuffix("p") ? .permanent : parts[0].hasSuffix("b") ? .blocked : nil
            let route = Int64(parts[0].filter(\.isNumber)) ?? 0
            let count = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
            return Array(repeating: CampaignBreaker.Entry(route: route, failure: failure), count: count)
        }
    }

    struct Case: Sendable {
        var history: String
        var kind: PauseReason.Kind?
    }

    static let cases = [
        Case(history: "1*100", kind: nil),
        Case(history: "1p*20 1*80", kind: nil),
        Case(history: "1p*21 1*79", kind: .failures),
        // A short history needs as many of them.
        Case(history: "1p*20", kind: nil),
        Case(history: "1p*21", kind: .failures),
        // What is too long ago counts no more.
        Case(history: "1p*50 1*100", kind: nil),
        // Several SIMs fail: the list.
        Case(history: "1p*11 2p*11 1*20 2*20", kind: .failures),
        // One fails and the other does not: the SIM, and a stray failure does not change that.
        Case(history: "1p*30 2*60", kind: nil),
        Case(history: "1p*30 2*60 2p", kind: nil),
        // Refused on both: the list or the text. On one alone, or with no other to compare: the SIM.
        Case(history: "1b*3 2b*3 1*10 2*10", kind: .blocks),
        Case(history: "1b*6 2*40", kind: nil),
        Case(history: "1b*10", kind: nil),
        Case(history: "1b*5 2b*0 1*45", kind: nil),
    ]

    @Test(arguments: cases)
    func tellsListsFromSIMs(example: Case) {
        let reason = CampaignBreaker(.standard).trip(entries(example.history))
        #expect(reason?.kind == example.kind, "\(example.history): \(reason?.text ?? "-")")
        #expect(CampaignBreaker(.off).trip(entries(example.history)) == nil)
    }

    @Test
    func optOutsPause() {
        let breaker = CampaignBreaker(.standard)
        #expect(breaker.trip(optOuts: 5, of: 100) == nil)
        #expect(breaker.trip(optOuts: 6, of: 100)?.kind == .optOuts)
        #expect(
            breaker.trip(optOuts: 6, of: 100)?.text.hasPrefix("6 of the last 100 recipients opted out, more than 5 %: ")
                == true
        )
        let young = breaker.trip(optOuts: 6, of: 40)?.text
        #expect(young?.hasPrefix("6 of its first 40 recipients opted out, more than 5 % of 100: ") == true)
    }

    static let lines: [(LineBreaker.Tally, LineBreaker.Tally, Bool)] = [
        (.init(total: 50, failed: 16), .init(total: 50, failed: 0), true),
        (.init(total: 50, failed: 15), .init(total: 50, failed: 0), false),
        (.init(total: 20, failed: 16), .init(total: 50, failed: 2), true),
        // The others fail as well, or have hardly sent.
        (.init(total: 50, failed: 16), .init(total: 50, failed: 10), false),
        (.init(total: 50, failed: 40), .init(total: 9, failed: 0), false),
        (.init(total: 0, failed: 0), .init(total: 50, failed: 0), false),
    ]

    @Test(arguments: lines)
    func aSIMIsComparedWithOthers(own: LineBreaker.Tally, others: LineBreaker.Tally, trips: Bool) {
        #expect((LineBreaker().trip(own: own, others: others) != nil) == trips)
    }

    static let failures: [(SendFailure, HandOverFailure?)] = [
        (.permanentNumber, .permanent), (.permanentMessage, .permanent), (.senderBlocked, .blocked),
        (.configuration, .blocked), (.credit, .blocked), (.temporary, nil), (.throttled(retryAfterSeconds: nil), nil),
        (.uncertain, nil), (.policy, nil), (.optedOut, nil),
    ]

    @Test(arguments: failures)
    func whatCounts(failure: SendFailure, expected: HandOverFailure?) { #expect(HandOverFailure(failure) == expected) }
}
