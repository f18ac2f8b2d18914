import Campaigns
import Modems
import Simulation
import Storage
import Synchronization
import Testing

@testable import Gateway

/// What the running gateway knows of a modem, in the findings of its diagnosis.
@Suite struct GatewayDiagnosisTests {
    /// The findings of one diagnosis, the last of each check, and why the modem is absent.
    private func diagnose(_ rig: Rig, _ name: String = "line0", loopback: Bool = false) async throws
        -> (findings: [DiagnosticCheck: Finding], absence: String?)
    {
        let events = Mutex<[TechnicianEvent]>([])
        try await rig.control.diagnose(name, loopback: loopback, number: nil) { event in
            events.withLock { $0.append(event) }
        }
        let all = events.withLock(\.self)
        let findings = all.compactMap(\.finding)
        return (
            Dictionary(findings.map { ($0.check, $0) }) { $1 }, all.first { $0.event == .absent }?.text
        )
    }

    @Test func whatALineSentAndWasRefused() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            for index in 0..<6 { _ = try await rig.send(to: "+49151123456\(70 + index)") }
            await rig.world.pass(.seconds(600))
            var found = try await diagnose(rig).findings
            #expect(found[.sending]?.value == "6 sent, 0 refused" && found[.sending]?.verdict == .ok)
            #expect(found[.reports]?.value == "6 of 6", "\(String(describing: found[.reports]))")
            // The network refuses what is sent now, until the line is out of rotation.
            await rig.bench.apply(.blockSIM(cms: 21), to: 0)
            for index in 0..<6 { _ = try await rig.send(to: "+49151123457\(70 + index)") }
            try await rig.reach("out of rotation") { await rig.modem()?.state == "suspended" }
            found = try await diagnose(rig).findings
            let sending = try #require(found[.sending])
            #expect(sending.verdict == .fault && sending.value.hasPrefix("6 sent, "), "\(sending)")
            #expect(sending.meaning.contains("out of rotation") && sending.meaning.contains("+CMS ERROR 21"))
            #expect(sending.sign == .blockedCauses)
        }
    }

    @Test func whatCameInAndWhetherItWasAnnounced() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.world.pass(.seconds(31))
            #expect(try await diagnose(rig).findings[.receiving]?.value == "nothing")
            await rig.ring()
            var found = try await diagnose(rig).findings
            #expect(found[.receiving]?.value == "1 received" && found[.receiving]?.verdict == .ok)
            #expect(found[.noticePort]?.value == "1 of 1")
            // A loopback is a message too, and its outcome is remembered.
            found = try await diagnose(rig, loopback: true).findings
            #expect(found[.receiving]?.value == "2 received")
            #expect(found[.noticePort]?.value == "1 of 1", "what was known stays")
            #expect(try await diagnose(rig).findings[.noticePort]?.value == "2 of 2")
        }
    }

    @Test func aModemThatAnnouncesNothingIsFoundOut() throws {
        var modem = SimulatedModem(index: 0)
        modem.hardware.isDeaf = true
        try Rig.run(modems: [modem]) { rig in
            try await rig.reachReady()
            await rig.world.pass(.seconds(31))
            for _ in 0..<3 {
                await rig.ring()
                await rig.world.pass(.seconds(40))
            }
            let found = try await diagnose(rig).findings
            #expect(found[.receiving]?.verdict == .ok && found[.receiving]?.value == "3 received")
            #expect(found[.noticePort]?.sign == .notAnnounced, "\(String(describing: found[.noticePort]))")
            #expect(found[.noticePort]?.value == "0 of 3")
        }
    }

    @Test func historyAndBalance() throws {
        try Rig.run(parts: { parts in
            parts.modems[0].balance = BalanceCheck(code: "*100#", threshold: 2000)
        }) { rig in
            try await rig.reachReady()
            try await rig.reach("the balance is known") { await rig.modem()?.balance != nil }
            for signal in [20, 5, 20] {
                await rig.bench.apply(.signal(signal), to: 0)
                await rig.world.pass(.seconds(130))
            }
            for _ in 0..<3 {
                await rig.bench.apply(.registration(.searching), to: 0)
                await rig.world.pass(.seconds(100))
                await rig.bench.apply(.registration(.home), to: 0)
                await rig.world.pass(.seconds(130))
            }
            let found = try await diagnose(rig).findings
            #expect(found[.signalHistory]?.value == "-103 to -73 dBm" && found[.signalHistory]?.sign == .swing)
            #expect(found[.networkHistory]?.value == "lost 3 times")
            #expect(found[.networkHistory]?.meaning.contains("searching") == true)
            #expect(found[.balance]?.verdict == .warning && found[.balance]?.value == "12.50")
            #expect(found[.balance]?.meaning.contains("20.00") == true)
            #expect(found[.recoveries]?.verdict == .ok)
        }
    }

    /// Nothing helped, its port is closed, and the next try is minutes away: just then somebody asks.
    @Test func oneThatIsMuteIsAskedAllTheSame() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.bench.apply(.hang, to: 0)
            try await rig.reach("out", within: .seconds(400)) { await rig.modem()?.state == "suspended" }
            await rig.world.pass(.seconds(5))
            let (found, absence) = try await diagnose(rig)
            #expect(absence == nil)
            #expect(found[.port]?.verdict == .fault && found[.port]?.value == "no answer", "\(found)")
            #expect(Diagnosis.sentence(for: Array(found.values)).hasPrefix("This modem will not work: "))
            // That a technician had it is worth a try at once: here it mends.
            await rig.bench.apply(.wake, to: 0)
            #expect(try await diagnose(rig).findings[.port]?.verdict == .ok)
            try await rig.reach("back", within: .seconds(30)) { await rig.modem()?.state == "ready" }
        }
    }

    /// Pulled out while its port is closed: who asks is told so, and waits for nothing.
    @Test func oneThatWasMuteAndIsGone() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.bench.apply(.hang, to: 0)
            try await rig.reach("out", within: .seconds(400)) { await rig.modem()?.state == "suspended" }
            await rig.world.pass(.seconds(5))
            await rig.bench.unplug(0)
            let (found, absence) = try await diagnose(rig)
            #expect(absence?.isEmpty == false)
            #expect(found[.port]?.verdict == .fault)
        }
    }

    @Test func oneThatIsNotThereIsToldFromItsRecord() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            let message = try await rig.send()
            try await rig.reach("sent") { ["sent", "delivered"].contains(try await rig.state(message)) }
            await rig.bench.unplug(0)
            try await rig.reach("absent") { await rig.modem()?.state == "absent" }
            let (found, absence) = try await diagnose(rig)
            #expect(absence?.isEmpty == false)
            #expect(found[.port]?.value == "not there" && found[.port]?.verdict == .fault)
            #expect(found[.sending]?.value == "1 sent, 0 refused")
            #expect(found[.connection]?.value == "gone once in an hour")
            await #expect(throws: ControlProblem.self) {
                try await rig.control.diagnose("nowhere", loopback: false, number: nil) { _ in }
            }
        }
    }

    @Test func whatTheSystemKnowsIsAsked() throws {
        var device = USBFacts(usbPath: "1-1.1", ids: "2c7c:0125")
        (device.speed, device.mayAutosuspend) = (480, true)
        var facts = PortFacts(path: Rig.path(0), device: device)
        facts.owner = "gammu-smsd (process 7)"
        facts.kernelLog = KernelLogFacts(obstacle: "Add the user to the group systemd-journal.")
        let told = facts
        try Rig.run(parts: { $0.portFacts = PretendedFacts(facts: [Rig.path(0): told]) }) { rig in
            try await rig.reachReady()
            let found = try await diagnose(rig).findings
            #expect(found[.usb]?.sign == .autosuspend && found[.owner]?.sign == .otherOwner)
            #expect(found[.kernelLog]?.verdict == .unknown)
        }
    }

    @Test(arguments: [
        ("+CMS ERROR 21: short message transfer rejected", ATFailure.cms(21)), ("+CME ERROR 10: no SIM", .cme(10)),
        ("the modem answered ERROR without a reason", .plain), ("the prompt was gone", .words("the prompt was gone")),
    ])
    func whatWasWrittenDownIsReadAgain(words: String, failure: ATFailure) {
        #expect(ATFailure(words: words) == failure)
        for known in [ATFailure.cms(500), .cme(30), .plain, .timedOut, .promptMissing] {
            #expect(ATFailure(words: "\(known)") == known)
        }
    }
}

struct PretendedFacts: PortFactSource {
    var facts: [String: PortFacts]

    func facts(of port: String) async -> PortFacts? { facts[port] }

    func facts(ofDevice usbPath: String) async -> PortFacts? { nil }
}
