import Testing

@testable import Devices

@Suite(.timeLimit(.minutes(1)))
struct OneShotTests {
    @Test func givesTheFirstValue() async {
        let early = OneShot<Int>()
        early.fulfil(1)
        early.fulfil(2)
        #expect(await early.value() == 1)
        let late = OneShot<Int>()
        async let value = late.value()
        late.fulfil(3)
        #expect(await value == 3)
    }

    @Test func stopsWaitingWhenCancelled() async {
        let never = OneShot<Int>()
        await withTaskGroup(of: Int?.self) { group in
            group.addTask { await never.value() }
            group.cancelAll()
            for await value in group { #expect(value == nil) }
        }
        never.fulfil(1)
        #expect(await never.value() == 1)
    }
}
