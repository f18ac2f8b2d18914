import Campaigns
import Modems
import Testing

@testable import Gateway

@Suite struct SendFailureTests {
    @Test(arguments: [
        (ATFailure.cms(1), SendFailure.permanentNumber),
        (.cms(128), .permanentMessage),
        (.cms(197), .permanentMessage),
        (.cms(30), .temporary),
        (.cms(17), .temporary),
        (.cms(42), .temporary),
        (.cms(322), .temporary),
        (.cms(331), .temporary),
        (.cms(332), .uncertain),
        (.cms(69), .configuration),
        (.cms(315), .configuration),
        (.cms(8), .senderBlocked),
        (.cms(999), .temporary),
        (.cme(10), .configuration),
        (.plain, .temporary),
        (.words("NO WAY"), .temporary),
        (.notSupported, .temporary),
    ])
    func everyClassOfFailure(_ failure: ATFailure, _ kind: SendFailure) {
        #expect(SendFailure(failure) == kind, "\(failure)")
    }

    /// What is uncertain is never sent again, so nothing else may be taken for it.
    @Test func onlyANetworkTimeoutIsUncertain() {
        for number in 0...600 where number != 332 {
            #expect(SendFailure(.cms(number)) != .uncertain, "+CMS ERROR \(number)")
            #expect(SendFailure(.cme(number)) != .uncertain, "+CME ERROR \(number)")
        }
    }
}
