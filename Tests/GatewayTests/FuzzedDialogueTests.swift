import Gateway
import Modems
import Storage
import Synchronization
import Testing

@testable import Simulation

/// A wire that cuts, loses and adds octets. Whatever it does, the driver sends again once the wire is whole, within the
/// time of the recovery ladder, and nobody gets a message twice.
@Suite struct FuzzedDialogueTests {
    @Test(arguments: 1...UInt64(24))
    func theDriverIsBackOnceTheWireIsWhole(seed: UInt64) throws {
        let fuzz = Fuzz(seed: seed)
        let names = SimulatedModem.Hardware.dialects
        let dialect = names[Int(seed) % names.count]
        guard let hardware = SimulatedModem.Hardware(dialect: dialect, index: 0) else { return }
        let modem = SimulatedModem(hardware: hardware, sim: SimulatedSIM(index: 0))
        try Rig.run(
            seed: seed,
            modems: [modem],
            parts: { $0.ports = FuzzedPorts(ports: $0.ports, fuzz: fuzz) }
        ) { rig in
            try await rig.reachReady()
            fuzz.isOn.withLock { $0 = true }
            for number in 0..<40 {
                _ = try await rig.send(to: "+4915112340\(100 + number)")
                await rig.world.pass(.seconds(15))
            }
            #expect(fuzz.touched.withLock(\.self) > 20, "seed \(seed): the wire was hardly touched")
            fuzz.isOn.withLock { $0 = false }
            // The ladder's longest wait between two climbs, and a climb.
            _ = try await rig.send(to: "+4915112349999")
            try await rig.reach("sending again, seed \(seed), \(dialect)", within: .seconds(900)) {
                await Self.accepted(rig).contains("+4915112349999")
            }
            let all = await Self.accepted(rig)
            #expect(Set(all).count == all.count, "seed \(seed), \(dialect): somebody got a message twice")
        }
    }

    private static func accepted(_ rig: Rig) async -> [String] {
        await rig.bench.log.compactMap { entry in
            if case .accepted(let segment) = entry.event { segment.recipient } else { nil }
        }
    }
}

/// What is done to the octets of a modem.
private final class Fuzz: Sendable {
    let isOn = Mutex(false)
    let touched = Mutex(0)
    private let random: Mutex<SeededGenerator>

    private static let notices = [
        "\r\n^RSSI: 11\r\n", "\r\nRING\r\n", "\r\n+CREG: 1\r\n", "\r\n+CMTI: \"SM\",3\r\n", "\r\n+CIEV: 9,1\r\n",
        "\r\n+CUSD: 0,\"x\",15\r\n", "\r\nNO CARRIER\r\n", "+CMGL: 1,", "\r\n> ", "\r\n+CDSI: \"SM\",1\r\n",
    ]

    init(seed: UInt64) { random = Mutex(SeededGenerator(seed: seed ^ 0xF022)) }

    /// In pieces, as they come to the host.
    func pieces(of bytes: [UInt8]) -> [[UInt8]] {
        guard isOn.withLock(\.self) else { return [bytes] }
        return random.withLock { random in
            guard Int.random(in: 0..<100, using: &random) < 25 else { return [bytes] }
            touched.withLock { $0 += 1 }
            let place = bytes.isEmpty ? 0 : Int.random(in: 0...bytes.count, using: &random)
            let (head, tail) = (Array(bytes[..<place]), Array(bytes[place...]))
            switch Int.random(in: 0..<6, using: &random) {
            case 0: return [head, tail]
            case 1: return [head]
            case 2: return [tail]
            case 3: return [head, Self.garbage(&random), tail]
            case 4: return [Array(Self.notices[Int.random(in: 0..<Self.notices.count, using: &random)].utf8), bytes]
            default:
                return [head, Array(Self.notices[Int.random(in: 0..<Self.notices.count, using: &random)].utf8), tail]
            }
        }
    }

    private static func garbage(_ random: inout SeededGenerator) -> [UInt8] {
        (0..<Int.random(in: 1...200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
}

/// Ports on such a wire.
private struct FuzzedPorts: Ports {
    let ports: any Ports
    let fuzz: Fuzz

    func withPort<Result: Sendable>(
        at path: String,
        _ body: (any Port) async throws -> Result
    ) async throws -> Result {
        try await ports.withPort(at: path) { try await fuzzed($0, body) }
    }

    func withPort<Result: Sendable>(
        at path: String,
        dtrLow: Duration?,
        _ body: (any Port) async throws -> Result
    ) async throws -> Result {
        try await ports.withPort(at: path, dtrLow: dtrLow) { try await fuzzed($0, body) }
    }

    private func fuzzed<Result: Sendable>(
        _ port: any Port,
        _ body: (any Port) async throws -> Result
    ) async throws -> Result {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await bytes in port.input {
                    for piece in fuzz.pieces(of: bytes) where !piece.isEmpty { continuation.yield(piece) }
                }
                continuation.finish()
            }
            defer { group.cancelAll() }
            return try await body(FuzzedPort(port: port, input: stream))
        }
    }

    func device(of path: String) async -> PortDevice? { await ports.device(of: path) }
    func paths(of source: ModemSource) async -> [String] { await ports.paths(of: source) }
    func changes() async -> AsyncStream<Void> { await ports.changes() }
}

private struct FuzzedPort: Port {
    let port: any Port
    let input: AsyncStream<[UInt8]>

    var path: String { port.path }

    func write(_ bytes: [UInt8]) async throws(PortError) { try await port.write(bytes) }
}
