import Campaigns
import Gateway
import Modems
import Storage
import Testing

@testable import Simulation

@Suite("Who is who: modems by IMEI, lines by ICCID")
struct IdentityTests {
    private static func modem(_ index: Int, imeiOf other: Int? = nil, iccidOf twin: Int? = nil) -> SimulatedModem {
        var modem = SimulatedModem(index: index)
        if let other { modem.hardware.imei = SimulatedModem(index: other).hardware.imei }
        if let twin { modem.sim?.iccid = SimulatedSIM(index: twin).iccid }
        return modem
    }

    @Test func twoEqualIMEIsAreToldAndBothSend() throws {
        try Rig.run(modems: [Self.modem(0), Self.modem(1, imeiOf: 0)]) { rig in
            for index in 0..<2 { try await rig.reach("ready") { await rig.modem(index)?.state == "ready" } }
            try await rig.reach("told") { rig.control.alarms().map(\.kind) == ["equal_imei"] }
            let alarm = rig.control.alarms()[0]
            #expect(alarm.modem == "line1" && alarm.detail.hasPrefix("line0 has the IMEI"))
            let moves = try await rig.control.modemHistory(of: nil).filter { $0.kind == .sim }
            #expect(moves.isEmpty, "nobody changed a SIM")
            await rig.bench.unplug(1)
            try await rig.reach("over") { !rig.control.alarms().contains { $0.kind == "equal_imei" } }
        }
    }

    @Test func aCopiedSIMIsToldAndServedOnce() throws {
        try Rig.run(modems: [Self.modem(0), Self.modem(1, iccidOf: 0)]) { rig in
            try await rig.reach("one of them") { await rig.control.modems().contains { $0.state == "ready" } }
            try await rig.reach("the other") { await rig.control.modems().contains { $0.state == "suspended" } }
            let other = await rig.control.modems().first { $0.state == "suspended" }
            #expect(other?.reason?.contains("is a copy") == true, "\(other?.reason ?? "")")
            try await rig.reach("told") { rig.control.alarms().contains { $0.kind == "copied_sim" } }
        }
    }

    /// Both are pulled out, their SIMs change places, both are plugged in again.
    @Test func limitsAndHistoryFollowTheSIM() throws {
        let sink = KeepingSink()
        let once = RateLimits(perMinute: nil, perHour: nil, perDay: 1, jitterPercent: 0)
        let modems = [Self.modem(0), Self.modem(1)]
        try Rig.run(
            modems: modems,
            settings: { $0.events = EventType.standard },
            parts: { parts in
                parts.sinks = [sink]
                for index in parts.modems.indices { parts.modems[index].limits = once }
            }
        ) { rig in
            for index in 0..<2 { try await rig.reach("ready") { await rig.modem(index)?.state == "ready" } }
            let first = try await rig.send()
            try await rig.reach("sent") { try await rig.state(first) == "sent" }
            let sender = try #require(try await rig.control.message(first).message.route)
            let (used, fresh) = sender == "line0" ? (0, 1) : (1, 0)
            for index in 0..<2 { await rig.bench.unplug(index) }
            for index in 0..<2 {
                try await rig.reach("gone") { await rig.modem(index)?.state == "absent" }
            }
            await rig.bench.swapSIMs(0, 1)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<2 {
                    guard let port = await rig.bench.replug(index) else { continue }
                    group.addTask { await rig.board.serve(port, at: Rig.path(index)) }
                }
                for index in 0..<2 { try await rig.reach("back") { await rig.modem(index)?.state == "ready" } }
                #expect(await rig.modem(fresh)?.iccid == modems[used].sim?.iccid)
                // The day's only segment of the SIM that is in the other modem now is used up.
                let second = try await rig.send(to: "+4915112345679")
                try await rig.reach("sent") { try await rig.state(second) == "sent" }
                #expect(try await rig.control.message(second).message.route == "line\(used)")
                let third = try await rig.send(to: "+4915112345670")
                await rig.world.pass(.seconds(120))
                #expect(try await rig.state(third) == "queued")
                // And what it sent is told under its new place.
                #expect(try await rig.control.message(first).message.route == "line\(fresh)")
                let history = try await rig.control.modemHistory(of: "line0").filter { $0.kind == .sim }
                #expect(history.count == 2, "another SIM, and one that came from another modem: \(history)")
                try await rig.reach("told") {
                    let types = sink.events.map(\.type)
                    return ["modem.sim_changed", "sim.moved"].allSatisfy { kind in types.count { $0 == kind } == 2 }
                }
                group.cancelAll()
            }
        }
    }
}
