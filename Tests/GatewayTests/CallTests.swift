import Campaigns
import Gateway
import Modems
import Storage
import Testing

@testable import Simulation

@Suite("Calls that nobody answers")
struct CallTests {
    @Test func aCallIsOneRowAndOneEvent() throws {
        let sink = KeepingSink()
        try Rig.run(settings: { $0.events = EventType.standard }, parts: { $0.sinks = [sink] }) { rig in
            try await rig.reachReady()
            for _ in 0..<4 {
                await rig.bench.apply(.ring(from: "+4915112345678"), to: 0)
                await rig.world.pass(.seconds(5))
            }
            await rig.world.pass(.seconds(60))
            for _ in 0..<2 {
                await rig.bench.apply(.ring(from: nil), to: 0)
                await rig.world.pass(.seconds(5))
            }
            try await rig.reach("told") { sink.events.count { $0.type == "call.missed" } == 2 }
            let calls = try await rig.control.calls(to: "line0")
            #expect(calls.map(\.number) == [nil, "+4915112345678"] && calls.map(\.rings) == [2, 4])
            #expect(calls[1].lastRingAt.milliseconds - calls[1].firstRingAt.milliseconds >= 14_000)
            #expect(await rig.modem()?.state == "ready")
        }
    }

    /// A phone that rings all the time, also between prompt and answer, keeps no message back.
    @Test func ringsInTheMiddleOfASubmissionDoNoHarm() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            var sent: [Int64] = []
            for index in 0..<5 { sent.append(try await rig.send(to: "+491511234560\(index)")) }
            for _ in 0..<200 {
                await rig.bench.apply(.ring(from: "015112345678"), to: 0)
                await rig.world.pass(.milliseconds(137))
            }
            for message in sent {
                try await rig.reach("sent") { ["sent", "delivered"].contains(try await rig.state(message)) }
            }
            let calls = try await rig.control.calls()
            #expect(calls.map(\.number) == ["+4915112345678"] && calls.map(\.rings) == [200])
        }
    }
}
