import Campaigns
import Testing

@Suite struct EventTypeTests {
    @Test(arguments: [
        ("message.sent", 1), ("campaign.*", 5), ("message.*", 5), ("*", EventType.allCases.count), ("message.red", 0),
        ("camp*", 0), ("", 0), (".*", 0), ("nothing.*", 0),
    ])
    func names(_ name: String, count: Int) {
        #expect(EventType.named(name).count == count)
    }

    @Test func everyNameStandsForSomething() {
        #expect(EventType.names.allSatisfy { !EventType.named($0).isEmpty })
        #expect(EventType.standard.isDisjoint(with: EventType.bulk))
    }

    @Test func everyFinalStateIsTold() {
        for state in MessageState.allCases where state.isFinal { #expect(EventType(of: state) != nil, "\(state)") }
        #expect(EventType(of: .claimed) == nil)
    }
}
