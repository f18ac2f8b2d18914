import Gateway
import Modems
import Simulation
import Storage
import Testing

@Suite struct LineTests {
    @Test func aMessageGoesOut() throws {
        try Rig.run { rig in
            let message = try await rig.send()
            try await rig.reach("in time") { try await rig.state(message) == "sent" }
        }
    }

    @Test(arguments: [1, 7, 15, 25, 31, 45, 59])
    func aModemThatHangsWhileIdleIsNoticed(after seconds: Int) throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.world.pass(.seconds(seconds))
            await rig.bench.apply(.hang, to: 0)
            let took = try await rig.reach("noticed") { await rig.modem()?.state != "ready" }
            #expect(took > .zero && took <= .seconds(45), "\(took)")
        }
    }

    @Test(arguments: UInt64(1)...5)
    func aModemThatHangsWhileBusyIsNoticed(seed: UInt64) throws {
        try Rig.run(seed: seed) { rig in
            try await rig.reachReady()
            await rig.bench.apply(.hang, to: 0)
            let message = try await rig.send()
            let took = try await rig.reach("noticed") { await rig.modem()?.state != "ready" }
            #expect(took > .zero && took <= .seconds(15), "seed \(seed)")
            #expect(["queued", "claimed"].contains(try await rig.state(message)), "nothing left")
        }
    }

    /// Another line never waits for an answer that does not come: the one that does sends all the rest meanwhile.
    @Test func aMissingAnswerHoldsNoOtherLineUp() throws {
        let modems = [SimulatedModem(index: 0), SimulatedModem(index: 1)]
        try Rig.run(modems: modems) { rig in
            try await rig.reachReady()
            try await rig.reach("the other is ready") { await rig.modem(1)?.state == "ready" }
            await rig.bench.apply(.submissions([.silent]), to: 0)
            var messages: [Int64] = []
            for index in 0..<10 { messages.append(try await rig.send(to: "+491511234567\(index)")) }
            let all = messages
            let sent: @Sendable () async throws -> Int = {
                var count = 0
                for message in all where ["sent", "delivered"].contains(try await rig.state(message)) { count += 1 }
                return count
            }
            let took = try await rig.reach("all but one are sent") { try await sent() >= 9 }
            #expect(took < .seconds(60), "\(took): before the time of the missing answer is over")
            await rig.world.pass(.seconds(300))
            for message in all {
                let story = try await rig.control.message(message)
                #expect(story.decisions.count { $0.kind == "handedOver" } == 1, "nothing is sent twice")
            }
        }
    }

    @Test func aModemThatShowsNoPromptGoesOutOfRotation() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.bench.apply(.prompt(.missing), to: 0)
            for index in 0..<6 { _ = try await rig.send(to: "+491511234567\(index)") }
            try await rig.reach("suspended") { await rig.modem()?.state == "suspended" }
            let reason = await rig.modem()?.reason ?? "no reason"
            #expect(reason.contains("prompt"), "\(reason)")
        }
    }

    /// It is shown, asked again ever more rarely, and nothing is sent through it.
    @Test func aModemWhoseMessagesCannotBeReadSendsNothing() throws {
        var modem = SimulatedModem(index: 0)
        modem.sim?.slots[3] = .init(pdu: "07919471060040F0040C919471214365870000", tpduLength: 11)
        try Rig.run(modems: [modem], blocked: ["AT+CMGL", "AT+CMGR"]) { rig in
            let message = try await rig.send()
            await rig.world.pass(.seconds(600))
            #expect(try await rig.state(message) == "queued")
            let view = try #require(await rig.modem())
            #expect(view.state != "ready")
            #expect(view.inboxUnread)
            #expect(view.reason?.contains("cannot be read") == true, "\(view.reason ?? "no reason")")
        }
    }

    @Test func aLineThatIsNotRegisteredIsNotReady() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.bench.apply(.registration(.searching), to: 0)
            try await rig.reach("in time") { await rig.modem()?.state == "suspended" }
            let message = try await rig.send()
            await rig.world.pass(.seconds(300))
            #expect(try await rig.state(message) == "queued")
            await rig.bench.apply(.registration(.home), to: 0)
            try await rig.reach("in time") { try await rig.state(message) == "sent" }
        }
    }

    /// Promise 7: one refused PIN is not entered again, however often the modem is started.
    @Test func aWrongPINIsEnteredOnce() throws {
        let modem = SimulatedModem(index: 0, pin: "1111")
        try Rig.run(modems: [modem], pins: ["2222"]) { rig in
            try await rig.reach("asks for the PIN") { await rig.modem()?.state == "needsPIN" }
            await rig.world.pass(.seconds(3600))
            #expect(await rig.bench.modem(0)?.sim?.pinAttempts == 2)
        }
    }

    @Test func theRightPINOpens() throws {
        let modem = SimulatedModem(index: 0, pin: "1111")
        try Rig.run(modems: [modem], pins: ["1111"]) { rig in
            try await rig.reachReady()
            let refused = try await rig.store.refusedPINs(of: [modem.sim?.iccid ?? "", "imei:\(modem.hardware.imei)"])
            #expect(refused.isEmpty)
        }
    }

    @Test func aPINIsNotEnteredWhereTheRefusalsCannotBeLookedUp() throws {
        let modem = SimulatedModem(index: 0, pin: "1111")
        try Rig.run(modems: [modem], pins: ["1111"]) { rig in
            rig.store.close()
            await rig.world.pass(.seconds(120))
            #expect(await rig.bench.modem(0)?.isUnlocked == false)
        }
    }
}
