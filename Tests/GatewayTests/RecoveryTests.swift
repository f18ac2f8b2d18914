import Gateway
import Modems
import Simulation
import Storage
import Testing

@Suite("Modems that are brought back")
struct RecoveryTests {
    private func history(_ rig: Rig, _ kind: ModemHistoryEntry.Kind) async throws -> [String] {
        try await rig.control.modemHistory(of: "line0").filter { $0.kind == kind }.compactMap(\.detail)
    }

    /// What each cure needs, and that everything before it was tried and said.
    @Test(arguments: [
        (HangCure.controlLine, "closing and opening the port, helped", Duration.seconds(90)),
        (.reset, "resetting the modem, helped", .seconds(180)),
        (.usb, "resetting the USB device, helped", .seconds(260)),
        (.power, "switching the USB socket off and on, helped", .seconds(360)),
    ])
    func aModemThatHangsComesBackByTheRungThatHelps(cure: HangCure, words: String, limit: Duration) throws {
        try Rig.run(hasHelper: true) { rig in
            try await rig.reachReady()
            await rig.bench.apply(.hangUntil(cure), to: 0)
            try await rig.reach("noticed", within: .seconds(45)) { await rig.modem()?.state == "recovering" }
            let message = try await rig.send()
            try await rig.reach("back", within: limit) { await rig.modem()?.state == "ready" }
            try await rig.reach("sent") { try await rig.state(message) == "sent" }
            let steps = try await history(rig, .recovery)
            #expect(steps.contains { $0.contains(words) }, "\(steps)")
            #expect(steps.contains { $0.contains("step 0") })
        }
    }

    /// The lowest rungs: a prompt that a killed program left, and modems that wake when they are called often enough.
    @Test(arguments: [
        (ModemFault.openPrompt, "step 0, leaving an open prompt and calling the modem, helped"),
        (.hangUntil(.calls(5)), "step 0, leaving an open prompt and calling the modem, helped"),
        (.hangUntil(.calls(11)), "step 1, setting the modem up again, helped"),
    ])
    func aModemThatIsOnlyStuckComesBackByALowRung(fault: ModemFault, words: String) throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.bench.apply(fault, to: 0)
            try await rig.reach("noticed", within: .seconds(45)) { await rig.modem()?.state == "recovering" }
            try await rig.reach("back", within: .seconds(60)) { await rig.modem()?.state == "ready" }
            let steps = try await history(rig, .recovery)
            #expect(steps.contains { $0.contains(words) }, "\(steps)")
            #expect(!steps.contains { $0.contains("resetting") }, "\(steps)")
            let message = try await rig.send()
            try await rig.reach("sent") { try await rig.state(message) == "sent" }
        }
    }

    /// A modem with two command ports: the second one takes the reset that the first does not hear.
    @Test func theSecondPortTakesTheReset() throws {
        let second = SecondPort()
        try Rig.run(parts: { $0.ports = second.beside($0.ports) }) { rig in
            second.serve(rig.bench)
            try await rig.reachReady()
            await rig.bench.apply(.hang, to: 0)
            try await rig.reach("noticed", within: .seconds(45)) { await rig.modem()?.state == "recovering" }
            try await rig.reach("back", within: .seconds(300)) { await rig.modem()?.state == "ready" }
            let steps = try await history(rig, .recovery)
            #expect(steps.contains { $0.contains("step 3, trying the modem's second port") }, "\(steps)")
            #expect(steps.contains { $0.contains("resetting the modem, helped") }, "\(steps)")
            #expect(second.heard.contains { $0.contains("AT+CFUN=1,1") })
            let message = try await rig.send()
            try await rig.reach("sent") { try await rig.state(message) == "sent" }
        }
    }

    /// A SIM that fails is helped by the radio's pause.
    @Test func aSIMThatFailsIsHelpedByTheRadiosPause() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.bench.withNetwork { $0.add([.refuse(cms: 313)]) }
            let message = try await rig.send()
            try await rig.reach("helped") {
                try await history(rig, .recovery).contains { $0.contains("switching the radio off and on, helped") }
            }
            try await rig.reach("sent") { try await rig.state(message) == "sent" }
        }
    }

    @Test func withoutTheHelperItsRungsAreSkippedAndSaidSo() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.bench.apply(.hangUntil(.usb), to: 0)
            try await rig.reach("out") { await rig.modem()?.state == "suspended" }
            let steps = try await history(rig, .recovery)
            #expect(steps.contains { $0.contains("resetting the USB device, is skipped") }, "\(steps)")
            let view = try #require(await rig.modem())
            #expect(view.reason?.contains("unplug it") == true, "\(view.reason ?? "")")
            try await rig.reach("told") { rig.control.alarms().contains { $0.kind == "ladder_exhausted" } }
        }
    }

    @Test func aModemThatWakesByItselfIsTakenBackWithinAMinuteOrSo() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.bench.apply(.hang, to: 0)
            try await rig.reach("out") { await rig.modem()?.state == "suspended" }
            await rig.world.pass(.seconds(1000))
            await rig.bench.apply(.wake, to: 0)
            try await rig.reach("back", within: .seconds(90)) { await rig.modem()?.state == "ready" }
            try await rig.reach("over") { rig.control.alarms().isEmpty }
        }
    }

    @Test func whatWaitsForAModemThatHangsGoesThroughAnother() throws {
        try Rig.run(modems: [SimulatedModem(index: 0), SimulatedModem(index: 1)]) { rig in
            try await rig.reachReady()
            try await rig.reach("both") { await rig.modem(1)?.state == "ready" }
            await rig.bench.apply(.hang, to: 0)
            for index in 0..<6 { _ = try await rig.send(to: "+491511234567\(index)") }
            try await rig.reach("all sent", within: .seconds(60)) {
                try await rig.control.messages(MessageFilter()).allSatisfy {
                    ["sent", "delivered", "undelivered"].contains($0.state)
                }
            }
        }
    }

    @Test(arguments: [
        (RegistrationCure.radioCycle, "switching the radio off and on, helped"),
        (.reset, "resetting the modem, helped"),
    ])
    func aModemThatLosesItsNetworkIsHelped(cure: RegistrationCure, words: String) throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.bench.apply(.losesNetwork(until: cure), to: 0)
            try await rig.reach("noticed") { await rig.modem()?.state == "suspended" }
            try await rig.reach("back") { await rig.modem()?.state == "ready" }
            let steps = try await history(rig, .recovery)
            #expect(steps.contains { $0.contains(words) }, "\(steps)")
        }
    }

    @Test func withoutCoverageTheLadderStopsAndTheLineReturnsWithTheNetwork() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.bench.apply(.registration(.searching), to: 0)
            try await rig.reach("told") { rig.control.alarms().contains { $0.kind == "no_registration" } }
            await rig.world.pass(.seconds(3600))
            await rig.bench.apply(.registration(.home), to: 0)
            try await rig.reach("back", within: .seconds(90)) { await rig.modem()?.state == "ready" }
            try await rig.reach("over") { rig.control.alarms().isEmpty }
        }
    }

    @Test func aModemThatIsPulledOutIsAnAlarmAndComesBack() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.bench.unplug(0)
            try await rig.reach("absent", within: .seconds(5)) { await rig.modem()?.state == "absent" }
            try await rig.reach("told") { rig.control.alarms().contains { $0.kind == "modem_gone" } }
            #expect(rig.control.alarms().contains { $0.kind == "no_modem_left" })
        }
    }

    @Test func oneResetAtATimeOnAHub() throws {
        let modems = (0..<3).map { SimulatedModem(index: $0) }
        try Rig.run(modems: modems, hasHelper: true) { rig in
            for index in 0..<3 { try await rig.reach("ready") { await rig.modem(index)?.state == "ready" } }
            for index in 0..<3 { await rig.bench.apply(.hangUntil(.usb), to: index) }
            try await rig.reach("one waits", within: .seconds(200)) {
                await rig.control.modems().contains { $0.reason?.contains("on the same hub") == true }
            }
            for index in 0..<3 {
                try await rig.reach("back", within: .seconds(900)) { await rig.modem(index)?.state == "ready" }
            }
        }
    }
}
