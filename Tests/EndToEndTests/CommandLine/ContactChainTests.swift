import Campaigns
import Testing

@testable import Storage
@testable import smsbridge

@Suite("The chain of what happened with a number")
struct ContactChainTests {
    /// A transaction has one time; its decisions have their order all the same.
    @Test("what happened at the same moment stands in the order in which it was decided, after what caused it")
    func order() {
        let at = Timestamp(seconds: 1_780_315_200)
        func decision(_ id: Int64, _ kind: String, after seconds: Int64 = 0) -> DecisionView {
            DecisionView(id: id, at: at + .seconds(seconds), kind: kind, detail: "")
        }
        let enrollment = ContactEnrollmentView(
            campaign: "News",
            state: "optedOut",
            reason: nil,
            endedAt: at,
            decisions: [decision(3, "replied"), decision(5, "optedOut")]
        )
        let call = CallView(id: 1, route: "line1", number: "+491511234001", firstRingAt: at, lastRingAt: at, rings: 1)
        let story = ContactStory(
            number: "+491511234001",
            contact: nil,
            consents: [],
            imports: [],
            enrollments: [enrollment],
            messages: [],
            ownerChanges: [],
            suppressions: [],
            decisions: [decision(4, "answered"), decision(2, "earlier", after: -1)],
            calls: [call],
            receipts: []
        )
        let chain = ContactChain(story).links.map { $0.what == "campaign" ? String($0.detail.dropFirst(8)) : $0.what }
        #expect(chain == ["earlier", "call", "replied: ", "answered", "optedOut: "])
    }
}
