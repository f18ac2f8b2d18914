import Campaigns
import Storage
import Testing

@testable import Gateway
@testable import Simulation

@Suite("Modems that come up and go down")
struct ModemPresenceTests {
    @Test func aRestartIsNoNews() {
        var presence = ModemPresence()
        func see(_ modems: [(String, Bool)], _ seconds: Int) -> ([ModemPresence.News], Duration?) {
            let seen = presence.see(modems.map { (handle: $0.0, isReady: $0.1) }, at: .seconds(seconds))
            return (seen.news, seen.next)
        }
        #expect(see([("a", false)], 0) == ([], nil))
        #expect(see([("a", true), ("b", true)], 1).0.map(\.handle) == ["a", "b"])
        #expect(see([("a", true), ("b", true)], 2) == ([], nil))
        #expect(see([("a", false), ("b", true)], 10) == ([], .seconds(25)))
        #expect(see([("a", true), ("b", true)], 20) == ([], nil))
        // Away from the list is not ready; each counts from its own beginning.
        #expect(see([("a", false)], 30) == ([], .seconds(45)))
        #expect(see([("a", false)], 44) == ([], .seconds(45)))
        let (news, next) = see([("a", false)], 45)
        #expect(news == [.init(handle: "a", isUp: false), .init(handle: "b", isUp: false)] && next == nil)
        #expect(see([("a", false)], 100) == ([], nil))
        #expect(see([("a", true)], 101).0 == [.init(handle: "a", isUp: true)])
    }

    @Test func webhooksAreToldOfAModem() throws {
        let sink = KeepingSink()
        try Rig.run(settings: { $0.events = EventType.standard }, parts: { $0.sinks = [sink] }) { rig in
            let told = { @Sendable in sink.events.filter { $0.type.hasPrefix("modem.") }.map(\.type) }
            try await rig.reachReady()
            try await rig.reach("up") { told() == ["modem.up"] }
            await rig.bench.unplug(0)
            try await rig.reach("down", within: .seconds(60)) { told() == ["modem.up", "modem.down"] }
            let payload = try #require(sink.events.last { $0.type == "modem.down" }?.payload)
            #expect(payload.contains(#""modem":"line0""#) && payload.contains(#""state":"absent""#), "\(payload)")
        }
    }
}
