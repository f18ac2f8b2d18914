import Modems
import SMS
import Simulation
import Testing

@Suite struct SimulatedModemTests {
    static let person = "+491511234567"

    static func ready(_ modem: SimulatedModem = SimulatedModem(index: 1), _ network: SimulatedNetwork? = nil) -> Wire {
        var wire = Wire(modem: modem, network: network ?? SimulatedNetwork(seed: 1))
        var startUp = StartUp()
        _ = wire.start(&startUp)
        return wire
    }

    static func segments(_ text: String, report: Bool = true) throws -> [EncodedSegment] {
        try SubmitEncoder.encode(
            SubmitRequest(to: try Address(person), text: text, reference: 9, requestStatusReport: report)
        ).segments
    }

    static func send(_ text: String, _ wire: inout Wire) throws -> [SubmissionResult] {
        try segments(text).map { wire.submit($0.pdu, length: $0.tpduLength) }
    }

    @Test(arguments: SimulatedModem.Prompt.allCases.filter { $0 != .missing }, [true, false])
    func everyPrompt(_ prompt: SimulatedModem.Prompt, echoes: Bool) throws {
        var modem = SimulatedModem(index: 1)
        modem.hardware.prompt = prompt
        var wire = Self.ready(modem)
        if echoes { _ = wire.ask(ATCommand("ATE1")) }
        #expect(try Self.send("Hello", &wire) == [.accepted(reference: 1, acknowledgement: nil)])
        #expect(try Self.send("Hello", &wire) == [.accepted(reference: 2, acknowledgement: nil)])
    }

    @Test func aMissingPromptSendsNothing() throws {
        var modem = SimulatedModem(index: 1)
        modem.hardware.prompt = .missing
        var wire = Self.ready(modem)
        #expect(try Self.send("Hello", &wire) == [.promptMissing])
        #expect(wire.network.log.isEmpty)
        #expect(wire.ask(.attention).isOK)
    }

    @Test func takenBackSendsNothing() throws {
        var wire = Self.ready()
        wire.atPrompt = .takeBack
        #expect(try Self.send("Hello", &wire) == [.takenBack])
        #expect(wire.network.log.isEmpty)
        #expect(wire.ask(.attention).isOK)
    }

    @Test func aReplyIsStoredAnnouncedReadAndDeleted() throws {
        var wire = Self.ready()
        wire.network.write(from: Self.person, to: "+4917010000001", text: "Yes, please", at: wire.now)
        wire.run(.seconds(10))
        #expect(wire.notices.contains(.messageStored(storage: "ME", index: 1)))
        let list = MessageList.parseList(wire.ask(.listMessages).lines)
        let message = try #require(list.first)
        #expect(list.count == 1 && message.status == .receivedUnread && message.lengthMatches == true)
        #expect(wire.ask(.readMessage(index: 1)).lines.first?.hasPrefix("+CMGR: 1,") == true)
        let decoded = try PDUDecoder.decode(hex: message.pdu)
        #expect(decoded.tpdu.userData?.text == "Yes, please")
        #expect(decoded.tpdu.address?.number == Self.person)
        #expect(wire.ask(.delete(index: 1)).isOK)
        #expect(MessageList.parseList(wire.ask(.listMessages).lines).isEmpty)
        let kinds = wire.network.log.map(\.event)
        #expect(kinds.last == .deleted(reply: 1, part: 1, line: "262990000000001", storage: "ME", index: 1))
    }

    @Test func storagesSurviveUnplugging() throws {
        var wire = Self.ready()
        wire.network.write(from: Self.person, to: "+4917010000001", text: "Hello", at: wire.now)
        wire.run(.seconds(10))
        wire.tell(.unplug)
        wire.feed(.hungUp)
        wire.tell(.plug)
        // Settings are forgotten, the message is not.
        #expect(wire.ask(.listMessages).failure == .cms(305))
        var startUp = StartUp()
        _ = wire.start(&startUp)
        #expect(MessageList.parseList(wire.ask(.listMessages).lines).count == 1)
    }

    @Test func aMessageWaitsForAModemThatIsAway() throws {
        var wire = Self.ready()
        wire.tell(.unplug)
        wire.feed(.hungUp)
        wire.network.write(from: Self.person, to: "+4917010000001", text: "Hello", at: wire.now)
        wire.run(.seconds(100))
        let back = wire.now
        wire.tell(.plug)
        wire.run(.seconds(1))
        let stored = wire.network.log.filter { if case .stored = $0.event { true } else { false } }
        #expect(stored.map(\.at) == [back])
    }

    @Test func aFullStorageReceivesNothingUntilThereIsRoom() throws {
        var wire = Self.ready()
        wire.tell(.fault(.fillStorage))
        wire.network.write(from: Self.person, to: "+4917010000001", text: "Hello", at: wire.now)
        wire.run(.seconds(60))
        let use = StorageAnswer.parseState(wire.ask(.storageState).lines)
        #expect(use.last?.isFull == true)
        #expect(!wire.network.log.contains { if case .stored = $0.event { true } else { false } })
        _ = wire.ask(.delete(index: 4))
        wire.run(.seconds(60))
        #expect(wire.network.log.contains { if case .stored(1, 1, _, _, 4) = $0.event { true } else { false } })
    }

    static let endings: [(SimulatedModem.Outcome, SubmissionResult)] = [
        (.silent, .noAnswer(.timedOut)),
        (.late(.seconds(200)), .noAnswer(.timedOut)),
        (.refused(cms: 500), .refused(.cms(500))),
    ]

    @Test(arguments: endings) func faultsOfTheModem(_ outcome: SimulatedModem.Outcome, _ expected: SubmissionResult)
        throws
    {
        var wire = Self.ready()
        wire.tell(.fault(.submissions([outcome])))
        #expect(try Self.send("Hello", &wire) == [expected])
        #expect(wire.network.log.contains { if case .accepted = $0.event { true } else { false } })
        wire.run(.seconds(300))
        let late = wire.heard.contains { if case .lateSubmission = $0 { true } else { false } }
        #expect(late == (outcome == .late(.seconds(200))))
        #expect(wire.ask(.signalQuality).isOK)
    }

    @Test func strayErrorsAndHiddenReferences() throws {
        var modem = SimulatedModem(index: 1)
        modem.hardware.addsStrayError = true
        modem.hardware.hidesReference = true
        var wire = Self.ready(modem)
        wire.network.add([.refuse(cms: 42)])
        #expect(try Self.send("Hello", &wire) == [.refused(.cms(42))])
        #expect(wire.ask(.signalQuality).isOK)
        #expect(try Self.send("Hello", &wire) == [.accepted(reference: nil, acknowledgement: nil)])
    }

    @Test func aHungModemAnswersNothingAndARestartForgets() throws {
        var wire = Self.ready()
        wire.tell(.fault(.hang))
        #expect(wire.ask(.signalQuality).failure == .timedOut)
        wire.tell(.fault(.restart))
        wire.run(.seconds(5))
        #expect(wire.notices.contains(.restarted("RDY")))
        #expect(wire.ask(.notificationState).lines == ["+CNMI: 0,0,0,0,0"])
    }

    @Test func aStormOfNoticesDisturbsNothing() throws {
        var wire = Self.ready()
        wire.tell(.fault(.notices(500)))
        wire.tell(.fault(.garbage((0..<255).map { UInt8($0) })))
        #expect(wire.ask(.signalQuality).isOK)
        #expect(try Self.send("Hello", &wire) == [.accepted(reference: 1, acknowledgement: nil)])
    }

    @Test func slotZero() throws {
        var modem = SimulatedModem(index: 1)
        modem.hardware.firstIndex = 0
        var wire = Self.ready(modem)
        wire.network.write(from: Self.person, to: "+4917010000001", text: "Hello", at: wire.now)
        wire.run(.seconds(10))
        #expect(MessageList.parseList(wire.ask(.listMessages).lines).map(\.index) == [0])
        #expect(wire.ask(.delete(index: 0)).isOK)
    }
}
