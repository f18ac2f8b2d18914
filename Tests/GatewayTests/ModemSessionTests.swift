import Campaigns
import Logging
import Modems
import SMS
import Simulation
import Testing

@testable import Gateway

@Suite struct ModemSessionTests {
    private struct BenchPort: Port {
        let path = "/dev/modem"
        let port: SimulatedPort
        var input: AsyncStream<[UInt8]> { port.bytes }

        func write(_ bytes: [UInt8]) async throws(PortError) { await port.send(bytes) }
    }

    /// Runs `body` with a session on a simulated modem.
    private func withSession(
        seed: UInt64 = 1,
        _ body: @escaping @Sendable (ModemSession, SimulatedBench<VirtualClock>, Simulated) async throws -> Void
    ) throws {
        try Simulated.run(seed: seed) { world in
            let bench = SimulatedBench(clock: world.clock, network: SimulatedNetwork(seed: seed))
            let port = BenchPort(port: await bench.attach(SimulatedModem(index: 0)))
            let timers = Timers(clock: world.clock)
            let session = ModemSession(
                port: port,
                settings: ATDialogue.Settings(),
                clock: world.clock,
                timers: timers,
                logger: world.surroundings.logger
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await bench.run() }
                group.addTask { await session.run() }
                group.addTask { await timers.run() }
                defer { group.cancelAll() }
                await session.escape()
                #expect(await session.ask(.pduMode).isOK)
                try await body(session, bench, world)
            }
        }
    }

    private static func segment() throws -> EncodedSegment {
        try SubmitEncoder.encode(SubmitRequest(to: Address("+4915112345678"), text: "Hello")).segments[0]
    }

    @Test(arguments: UInt64(1)...5)
    func everybodyGetsTheirOwnAnswer(seed: UInt64) throws {
        try withSession(seed: seed) { session, _, _ in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        #expect(await session.ask(.signalQuality).lines == ["+CSQ: 20,99"], "seed \(seed)")
                    }
                    group.addTask { #expect(await session.ask(.manufacturer).lines.count == 1, "seed \(seed)") }
                }
            }
        }
    }

    @Test func aSubmissionIsWrittenWhenItsCallerSaysSo() throws {
        try withSession { session, bench, _ in
            let segment = try Self.segment()
            let result = await session.submit(tpduLength: segment.tpduLength, pdu: segment.pdu) { .write }
            guard case .accepted = result else {
                Issue.record("\(result)")
                return
            }
            #expect(await bench.log.count { if case .accepted = $0.event { true } else { false } } == 1)
        }
    }

    @Test func aSubmissionIsTakenBack() throws {
        try withSession { session, bench, _ in
            let segment = try Self.segment()
            let result = await session.submit(tpduLength: segment.tpduLength, pdu: segment.pdu) { .takeBack }
            #expect(result == .takenBack)
            #expect(await bench.log.isEmpty)
            #expect(await session.ask(.attention).isOK)
        }
    }

    @Test func aDecisionThatTakesTooLongWritesNothing() throws {
        try withSession { session, bench, world in
            let segment = try Self.segment()
            let result = await session.submit(tpduLength: segment.tpduLength, pdu: segment.pdu) {
                await world.pass(.seconds(60))
                return .write
            }
            #expect(result == .takenBack)
            #expect(await bench.log.isEmpty)
            #expect(await session.ask(.attention).isOK, "the next one is not mixed up with it")
            let next = await session.submit(tpduLength: segment.tpduLength, pdu: segment.pdu) { .write }
            guard case .accepted = next else {
                Issue.record("\(next)")
                return
            }
        }
    }

    @Test func aPortThatGoesWhileItIsDecidedWritesNothing() throws {
        try withSession { session, bench, world in
            let segment = try Self.segment()
            let result = await session.submit(tpduLength: segment.tpduLength, pdu: segment.pdu) {
                await bench.unplug(0)
                await world.pass(.seconds(1))
                return .write
            }
            #expect(result == .takenBack, "nothing left, so it is not uncertain")
        }
    }

    @Test func aPortThatGoesAfterTheHandOverIsUncertain() throws {
        try withSession { session, bench, world in
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await world.pass(.milliseconds(900))
                    await bench.unplug(0)
                }
                guard let segment = try? Self.segment() else { return }
                let result = await session.submit(tpduLength: segment.tpduLength, pdu: segment.pdu) { .write }
                #expect(result == .noAnswer(.hungUp))
            }
        }
    }

    @Test func everybodyWhoWaitsIsToldThatThePortIsGone() throws {
        try withSession { session, bench, world in
            await bench.apply(.hang, to: 0)
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<5 {
                    group.addTask { #expect(await session.ask(.signalQuality).failure == .hungUp) }
                }
                await world.pass(.seconds(1))
                await bench.unplug(0)
            }
            #expect(await session.ask(.signalQuality).failure == .hungUp)
            for await _ in await session.notices() {}
        }
    }

    @Test func silenceEndsAfterItsTime() throws {
        try withSession { session, bench, world in
            await bench.apply(.hang, to: 0)
            let before = world.now
            #expect(await session.ask(.signalQuality).failure == .timedOut)
            #expect(world.now - before == .seconds(5))
        }
    }

    @Test func noticesComeInTheMiddle() throws {
        try withSession { session, bench, _ in
            let notices = await session.notices()
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await bench.apply(.notices(5), to: 0) }
                #expect(await session.ask(.signalQuality).lines == ["+CSQ: 20,99"])
            }
            for await _ in notices { break }
        }
    }
}
