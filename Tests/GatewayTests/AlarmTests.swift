import Campaigns
import Gateway
import Modems
import Testing

@testable import Simulation
@testable import Storage

@Suite("Alarms: raised once, cleared once")
struct AlarmTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var kind: String
        var blocked: [String] = []
        var begins: @Sendable (Rig) async throws -> Void
        /// `nil` where it lasts for a day.
        var ends: (@Sendable (Rig) async throws -> Void)?
        var testDescription: String { kind }
    }

    static let rows = [
        Row(
            kind: "no_registration",
            begins: { await $0.bench.apply(.registration(.searching), to: 0) },
            ends: { await $0.bench.apply(.registration(.home), to: 0) }
        ),
        Row(
            kind: "weak_signal",
            begins: { await $0.bench.apply(.signal(2), to: 0) },
            ends: { await $0.bench.apply(.signal(20), to: 0) }
        ),
        Row(
            kind: "sim_blocked",
            begins: { rig in
                await rig.bench.apply(.blockSIM(cms: 8), to: 0)
                for index in 0..<4 { _ = try await rig.send(to: "+491511234567\(index)") }
            },
            ends: { await $0.bench.apply(.blockSIM(cms: nil), to: 0) }
        ),
        Row(
            kind: "under_voltage",
            begins: { await $0.bench.apply(.underVoltage, to: 0) }
        ),
        Row(
            kind: "no_modem_left",
            begins: { await $0.bench.apply(.registration(.denied), to: 0) },
            ends: { await $0.bench.apply(.registration(.home), to: 0) }
        ),
        Row(
            kind: "ladder_exhausted",
            begins: { await $0.bench.apply(.hang, to: 0) },
            ends: { await $0.bench.apply(.wake, to: 0) }
        ),
        // What is read is deleted; what cannot be deleted stays.
        Row(
            kind: "storage_full",
            blocked: ["AT+CMGD"],
            begins: { await $0.bench.apply(.fillStorage, to: 0) },
            ends: { await $0.bench.apply(.clearStorage, to: 0) }
        ),
    ]

    @Test(arguments: rows) func isToldOnce(_ row: Row) throws {
        let sink = KeepingSink()
        try Rig.run(
            blocked: row.blocked,
            settings: { $0.events = EventType.standard },
            parts: { $0.sinks = [sink] }
        ) { rig in
            let told = { @Sendable (type: String) in
                sink.events.count { $0.type == "alarm.\(type)" && $0.payload.contains("\"\(row.kind)\"") }
            }
            try await rig.reachReady()
            try await row.begins(rig)
            try await rig.reach("raised", within: .seconds(5000)) { told("raised") > 0 }
            #expect(rig.control.alarms().contains { $0.kind == row.kind && !$0.remedy.isEmpty })
            await rig.world.pass(.seconds(600))
            #expect(told("raised") == 1 && told("cleared") == 0)
            guard let ends = row.ends else { return }
            try await ends(rig)
            try await rig.reach("cleared", within: .seconds(5000)) { told("cleared") > 0 }
            await rig.world.pass(.seconds(600))
            #expect(told("raised") == 1 && told("cleared") == 1)
            let rows = try await rig.control.modemHistory(of: nil, kind: .alarm)
            #expect(rows.contains { $0.detail?.hasPrefix("over: ") == true })
        }
    }

    @Test(arguments: [CampaignChange.resume, .cancel]) func aCampaignThatPausesByItself(end: CampaignChange) throws {
        let sink = KeepingSink()
        try Rig.run(settings: { $0.events = EventType.standard }, parts: { $0.sinks = [sink] }) { rig in
            let told = { @Sendable (type: String) in
                sink.events.count { $0.type == "alarm.\(type)" && $0.payload.contains("\"campaign_paused\"") }
            }
            try await rig.startVisits(people: 1)
            _ = try await rig.control.changeCampaign("visit", .pause)
            await rig.world.pass(.seconds(60))
            // Who paused it by hand knows.
            #expect(told("raised") == 0)
            _ = try await rig.control.changeCampaign("visit", .resume)
            try await rig.store.write { transaction in
                try transaction.pauseCampaign(1, PauseReason(.optOuts, "9 of 20 opted out"), at: start)
            }
            try await rig.reach("raised") { told("raised") == 1 }
            let alarm = rig.control.alarms().first { $0.kind == "campaign_paused" }
            #expect(alarm?.detail == "“visit”: 9 of 20 opted out")
            #expect(await rig.control.health().reasons.contains("paused by itself: “visit”: 9 of 20 opted out"))
            _ = try await rig.control.changeCampaign("visit", end)
            try await rig.reach("cleared") { told("cleared") == 1 }
        }
    }

    @Test func aModemThatIsGoneAndComesBack() throws {
        let sink = KeepingSink()
        try Rig.run(settings: { $0.events = EventType.standard }, parts: { $0.sinks = [sink] }) { rig in
            let told = { @Sendable (type: String) in
                sink.events.count { $0.type == "alarm.\(type)" && $0.payload.contains("\"modem_gone\"") }
            }
            try await rig.reachReady()
            await rig.bench.unplug(0)
            try await rig.reach("raised") { told("raised") == 1 }
            let port = try #require(await rig.bench.replug(0))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await rig.board.serve(port, at: Rig.path(0)) }
                try await rig.reach("cleared") { told("cleared") == 1 }
                group.cancelAll()
            }
        }
    }

    @Test func aPINThatIsAskedForAndGiven() throws {
        let sink = KeepingSink()
        let modem = SimulatedModem(index: 0, pin: "1111")
        try Rig.run(modems: [modem], settings: { $0.events = EventType.standard }, parts: { $0.sinks = [sink] }) {
            rig in
            let told = { @Sendable (type: String) in
                sink.events.count { $0.type == "alarm.\(type)" && $0.payload.contains("\"pin_needed\"") }
            }
            try await rig.reach("raised") { told("raised") == 1 }
            await rig.world.pass(.seconds(3600))
            #expect(told("raised") == 1)
            try await rig.control.enterPIN("line0", "1111")
            try await rig.reach("cleared") { told("cleared") == 1 }
        }
    }
}
