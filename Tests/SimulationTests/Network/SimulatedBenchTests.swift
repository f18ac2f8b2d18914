import Modems
import SMS
import Simulation
import Testing

/// On the continuous clock, with a network that takes no time; nothing waits for a time to pass.
@Suite struct SimulatedBenchTests {
    static func bench() -> SimulatedBench<ContinuousClock> {
        var network = SimulatedNetwork(seed: 1)
        network.settings.acceptance = .zero...(.zero)
        network.settings.delivery = .zero...(.zero)
        network.settings.report = .zero...(.zero)
        network.settings.reply = .zero...(.zero)
        return SimulatedBench(clock: ContinuousClock(), network: network)
    }

    static func modem(_ index: Int) -> SimulatedModem {
        var modem = SimulatedModem(index: index)
        modem.hardware.answerDelay = .zero
        modem.hardware.echoesAtStart = false
        return modem
    }

    /// Runs the bench beside `body` and stops it afterwards.
    static func withRunning(
        _ bench: SimulatedBench<ContinuousClock>,
        _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                await bench.run()
                return false
            }
            group.addTask {
                try await body()
                return true
            }
            while let isBody = try await group.next(), !isBody {}
            group.cancelAll()
        }
    }

    /// Reads until `text` has come.
    static func read(_ iterator: inout AsyncStream<[UInt8]>.AsyncIterator, until text: String) async -> String {
        var all = ""
        while !all.contains(text), let bytes = await iterator.next(isolation: #isolation) {
            all += String(decoding: bytes, as: UTF8.self)
        }
        return all
    }

    @Test func aMessageGoesOutAndAnAnswerComesBack() async throws {
        let bench = Self.bench()
        let port = await bench.attach(Self.modem(1))
        await bench.withNetwork {
            $0.add(SimulatedPerson(number: "+491511234567", behaviour: .answers(text: "Yes", after: .zero)))
        }
        try await Self.withRunning(bench) {
            var iterator = port.bytes.makeAsyncIterator()
            await port.send(Array("AT+CMGF=0\r".utf8))
            _ = await Self.read(&iterator, until: "OK\r\n")
            await port.send(Array("AT+CNMI=2,1,0,0,0\r".utf8))
            _ = await Self.read(&iterator, until: "OK\r\n")
            let segment = try #require(
                SubmitEncoder.encode(SubmitRequest(to: Address("+491511234567"), text: "Hello")).segments.first
            )
            await port.send(Array("AT+CMGS=\(segment.tpduLength)\r".utf8))
            _ = await Self.read(&iterator, until: ">")
            await port.send(Array("\(segment.pdu)\u{1A}".utf8))
            let heard = await Self.read(&iterator, until: "+CMTI: \"SM\",1")
            #expect(heard.contains("+CMGS: 1"))
        }
        let events = await bench.log.map(\.event)
        #expect(events.contains(.stored(reply: 1, part: 1, line: "262990000000001", storage: "SM", index: 1)))
    }

    @Test func unpluggingEndsTheBytesAndAnOldPortIsDead() async throws {
        let bench = Self.bench()
        let port = await bench.attach(Self.modem(1))
        await bench.unplug(0)
        var count = 0
        for await _ in port.bytes { count += 1 }
        #expect(count == 0)
        let second = try #require(await bench.replug(0))
        #expect(second.plugging == 2)
        try await Self.withRunning(bench) {
            await port.send(Array("ATI\r".utf8))
            await second.send(Array("AT\r".utf8))
            var iterator = second.bytes.makeAsyncIterator()
            #expect(await Self.read(&iterator, until: "OK") == "\r\nOK\r\n")
        }
        #expect(await bench.replug(5) == nil)
    }

    @Test func aSIMMovesWithItsMessages() async throws {
        let bench = Self.bench()
        _ = await bench.attach(Self.modem(1))
        _ = await bench.attach(Self.modem(2))
        await bench.withNetwork { $0.write(from: "+491511234567", to: "+4917010000001", text: "Hi", at: .zero) }
        await bench.unplug(0)
        await bench.unplug(1)
        await bench.swapSIMs(0, 1)
        #expect(await bench.modem(1)?.sim?.imsi == "262990000000001")
    }
}
