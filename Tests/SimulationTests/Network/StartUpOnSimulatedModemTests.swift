import Modems
import Simulation
import Testing

@Suite struct StartUpOnSimulatedModemTests {
    static func start(
        _ modem: SimulatedModem,
        pin: String? = nil,
        refused: [RefusedPIN] = []
    ) -> (StartUp.Step, Wire) {
        var wire = Wire(modem: modem)
        var startUp = StartUp()
        let step = wire.start(&startUp, pin: pin, refused: refused)
        return (step, wire)
    }

    @Test func ready() throws {
        let (step, wire) = Self.start(SimulatedModem(index: 7))
        let profile = try #require(step.profile)
        #expect(profile.identity.model == "SIM-7")
        #expect(profile.identity.imei == wire.modem.hardware.imei)
        #expect(IMEI.judge(profile.identity.imei) == .plausible)
        #expect(profile.iccid == wire.modem.sim?.iccid)
        #expect(profile.imsi == wire.modem.sim?.imsi)
        #expect(profile.ownNumber == "+4917010000007")
        #expect(profile.serviceCenter == "+491710760000")
        #expect(profile.storages == ["ME", "SM"])
        #expect(profile.storageUse.map(\.name) == ["ME", "ME", "ME"])
        #expect(profile.notifications == [2, 1, 0, 2, 0])
        #expect(profile.isRegistered && !profile.isRoaming && profile.canSend)
        #expect(profile.signal?.dBm == -73)
        #expect(profile.network?.name == "Simnet")
        #expect(wire.now < .seconds(5))
    }

    @Test func aPromptThatStandsFromBeforeIsLeft() throws {
        var wire = Wire()
        wire.tell(.received(Array("AT+CMGF=0\rAT+CMGS=20\r0011".utf8)))
        wire.run(.seconds(1))
        var startUp = StartUp()
        #expect(wire.start(&startUp).profile != nil)
    }

    @Test func notRegisteredIsNoFailure() throws {
        var modem = SimulatedModem(index: 1)
        modem.registration = .searching
        let profile = try #require(Self.start(modem).0.profile)
        #expect(!profile.isRegistered)
    }

    @Test func onlyTheSIM() throws {
        var modem = SimulatedModem(index: 1)
        modem.hardware.memorySize = 0
        modem = SimulatedModem(hardware: modem.hardware, sim: modem.sim)
        #expect(Self.start(modem).0.profile?.storages == ["SM"])
    }

    @Test func reportsThatCannotBeStored() throws {
        var modem = SimulatedModem(index: 1)
        modem.hardware.reportModes = [0, 1]
        #expect(Self.start(modem).0.profile?.notifications == [2, 1, 0, 1, 0])
    }

    @Test func noSIM() throws {
        let modem = SimulatedModem(hardware: SimulatedModem.Hardware(index: 1), sim: nil)
        let (step, wire) = Self.start(modem)
        #expect(step.problem?.kind == .noSIM)
        #expect(wire.now > .seconds(20))
    }

    @Test func silent() throws {
        var wire = Wire()
        wire.tell(.fault(.hang))
        var startUp = StartUp()
        #expect(wire.start(&startUp).problem?.kind == .silent)
        #expect(wire.now < .seconds(15))
    }

    @Test func aPINIsEntered() throws {
        let (step, wire) = Self.start(SimulatedModem(index: 1, pin: "1234"), pin: "1234")
        #expect(step.profile?.isRegistered == true)
        #expect(wire.modem.sim?.pinAttempts == 3)
    }

    @Test func promise7AWrongPINIsTriedOnce() throws {
        let modem = SimulatedModem(index: 1, pin: "1234")
        var (step, wire) = Self.start(modem, pin: "9999")
        #expect(step.problem?.kind == .pinRefused)
        #expect(wire.modem.sim?.pinAttempts == 2)
        let key = SIMKey.iccid(try #require(modem.sim?.iccid))
        var startUp = StartUp()
        step = wire.start(&startUp, pin: "9999", refused: [RefusedPIN(key: key, pin: "9999")])
        #expect(step.problem?.kind == .pinWithheld)
        #expect(wire.modem.sim?.pinAttempts == 2)
    }

    @Test func promise7TheLastAttemptIsNeverUsed() throws {
        var modem = SimulatedModem(index: 1, pin: "1234")
        modem.sim?.pinAttempts = 1
        let (step, wire) = Self.start(modem, pin: "1234")
        #expect(step.problem?.kind == .pinWithheld)
        #expect(wire.modem.sim?.pinAttempts == 1)
    }

    @Test func promise7TheIMEIStandsForAnUnreadableICCID() throws {
        var modem = SimulatedModem(index: 1, pin: "1234")
        modem.hardware.tellsICCIDBeforePIN = false
        modem.hardware.tellsAttempts = false
        let key = SIMKey.imei(modem.hardware.imei)
        let (step, wire) = Self.start(modem, pin: "9999", refused: [RefusedPIN(key: key, pin: "9999")])
        #expect(step.problem?.kind == .pinWithheld)
        #expect(wire.modem.sim?.pinAttempts == 3)
        // With the right one, the ICCID is read afterwards.
        let (second, other) = Self.start(modem, pin: "1234")
        #expect(second.profile?.iccid == other.modem.sim?.iccid)
    }

    @Test func aPUKIsNeverEntered() throws {
        var modem = SimulatedModem(index: 1, pin: "1234")
        modem.sim?.pinAttempts = 0
        #expect(Self.start(modem, pin: "1234").0.problem?.kind == .pukNeeded)
    }

    @Test func diagnosisOfAGoodModem() throws {
        var wire = Wire()
        var startUp = StartUp()
        _ = wire.start(&startUp)
        let findings = wire.diagnose()
        // What this modem does not tell is no fault.
        let odd = findings.filter { $0.verdict != .ok && $0.verdict != .unknown }
        #expect(odd.isEmpty, "\(odd)")
        #expect(findings.count { $0.verdict == .ok } >= 12)
        #expect(Diagnosis.sentence(for: findings) == "This modem is ready to send and receive.")
        #expect(Diagnosis.isUsable(findings))
    }
}
