import Campaigns
import Gateway
import Modems
import SMS
import Storage
import Testing

@testable import Simulation

/// What each class of refusal and of report does on virtual modems.
@Suite("What refusals and reports lead to")
struct ErrorClassTests {
    private static let person = "+491511234001"

    private static func run(
        _ lines: Int,
        change: @escaping @Sendable (inout GatewayParts) -> Void = { _ in },
        _ body: @escaping @Sendable (Rig) async throws -> Void
    ) throws {
        try Rig.run(modems: (0..<lines).map { SimulatedModem(index: $0) }, parts: change) { rig in
            for index in 0..<lines { try await rig.reach("ready") { await rig.modem(index)?.state == "ready" } }
            await rig.world.pass(.seconds(5))
            try await body(rig)
        }
    }

    private static func kinds(_ rig: Rig, _ message: Int64) async throws -> [String] {
        try await rig.control.message(message).decisions.map(\.kind)
    }

    private static func isSent(_ rig: Rig, _ message: Int64) async throws -> Bool {
        ["sent", "delivered"].contains(try await rig.state(message))
    }

    /// The message or its number will not work: no further try, by any line.
    @Test(arguments: [1, 128, 160, 176, 195, 197]) func permanentEndsTheMessage(number: Int) throws {
        try Self.run(2) { rig in
            await rig.bench.withNetwork { $0.add([.refuse(cms: number)]) }
            let message = try await rig.send(to: Self.person)
            try await rig.reach("failed", within: .seconds(20)) { try await rig.state(message) == "failed" }
            #expect(try await Self.kinds(rig, message).count { $0 == "handedOver" } == 1)
            #expect(await rig.control.modems().allSatisfy { $0.state == "ready" })
        }
    }

    /// It may work later: again by the same line, after a pause, though another one is free.
    @Test(arguments: [17, 27, 38, 41, 47, 192, 194, 212, 255, 256, 302, 314, 500, 512, 513, 515, 521, 532, 615, 4711])
    func temporaryIsTriedAgainByTheSameLine(number: Int) throws {
        try Self.run(2) { rig in
            await rig.bench.withNetwork { $0.add([.refuse(cms: number)]) }
            let message = try await rig.send(to: Self.person)
            let took = try await rig.reach("sent", within: .seconds(120)) { try await Self.isSent(rig, message) }
            #expect(took >= .seconds(5), "\(took)")
            let story = try await rig.control.message(message)
            let lines = Set(story.decisions.filter { $0.kind == "handedOver" }.map { $0.detail.suffix(5) })
            #expect(lines.count == 1, "\(story.decisions.map(\.detail))")
            #expect(story.decisions.contains { $0.kind == "retried" && $0.detail.hasPrefix("again by") })
        }
    }

    /// Only another line, or none, can help.
    @Test(arguments: [11, 29, 69]) func aLineThatCannotSendItHandsItOn(number: Int) throws {
        try Self.run(2) { rig in
            await rig.bench.withNetwork { $0.add([.refuse(cms: number)]) }
            let message = try await rig.send(to: Self.person)
            try await rig.reach("sent", within: .seconds(20)) { try await Self.isSent(rig, message) }
            let story = try await rig.control.message(message)
            let lines = Set(story.decisions.filter { $0.kind == "handedOver" }.map { $0.detail.suffix(5) })
            #expect(lines.count == 2, "\(story.decisions.map(\.detail))")
            #expect(await rig.control.modems().allSatisfy { $0.state == "ready" }, "once is no proof")
        }
    }

    /// A person has to see to the SIM: out of rotation at once, with an alarm, and the message by another line.
    @Test(arguments: [8, 10, 28, 50, 193, 262, 310, 312, 315, 316, 317, 318, 770])
    func aSIMThatNeedsAPersonGoesOut(number: Int) throws {
        try Self.run(2) { rig in
            await rig.bench.apply(.blockSIM(cms: number), to: 0)
            var messages: [Int64] = []
            for index in 0..<3 { messages.append(try await rig.send(to: "+491511234\(100 + index)")) }
            try await rig.reach("out", within: .seconds(30)) { await rig.modem(0)?.state == "suspended" }
            try await rig.reach("told") {
                rig.control.alarms().contains { $0.kind == "sim_blocked" && $0.modem == "line0" }
            }
            let remedy = ErrorMeaning.cms(number).remedy
            #expect(await rig.modem(0)?.reason?.contains(remedy) == true, "\(remedy)")
            for message in messages {
                try await rig.reach("sent", within: .seconds(30)) { try await Self.isSent(rig, message) }
                #expect(try await rig.control.message(message).message.route == "line1")
            }
        }
    }

    /// The operator throttles: the line rests for a minute, and three in a row are a blocked SIM.
    @Test(arguments: [21, 42, 47, 2021]) func aThrottledLineSlowsDown(number: Int) throws {
        try Self.run(1) { rig in
            await rig.bench.withNetwork { $0.add([.refuse(cms: number)]) }
            let first = try await rig.send(to: Self.person)
            try await rig.reach("refused") { try await Self.kinds(rig, first).contains("refused") }
            let second = try await rig.send(to: "+491511234002")
            let took = try await rig.reach("sent", within: .seconds(200)) { try await Self.isSent(rig, second) }
            #expect(took > .seconds(45), "\(took)")
        }
    }

    @Test func threeRejectionsInARowAreABlockedSIM() throws {
        try Self.run(1) { rig in
            await rig.bench.apply(.blockSIM(cms: 21), to: 0)
            for index in 0..<4 { _ = try await rig.send(to: "+491511234\(100 + index)") }
            try await rig.reach("out", within: .seconds(900)) { await rig.modem(0)?.state == "suspended" }
        }
    }

    /// A storage that is full keeps some modems from sending: it is read and emptied at once, and the message goes.
    @Test(arguments: [22, 208, 211, 322]) func aFullStorageIsEmptiedAtOnce(number: Int) throws {
        try Self.run(1, change: { $0.lines.poll = .seconds(3600) }) { rig in
            await rig.bench.apply(.fillStorage, to: 0)
            await rig.bench.withNetwork { $0.add([.refuse(cms: number)]) }
            let message = try await rig.send(to: Self.person)
            try await rig.reach("emptied", within: .seconds(30)) {
                guard let modem = await rig.bench.modem(0) else { return false }
                return ((modem.sim?.slots ?? []) + modem.memory).allSatisfy { $0 == nil }
            }
            try await rig.reach("sent", within: .seconds(60)) { try await Self.isSent(rig, message) }
        }
    }

    /// The modem or the SIM fails: the ladder.
    @Test(arguments: [210, 313, 772]) func aFaultOfTheModemIsRecovered(number: Int) throws {
        try Self.run(1) { rig in
            await rig.bench.withNetwork { $0.add([.refuse(cms: number)]) }
            let message = try await rig.send(to: Self.person)
            try await rig.reach("recovered", within: .seconds(300)) {
                try await rig.control.modemHistory(of: "line0", kind: .recovery).contains {
                    $0.detail?.contains("helped") == true
                }
            }
            try await rig.reach("sent", within: .seconds(300)) { try await Self.isSent(rig, message) }
        }
    }

    /// What the modem is asked after a refusal.
    @Test(arguments: [(331, "AT+CREG?"), (302, "AT+CREG?"), (311, "AT+CPIN?")])
    func theModemIsLookedAt(number: Int, question: String) throws {
        // Nothing but the refusal is a reason to ask.
        let change: @Sendable (inout GatewayParts) -> Void = {
            $0.lines.survey = .seconds(3600)
            $0.lines.poll = .seconds(3600)
        }
        try Self.run(1, change: change) { rig in
            let news = try rig.control.trace("line0")
            await rig.bench.withNetwork { $0.add([.refuse(cms: number)]) }
            let message = try await rig.send(to: Self.person)
            for await case .line(let line) in news where line.text == question { break }
            // Where there is no other line, what its own could not send waits ten minutes.
            try await rig.reach("sent", within: .seconds(700)) { try await Self.isSent(rig, message) }
        }
    }

    /// Nobody knows whether it left: uncertain, and never again.
    @Test func aNetworkTimeOutIsUncertain() throws {
        try Self.run(2) { rig in
            await rig.bench.withNetwork { $0.add([.refuse(cms: 332)]) }
            let message = try await rig.send(to: Self.person)
            try await rig.reach("uncertain", within: .seconds(20)) { try await rig.state(message) == "uncertain" }
            await rig.world.pass(.seconds(3600))
            #expect(try await rig.state(message) == "uncertain")
            #expect(try await Self.kinds(rig, message).count { $0 == "handedOver" } == 1)
        }
    }

    // MARK: Reports

    /// One octet of each range of TP-Status (TS 23.040 clause 9.2.3.15) and its ends.
    @Test(
        arguments: [
            (0x00...0x02, "delivered"), (0x03...0x0F, "delivered"), (0x10...0x1F, "delivered"), (0x20...0x25, "sent"),
            (0x26...0x2F, "sent"), (0x30...0x3F, "sent"), (0x40...0x49, "undelivered"), (0x4A...0x4F, "undelivered"),
            (0x50...0x5F, "undelivered"), (0x60...0x65, "undelivered"), (0x66...0x6F, "undelivered"),
            (0x70...0x7F, "undelivered"), (0x80...0xFF, "undelivered"),
        ] as [(ClosedRange<UInt8>, String)]
    )
    func aReportMovesItsMessage(octets: ClosedRange<UInt8>, state: String) throws {
        try Self.run(1) { rig in
            for (index, octet) in Set([octets.lowerBound, octets.upperBound]).sorted().enumerated() {
                let number = "+49151123400\(index)"
                await rig.bench.withNetwork { $0.add(SimulatedPerson(number: number, behaviour: .reported(octet))) }
                let message = try await rig.send(to: number)
                try await rig.reach("reported", within: .seconds(60)) {
                    try await Self.kinds(rig, message).contains("reported")
                }
                #expect(try await rig.state(message) == state, "TP-Status \(octet)")
                let meaning = DeliveryStatus(octet: octet).meaning
                let details = try await rig.control.message(message).decisions.map(\.detail)
                #expect(details.contains { $0.hasSuffix(meaning) }, "\(details)")
                // What is final by a report is not tried again.
                await rig.world.pass(.seconds(600))
                #expect(try await Self.kinds(rig, message).count { $0 == "handedOver" } == 1)
            }
        }
    }
}
