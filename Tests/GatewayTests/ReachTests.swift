import Gateway
import Modems
import Storage
import Testing

@testable import Simulation

@Suite("Where a line may send")
struct ReachTests {
    /// `+CREG` and `+CEREG` 6 and 7: registered for SMS only (TS 27.007 clause 7.2).
    @Test(arguments: [RegistrationState.homeSMSOnly, .roamingSMSOnly, .homeNoFallback])
    func registeredForSMSOnlyIsEnough(_ state: RegistrationState) throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.bench.apply(.registration(state), to: 0)
            try await rig.reach("shown") { await rig.modem()?.registration == state.words }
            #expect(await rig.modem()?.state == "ready")
            let message = try await rig.send()
            try await rig.reach("sent") { try await rig.state(message) == "sent" }
        }
    }

    /// Slot 0 is a slot: what lies there is read, committed and deleted.
    @Test func slotZeroIsRead() throws {
        var modem = SimulatedModem(index: 0)
        modem.hardware.firstIndex = 0
        try Rig.run(modems: [modem]) { rig in
            try await rig.reachReady()
            await rig.ring()
            #expect(try await rig.control.conversations(owner: nil, limit: 10).count == 1)
            let left = await rig.bench.modem(0)
            #expect(left?.memory.allSatisfy { $0 == nil } == true && left?.sim?.slots.allSatisfy { $0 == nil } == true)
        }
    }

    /// Promise 7: the last attempt is never used, and the alarm says what to do.
    @Test func theLastAttemptForAPINIsNotUsed() throws {
        var modem = SimulatedModem(index: 0, pin: "1111")
        modem.sim?.pinAttempts = 1
        try Rig.run(modems: [modem], pins: ["1111"]) { rig in
            try await rig.reach("asks") { await rig.modem()?.state == "needsPIN" }
            try await rig.reach("told") { rig.control.alarms().contains { $0.kind == "pin_needed" } }
            await rig.world.pass(.seconds(3600))
            #expect(await rig.bench.modem(0)?.sim?.pinAttempts == 1)
        }
    }

    /// Promise 7: a PIN that one SIM refused is not entered into it in another modem either, nor after a restart of the
    /// modem; where the SIM does not tell its ICCID, the modem's IMEI stands for it.
    @Test(arguments: [true, false])
    func aRefusedPINIsRememberedAcrossPlugging(tellsICCID: Bool) throws {
        var modem = SimulatedModem(index: 0, pin: "1111")
        modem.hardware.tellsICCIDBeforePIN = tellsICCID
        try Rig.run(modems: [modem], pins: ["2222"]) { rig in
            try await rig.reach("asks") { await rig.modem()?.state == "needsPIN" }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    await rig.bench.unplug(0)
                    try await rig.reach("gone") { await rig.modem()?.state == "absent" }
                    guard let port = await rig.bench.replug(0) else { continue }
                    group.addTask { await rig.board.serve(port, at: Rig.path(0)) }
                    try await rig.reach("asks again") { await rig.modem()?.state == "needsPIN" }
                }
                #expect(await rig.bench.modem(0)?.sim?.pinAttempts == 2)
                group.cancelAll()
            }
        }
    }
}
