import Campaigns
import Gateway
import Modems
import Storage
import Testing

@testable import Simulation

/// Every family of modems through everything that goes wrong with one, in the whole gateway.
@Suite("Each dialect through each fault")
struct DialectFaultTests {
    static let dialects = SimulatedModem.Hardware.dialects
    private static let person = "+491511234001"

    private static func run(
        _ dialect: String,
        pin: String? = nil,
        change: @escaping @Sendable (inout GatewayParts) -> Void = { _ in },
        _ body: @escaping @Sendable (Rig) async throws -> Void
    ) throws {
        let hardware = try #require(SimulatedModem.Hardware(dialect: dialect, index: 0))
        let modem = SimulatedModem(hardware: hardware, sim: SimulatedSIM(index: 0, pin: pin))
        try Rig.run(modems: [modem], parts: change) { rig in
            await rig.bench.withNetwork {
                $0.add(SimulatedPerson(number: person, behaviour: .answers(text: "Yes", after: .seconds(3))))
            }
            try await body(rig)
        }
    }

    /// It sends, hears of the delivery, and reads what comes back.
    private static func works(_ rig: Rig, _ text: String = "Hello") async throws {
        let before = try await replies(rig)
        let message = try await rig.send(text, to: person)
        try await rig.reach("delivered", within: .seconds(120)) { try await rig.state(message) == "delivered" }
        try await rig.reach("the answer is read", within: .seconds(120)) { try await replies(rig) == before + 1 }
        #expect(try await rig.control.message(message).decisions.count { $0.kind == "handedOver" } == 1)
    }

    private static func replies(_ rig: Rig) async throws -> Int {
        try await rig.control.messages(MessageFilter(number: person, direction: "in", limit: 1000)).count
    }

    private static func history(_ rig: Rig, _ kind: ModemHistoryEntry.Kind) async throws -> [String] {
        try await rig.control.modemHistory(of: "line0").filter { $0.kind == kind }.compactMap(\.detail)
    }

    @Test(arguments: dialects) func sendsAndReceives(_ dialect: String) throws {
        try Self.run(dialect) { rig in
            try await rig.reachReady()
            try await Self.works(rig)
            let view = try #require(await rig.modem())
            let hardware = try #require(await rig.bench.modem(0)?.hardware)
            #expect(view.manufacturer == hardware.manufacturer && view.imei == hardware.imei)
            #expect(view.number == "+4917010000000")
            #expect(rig.control.alarms().isEmpty)
        }
    }

    /// Silence: the family's own reset ends it.
    @Test(arguments: dialects) func silenceIsEndedByTheFamilysReset(_ dialect: String) throws {
        try Self.run(dialect) { rig in
            try await rig.reachReady()
            await rig.bench.apply(.hangUntil(.reset), to: 0)
            try await rig.reach("noticed", within: .seconds(45)) { await rig.modem()?.state == "recovering" }
            try await rig.reach("back", within: .seconds(300)) { await rig.modem()?.state == "ready" }
            let steps = try await Self.history(rig, .recovery)
            #expect(steps.contains { $0.contains("resetting the modem, helped") }, "\(steps)")
            try await Self.works(rig)
        }
    }

    @Test(arguments: dialects) func silenceThatNothingEndsIsToldAndThePlugHelps(_ dialect: String) throws {
        try Self.run(dialect) { rig in
            try await rig.reachReady()
            await rig.bench.apply(.hang, to: 0)
            try await rig.reach("out", within: .seconds(400)) { await rig.modem()?.state == "suspended" }
            try await rig.reach("told") { rig.control.alarms().contains { $0.kind == "ladder_exhausted" } }
            try await replug(rig, at: 0) {
                try await rig.reach("back", within: .seconds(120)) { await rig.modem()?.state == "ready" }
                try await rig.reach("over") { rig.control.alarms().isEmpty }
                let raised = try await Self.history(rig, .alarm).filter { $0.contains("brought back") }
                #expect(raised.count { !$0.hasPrefix("over") } == 1, "plugged in again, it is not out: \(raised)")
                try await Self.works(rig)
            }
        }
    }

    private func replug(
        _ rig: Rig,
        at index: Int,
        _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        let port = try #require(await rig.bench.replug(index))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await rig.board.serve(port, at: Rig.path(index)) }
            try await body()
            group.cancelAll()
        }
    }

    /// Drop: the network takes the message, and the modem never says so.
    @Test(arguments: dialects) func aLostAnswerIsUncertainAndNothingIsSentTwice(_ dialect: String) throws {
        try Self.run(dialect) { rig in
            try await rig.reachReady()
            await rig.bench.apply(.submissions([.silent]), to: 0)
            await rig.bench.withNetwork { $0.settings.reportLoss = 1 }
            let message = try await rig.send(to: "+491511234002")
            try await rig.reach("uncertain") { try await rig.state(message) == "uncertain" }
            await rig.bench.withNetwork { $0.settings.reportLoss = 0 }
            try await Self.works(rig)
            #expect(try await rig.state(message) == "uncertain")
            let accepted = await rig.bench.log.count { entry in
                if case .accepted(let segment) = entry.event { segment.recipient == "+491511234002" } else { false }
            }
            #expect(accepted == 1)
        }
    }

    /// The port goes in the middle of a submission, wherever that is.
    @Test(arguments: dialects, SubmissionMoment.allCases)
    func aPortThatGoesInTheMiddleOfASubmission(_ dialect: String, moment: SubmissionMoment) throws {
        try Self.run(dialect) { rig in
            try await rig.reachReady()
            await rig.bench.apply(.vanishes(at: moment), to: 0)
            let message = try await rig.send(to: "+491511234002")
            try await rig.reach("gone") { await rig.modem()?.state == "absent" }
            try await replug(rig, at: 0) {
                try await rig.reach("back", within: .seconds(120)) { await rig.modem()?.state == "ready" }
                let end = moment == .prompt ? ["sent", "delivered"] : ["uncertain", "delivered"]
                try await rig.reach("it has its end", within: .seconds(120)) {
                    end.contains(try await rig.state(message))
                }
                try await Self.works(rig)
            }
            let accepted = await rig.bench.log.count { entry in
                if case .accepted(let segment) = entry.event { segment.recipient == "+491511234002" } else { false }
            }
            #expect(accepted == (moment == .message ? 0 : 1), "\(moment)")
        }
    }

    @Test(arguments: dialects) func garbageDisturbsNothing(_ dialect: String) throws {
        try Self.run(dialect) { rig in
            try await rig.reachReady()
            for bytes in [
                [0x00, 0xFF, 0x0D, 0x0A], Array("^X\r\n+CMT\r\n> \r\n".utf8), Array(repeating: 0x7E, count: 300),
            ] {
                await rig.bench.apply(.garbage(bytes as [UInt8]), to: 0)
                try await Self.works(rig, "Hello \(bytes.count)")
            }
            #expect(await rig.modem()?.state == "ready")
        }
    }

    @Test(arguments: dialects) func aFullStorageIsReadAndEmptied(_ dialect: String) throws {
        try Self.run(dialect) { rig in
            try await rig.reachReady()
            await rig.bench.apply(.fillStorage, to: 0)
            try await rig.reach("emptied", within: .seconds(300)) {
                guard let modem = await rig.bench.modem(0) else { return false }
                return ((modem.sim?.slots ?? []) + modem.memory).allSatisfy { $0 == nil }
            }
            try await Self.works(rig)
        }
    }

    @Test(arguments: dialects) func aSIMThatAsksForItsPINIsOpened(_ dialect: String) throws {
        try Self.run(dialect) { rig in
            try await rig.reachReady()
            await rig.bench.apply(.lockSIM(pin: "1234"), to: 0)
            await rig.bench.apply(.restart, to: 0)
            try await rig.reach("asks", within: .seconds(300)) { await rig.modem()?.state == "needsPIN" }
            try await rig.reach("told") { rig.control.alarms().contains { $0.kind == "pin_needed" } }
            try await rig.control.enterPIN("line0", "1234")
            try await rig.reach("ready", within: .seconds(120)) { await rig.modem()?.state == "ready" }
            #expect(await rig.bench.modem(0)?.sim?.pinAttempts == 3)
            try await Self.works(rig)
        }
    }

    /// Promise 7, whatever the modem tells of the attempts left.
    @Test(arguments: dialects) func aWrongPINIsEnteredOnce(_ dialect: String) throws {
        try Self.run(dialect, pin: "1111", change: { $0.modems[0].pin = "2222" }) { rig in
            try await rig.reach("asks for the PIN") { await rig.modem()?.state == "needsPIN" }
            await rig.bench.apply(.restart, to: 0)
            await rig.world.pass(.seconds(1800))
            #expect(await rig.bench.modem(0)?.sim?.pinAttempts == 2)
        }
    }

    @Test(arguments: dialects) func aWeakSignalIsTold(_ dialect: String) throws {
        try Self.run(dialect) { rig in
            try await rig.reachReady()
            await rig.bench.apply(.signal(2), to: 0)
            try await rig.reach("told", within: .seconds(900)) {
                rig.control.alarms().contains { $0.kind == "weak_signal" && $0.detail == "-109 dBm" }
            }
            try await Self.works(rig)
            await rig.bench.apply(.signal(20), to: 0)
            try await rig.reach("over", within: .seconds(900)) { rig.control.alarms().isEmpty }
        }
    }

    @Test(arguments: dialects) func aBlockedSIMGoesOutAndReturns(_ dialect: String) throws {
        try Self.run(dialect) { rig in
            try await rig.reachReady()
            await rig.bench.apply(.blockSIM(cms: 10), to: 0)
            let message = try await rig.send(to: "+491511234002")
            try await rig.reach("out") { await rig.modem()?.state == "suspended" }
            try await rig.reach("told") { rig.control.alarms().contains { $0.kind == "sim_blocked" } }
            await rig.bench.apply(.blockSIM(cms: nil), to: 0)
            try await rig.reach("back", within: .seconds(4000)) { await rig.modem()?.state == "ready" }
            try await rig.reach("it is sent, and not lost", within: .seconds(1200)) {
                ["sent", "delivered"].contains(try await rig.state(message))
            }
        }
    }

    @Test(arguments: dialects) func aModemThatComesBackElsewhereIsTheSame(_ dialect: String) throws {
        try Self.run(dialect, change: { $0.modems = [ModemSettings(source: .discovered, limits: .unlimited)] }) { rig in
            try await rig.reach("ready") { await rig.control.modems().first?.state == "ready" }
            let first = try #require(await rig.control.modems().first)
            let message = try await rig.send(to: Self.person)
            try await rig.reach("sent") { try await ["sent", "delivered"].contains(rig.state(message)) }
            await rig.bench.unplug(0)
            try await rig.reach("gone") { await rig.control.modems().first?.state == "absent" }
            let port = try #require(await rig.bench.replug(0))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await rig.board.serve(port, at: "/dev/elsewhere7") }
                try await rig.reach("ready elsewhere", within: .seconds(120)) {
                    await rig.control.modems().map(\.state) == ["ready"]
                }
                let view = try #require(await rig.control.modems().first)
                #expect(view.port == "/dev/elsewhere7" && view.imei == first.imei && view.iccid == first.iccid)
                // Its limits and its history came with the SIM, and nobody misses it.
                #expect(view.sentToday == 1)
                await rig.world.pass(.seconds(120))
                #expect(rig.control.alarms().isEmpty)
                try await rig.reach("the answer is read") { try await Self.replies(rig) == 1 }
                group.cancelAll()
            }
        }
    }

    /// Too little power: the modem says so and starts anew.
    @Test(arguments: dialects) func aResetByWeakPowerIsToldAndSurvived(_ dialect: String) throws {
        try Self.run(dialect) { rig in
            try await rig.reachReady()
            await rig.world.pass(.seconds(700))
            await rig.bench.apply(.underVoltage, to: 0)
            await rig.bench.apply(.restart, to: 0)
            try await rig.reach("told") { rig.control.alarms().contains { $0.kind == "under_voltage" } }
            try await rig.reach("ready", within: .seconds(120)) { await rig.modem()?.state == "ready" }
            // Its notices are set again: an answer is read within seconds, not at the next poll.
            try await Self.works(rig)
            #expect(try await !Self.history(rig, .reset).isEmpty)
        }
    }

    @Test(arguments: dialects) func aModemThatLosesTheNetworkIsHelpedBack(_ dialect: String) throws {
        try Self.run(dialect) { rig in
            try await rig.reachReady()
            // One that falls silent when its radio is off is reset at once.
            await rig.bench.apply(.losesNetwork(until: dialect == "neoway" ? .reset : .radioCycle), to: 0)
            try await rig.reach("noticed") { await rig.modem()?.state == "suspended" }
            try await rig.reach("back", within: .seconds(900)) { await rig.modem()?.state == "ready" }
            let words = dialect == "neoway" ? "resetting the modem, helped" : "switching the radio off and on, helped"
            let steps = try await Self.history(rig, .recovery)
            #expect(steps.contains { $0.contains(words) }, "\(steps)")
            try await Self.works(rig)
        }
    }
}
