import Modems
import SMS
import Simulation
import Testing

/// The real start-up and dialogue against a modem of each family: it comes to ready, sends, receives, and reports.
@Suite struct DialectOnSimulatedModemTests {
    static func wire(_ dialect: String, pin: String? = nil) throws -> Wire {
        let hardware = try #require(SimulatedModem.Hardware(dialect: dialect, index: 1))
        var network = SimulatedNetwork.Settings()
        network.acceptance = .milliseconds(100)...(.milliseconds(200))
        network.delivery = .milliseconds(100)...(.milliseconds(200))
        network.report = .milliseconds(100)...(.milliseconds(200))
        network.reply = .milliseconds(100)...(.milliseconds(200))
        return Wire(
            modem: SimulatedModem(hardware: hardware, sim: SimulatedSIM(index: 1, pin: pin)),
            network: SimulatedNetwork(seed: 7, settings: network)
        )
    }

    /// All that the modem holds, deleted as it is read.
    static func readAll(_ wire: inout Wire, _ profile: ModemProfile, _ dialect: Dialect) -> [StoredMessage] {
        var found: [StoredMessage] = []
        for storage in profile.storages {
            var reading = StorageReading(selection: profile.selecting(storage), habits: dialect.memory)
            var step = reading.handle(.begin)
            loop: for _ in 0..<200 {
                switch step {
                case .send(let command): step = reading.handle(.answered(wire.ask(command)))
                case .pause(let pause):
                    wire.run(pause)
                    step = reading.handle(.paused)
                case .found(let messages):
                    found += messages
                    for message in messages { _ = wire.ask(.delete(index: message.index)) }
                    step = reading.handle(.taken)
                case .done, .failed: break loop
                }
            }
        }
        return found
    }

    @Test(arguments: SimulatedModem.Hardware.dialects) func works(_ name: String) throws {
        var wire = try Self.wire(name, pin: name == "telit" ? "1234" : nil)
        var startUp = StartUp()
        let profile = try #require(wire.start(&startUp, pin: "1234").profile)
        #expect(profile.dialect == name)
        #expect(profile.iccid == wire.modem.sim?.iccid && profile.isRegistered && profile.canSend)
        #expect(!profile.storages.isEmpty && profile.notifications.count > 1 && profile.notifications[1] == 1)
        let dialect = try #require(Dialect.named(name))
        wire.dialogue.settings.adopt(dialect)

        wire.network.add(SimulatedPerson(number: "+491511234001", behaviour: .answers(text: "Yes", after: .seconds(1))))
        let encoded = try SubmitEncoder.encode(
            SubmitRequest(to: Address("+491511234001"), text: "Hello", reference: 1, requestStatusReport: true)
        )
        let segment = try #require(encoded.segments.first)
        guard case .accepted(let reference, _) = wire.submit(segment.pdu, length: segment.tpduLength) else {
            Issue.record("not accepted")
            return
        }
        #expect((reference == nil) == wire.modem.hardware.hidesReference)
        wire.run(.seconds(10))

        let stored = Self.readAll(&wire, profile, dialect)
        let texts = stored.compactMap { message -> String? in
            guard case .deliver(let deliver)? = try? PDUDecoder.decode(hex: message.pdu, options: .inbox).tpdu else {
                return nil
            }
            return deliver.userData.text
        }
        #expect(texts == ["Yes"])
        let routed = wire.notices.count { if case .reportRouted = $0 { true } else { false } }
        let reports = stored.count { message in
            if case .statusReport? = try? PDUDecoder.decode(hex: message.pdu, options: .inbox).tpdu {
                true
            } else {
                false
            }
        }
        #expect(routed + reports == (profile.givesReports ? 1 : 0))
        #expect(profile.givesReports)
        #expect(Self.readAll(&wire, profile, dialect).isEmpty)
    }

    @Test(arguments: SimulatedModem.Hardware.dialects) func comesBackAfterARestart(_ name: String) throws {
        var wire = try Self.wire(name)
        wire.tell(.fault(.restart))
        wire.run(.seconds(3))
        var startUp = StartUp()
        _ = startUp.handle(.begin)
        #expect(wire.start(&startUp).profile?.dialect == name)
    }

    @Test(arguments: SimulatedModem.Hardware.dialects) func isDiagnosed(_ name: String) throws {
        var wire = try Self.wire(name)
        wire.feed(.send(.numericErrors))
        wire.run(.seconds(1))
        let findings = wire.diagnose()
        // Whatever each family knows of its own is read.
        #expect(findings.first { $0.check == .identity }?.meaning.contains("no family") == (name == "generic"))
        #expect(Diagnosis.isUsable(findings), "\(findings.filter { $0.verdict == .fault })")
    }
}
