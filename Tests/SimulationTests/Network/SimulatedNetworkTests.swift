import Modems
import SMS
import Simulation
import Testing

@Suite struct SimulatedNetworkTests {
    static let person = SimulatedModemTests.person

    static func run(_ behaviour: SimulatedPerson.Behaviour, texts: [String] = ["Hello"]) throws -> (
        Wire, [SubmissionResult]
    ) {
        var network = SimulatedNetwork(seed: 3)
        network.add(SimulatedPerson(number: person, behaviour: behaviour))
        var wire = SimulatedModemTests.ready(SimulatedModem(index: 1), network)
        var results: [SubmissionResult] = []
        for text in texts { results += try SimulatedModemTests.send(text, &wire) }
        wire.run(.seconds(120))
        return (wire, results)
    }

    static func replies(_ wire: Wire) -> [NetworkReply] {
        wire.network.log.compactMap { if case .replied(let reply) = $0.event { reply } else { nil } }
    }

    static func received(_ wire: Wire) -> [String] {
        wire.network.log.compactMap { if case .received(_, _, let text) = $0.event { text } else { nil } }
    }

    static func statuses(_ wire: Wire) -> [UInt8] {
        wire.network.log.compactMap { if case .reported(_, _, _, let status) = $0.event { status } else { nil } }
    }

    @Test func silent() throws {
        let (wire, results) = try Self.run(.silent)
        #expect(results == [.accepted(reference: 1, acknowledgement: nil)])
        #expect(Self.received(wire) == ["Hello"])
        #expect(Self.replies(wire).isEmpty)
        #expect(Self.statuses(wire) == [0])
        #expect(wire.notices.contains { if case .reportStored = $0 { true } else { false } })
    }

    @Test func aLongTextIsPutTogether() throws {
        let text = String(repeating: "A long text with € signs. ", count: 12)
        let (wire, results) = try Self.run(.silent, texts: [text])
        #expect(results.count == 3)
        #expect(Self.received(wire) == [text])
        let accepted = wire.network.log.compactMap {
            if case .accepted(let segment) = $0.event { segment } else { nil }
        }
        #expect(accepted.map(\.sequence) == [1, 2, 3])
        #expect(accepted.allSatisfy { $0.total == 3 && $0.concatenation == 9 && $0.recipient == Self.person })
    }

    @Test func answers() throws {
        let (wire, _) = try Self.run(.answers(text: "Yes", after: .seconds(20)))
        #expect(Self.replies(wire).map(\.text) == ["Yes"])
        #expect(
            MessageList.parseList(
                {
                    var copy = wire; return copy.ask(.listMessages).lines
                }()
            ).count == 2
        )
    }

    @Test func stops() throws {
        var network = SimulatedNetwork(seed: 3)
        network.add(.stops(Self.person, after: .seconds(1)))
        #expect(network.person(Self.person)?.behaviour == .answers(text: "STOP", after: .seconds(1)))
    }

    @Test func answersTheSecondOnly() throws {
        let (wire, _) = try Self.run(.answersNth(2, text: "Enough", after: .seconds(1)), texts: ["a", "b", "c"])
        #expect(Self.replies(wire).count == 1)
        #expect(Self.received(wire).count == 3)
    }

    @Test func answersInParts() throws {
        let text = String(repeating: "word ", count: 50)
        let (wire, _) = try Self.run(.answersInParts(text: text, after: .seconds(1), pause: .seconds(10)))
        #expect(Self.replies(wire).map(\.parts) == [2])
        let times = wire.network.log.filter { if case .stored = $0.event { true } else { false } }.map(\.at)
        #expect(times.count == 2 && times[1] - times[0] >= .seconds(10))
    }

    @Test func aNumberThatDoesNotExist() throws {
        let (wire, results) = try Self.run(.doesNotExist)
        #expect(results == [.accepted(reference: 1, acknowledgement: nil)])
        #expect(Self.statuses(wire) == [0x43])
        #expect(Self.received(wire).isEmpty)
        #expect(try Self.run(.refused(cms: 1)).1 == [.refused(.cms(1))])
    }

    @Test func aPhoneThatIsOff() throws {
        let (wire, _) = try Self.run(.off(until: .seconds(90)))
        #expect(Self.statuses(wire) == [0x22, 0x00])
        #expect(Self.received(wire) == ["Hello"])
    }

    static let faults: [(SubmissionFault, SubmissionResult, arrives: Bool)] = [
        (.refuse(cms: 42), .refused(.cms(42)), false),
        (.loseAnswer, .noAnswer(.timedOut), true),
        (.lateAnswer(.seconds(150)), .noAnswer(.timedOut), true),
        (.loseMessage, .accepted(reference: 1, acknowledgement: nil), false),
        (.slow(.seconds(60)), .accepted(reference: 1, acknowledgement: nil), true),
    ]

    @Test(arguments: faults) func aFault(_ fault: SubmissionFault, _ expected: SubmissionResult, arrives: Bool) throws {
        var wire = SimulatedModemTests.ready()
        wire.network.add([fault], line: wire.modem.sim?.imsi)
        #expect(try SimulatedModemTests.send("Hello", &wire) == [expected])
        wire.run(.seconds(300))
        #expect(Self.received(wire) == (arrives ? ["Hello"] : []))
        // Only one is struck.
        #expect(try SimulatedModemTests.send("Again", &wire).first == .accepted(reference: 2, acknowledgement: nil))
    }

    @Test func aPartIsDeliveredTwice() throws {
        var wire = SimulatedModemTests.ready()
        wire.network.duplicateNext(1)
        wire.network.write(from: Self.person, to: "+4917010000001", text: "Hello", at: wire.now)
        wire.run(.seconds(20))
        let list = MessageList.parseList(wire.ask(.listMessages).lines)
        #expect(list.count == 2 && list.first?.pdu == list.last?.pdu)
    }

    @Test func anyLineCanWriteToItself() throws {
        var wire = SimulatedModemTests.ready()
        let segment = try #require(
            SubmitEncoder.encode(SubmitRequest(to: try Address("+4917010000001"), text: "loop")).segments.first
        )
        #expect(wire.submit(segment.pdu, length: segment.tpduLength) == .accepted(reference: 1, acknowledgement: nil))
        wire.run(.seconds(60))
        #expect(MessageList.parseList(wire.ask(.listMessages).lines).count == 1)
    }

    @Test(arguments: UInt64(0)..<5) func theSameSeedGivesTheSameRun(seed: UInt64) throws {
        func log() throws -> [NetworkLogEntry] {
            var network = SimulatedNetwork(seed: seed)
            network.settings.loss = 0.3
            network.settings.duplicates = 0.3
            network.add(SimulatedPerson(number: Self.person, behaviour: .answers(text: "Yes", after: .seconds(1))))
            var wire = SimulatedModemTests.ready(SimulatedModem(index: 1), network)
            for text in ["a", "b", "c", "d"] { _ = try SimulatedModemTests.send(text, &wire) }
            wire.run(.seconds(100))
            return wire.network.log
        }
        #expect(try log() == log(), "seed \(seed)")
    }
}
