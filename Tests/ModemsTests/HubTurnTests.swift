import Modems
import Testing

@Suite struct HubTurnTests {
    @Test func oneAtATimeOnEachHub() {
        var turn = HubTurn()
        let result1 = turn.ask(hub: "1-1", by: "a")
        #expect(result1)
        let result2 = turn.ask(hub: "1-1", by: "b")
        #expect(!result2)
        let result3 = turn.ask(hub: "1-2", by: "c")
        #expect(result3)
        let result4 = turn.ask(hub: "1-1", by: "d")
        #expect(!result4)
        let result5 = turn.giveBack(hub: "1-1", by: "b")
        #expect(result5 == nil, "it only waited")
        let result6 = turn.giveBack(hub: "1-1", by: "a")
        #expect(result6 == "d")
        #expect(turn.holder(of: "1-1") == "d")
        let result7 = turn.giveBack(hub: "1-1", by: "d")
        #expect(result7 == nil)
        let result8 = turn.ask(hub: "1-1", by: "a")
        #expect(result8)
    }

    @Test(arguments: [("1-1.2", "1-1"), ("1-2", "usb1"), ("3-1.4.2", "3-1.4"), ("usb1", nil), ("", nil), ("1-", nil)])
    func theHubOfADevice(path: String, hub: String?) {
        #expect(HubTurn.hub(ofDevice: path) == hub)
    }
}
