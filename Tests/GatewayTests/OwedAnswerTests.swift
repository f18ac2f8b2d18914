import Gateway
import Modems
import Storage
import Testing

@testable import Simulation

@Suite("Answers that come late are nobody else's")
struct OwedAnswerTests {
    private static func modem(_ change: (inout SimulatedModem.Hardware) -> Void = { _ in }) -> SimulatedModem {
        var hardware = SimulatedModem.Hardware(index: 0)
        hardware.manufacturer = "Maker"
        hardware.model = "Model"
        change(&hardware)
        return SimulatedModem(hardware: hardware, sim: SimulatedSIM(index: 0))
    }

    /// The daemon was killed while it asked, and the next one opens the port: the modem answers in the order of what it was
    /// asked, each after that time.
    @Test(
        arguments: [20, 100, 190, 230, 300, 420, 650, 850],
        ["AT", "AT+CGMM", "AT+CSQ", "AT+CGSN", "AT+CPMS?", "AT+XYZ"]
    )
    func whatALifeBeforeAskedIsNotOurs(milliseconds: Int, command: String) throws {
        let modem = Self.modem { $0.answerDelay = .milliseconds(milliseconds) }
        try Rig.run(modems: [modem]) { rig in
            await rig.bench.send(Array("\(command)\r\(command)\r".utf8), to: 0, plugging: 1)
            try await rig.reachReady()
            let view = try #require(await rig.modem())
            #expect(view.manufacturer == "Maker" && view.model == "Model", "\(view)")
            #expect(view.imei == modem.hardware.imei && view.iccid == modem.sim?.iccid, "\(view)")
            #expect(view.smsc == modem.sim?.serviceCenter)
            let message = try await rig.send()
            try await rig.reach("sent", within: .seconds(30)) { try await rig.state(message) == "sent" }
        }
    }

    /// The network answers when our patience is over; the modem has answered nothing else meanwhile.
    @Test(arguments: [false, true], UInt64(1)...6)
    func aMessageThatTimedOutIsSettledByItsOwnAnswer(hidesReference: Bool, seed: UInt64) throws {
        let modem = Self.modem { $0.hidesReference = hidesReference }
        try Rig.run(seed: seed, modems: [modem]) { rig in
            try await rig.reachReady()
            await rig.bench.withNetwork { $0.add([.slow(.seconds(120))]) }
            // What the reports say is not asked here.
            await rig.bench.withNetwork { $0.settings.reportLoss = 1 }
            let first = try await rig.send()
            try await rig.reach("its answer is late") { try await rig.state(first) == "uncertain" }
            try await rig.reach("it is settled", within: .seconds(60)) { try await rig.state(first) == "sent" }
            let kinds = try await rig.control.message(first).decisions.map(\.kind)
            #expect(kinds.count { $0 == "handedOver" } == 1 && kinds.contains("settled"), "\(kinds)")
            let second = try await rig.send("Hello again", to: "+4915112345679")
            try await rig.reach("the next one goes", within: .seconds(30)) { try await rig.state(second) == "sent" }
            // Every answer since is its own command's.
            await rig.bench.apply(.signal(9), to: 0)
            try await rig.reach("the signal is read", within: .seconds(120)) { await rig.modem()?.signalDBm == -95 }
            let view = try #require(await rig.modem())
            #expect(view.state == "ready" && view.imei == modem.hardware.imei, "\(view)")
        }
    }
}
