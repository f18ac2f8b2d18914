import Campaigns
import Gateway
import Modems
import Simulation
import Storage
import Testing

@Suite("Lines in and out of rotation")
struct RotationLineTests {
    @Test func aBlockedSIMGoesOutItsMessagesGoToAnotherAndItReturnsAfterItsCheck() throws {
        try Rig.run(modems: [SimulatedModem(index: 0), SimulatedModem(index: 1)]) { rig in
            try await rig.reachReady()
            try await rig.reach("both") { await rig.modem(1)?.state == "ready" }
            await rig.bench.apply(.blockSIM(cms: 8), to: 0)
            for index in 0..<8 { _ = try await rig.send(to: "+491511234567\(index)") }
            try await rig.reach("all sent", within: .seconds(120)) {
                try await rig.control.messages(MessageFilter()).allSatisfy {
                    ["sent", "delivered", "undelivered"].contains($0.state)
                }
            }
            #expect(await rig.modem(0)?.state == "suspended")
            try await rig.reach("told") {
                rig.control.alarms().contains { $0.kind == "sim_blocked" && $0.modem == "line0" }
            }
            await rig.world.pass(.seconds(1800))
            #expect(await rig.modem(0)?.state == "suspended", "time alone is no proof")
            await rig.bench.apply(.blockSIM(cms: nil), to: 0)
            try await rig.reach("back", within: .seconds(4000)) { await rig.modem(0)?.state == "ready" }
            try await rig.reach("over") { rig.control.alarms().isEmpty }
        }
    }

    /// It still receives, and what it receives counts.
    @Test func aLineOutOfRotationIsStillRead() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.bench.apply(.blockSIM(cms: 50), to: 0)
            _ = try await rig.send()
            try await rig.reach("out") { await rig.modem()?.state == "suspended" }
            await rig.ring()
            let conversations = try await rig.control.conversations(owner: nil, limit: 10)
            #expect(conversations.count == 1)
        }
    }

    @Test func roamingSendsNoCampaignsAndSaysSo() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.bench.apply(.registration(.roaming), to: 0)
            try await rig.reach("shown") { await rig.modem()?.reason?.contains("foreign network") == true }
            let message = try await rig.send()
            try await rig.reach("single messages go") { try await rig.state(message) == "sent" }
        }
    }

    @Test func aWeakSupplyAndAWeakSignalAreTold() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.bench.apply(.signal(3), to: 0)
            await rig.bench.apply(.underVoltage, to: 0)
            try await rig.reach("supply") { rig.control.alarms().contains { $0.kind == "under_voltage" } }
            try await rig.reach("signal", within: .seconds(900)) {
                rig.control.alarms().contains { $0.kind == "weak_signal" }
            }
            let history = try await rig.control.modemHistory(of: "line0")
            #expect(history.contains { $0.kind == .health && $0.signalDBm == -107 })
            #expect(history.contains { $0.kind == .reset })
        }
    }

    @Test func aFullStorageIsToldAndEmptied() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.world.pass(.seconds(10_000))
            let rows = try await rig.control.modemHistory(of: "line0").filter { $0.kind == .health }
            #expect(rows.count <= 10_000 / 1800 + 3, "one row when something changes, or each half hour: \(rows.count)")
            #expect(rows.contains { $0.storageTotal == 50 })
        }
    }

    @Test func alarmsAreEventsForTheOutside() throws {
        let sink = KeepingSink()
        try Rig.run(settings: { $0.events = EventType.standard }, parts: { $0.sinks = [sink] }) { rig in
            try await rig.reachReady()
            await rig.bench.apply(.blockSIM(cms: 50), to: 0)
            _ = try await rig.send()
            try await rig.reach("raised") {
                sink.events.contains { $0.type == "alarm.raised" && $0.payload.contains("\"sim_blocked\"") }
            }
            let count = sink.events.count { $0.payload.contains("\"sim_blocked\"") }
            #expect(count == 1)
        }
    }
}
