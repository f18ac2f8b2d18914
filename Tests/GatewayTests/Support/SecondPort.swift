import Gateway
import Modems
import Simulation
import Synchronization

/// A second command port of the first modem, which answers OK to everything and carries its reset out.
final class SecondPort: Sendable {
    static let path = "/dev/modem0b"

    private let state = Mutex<(bench: SimulatedBench<VirtualClock>?, heard: [String])>((nil, []))

    /// What was written to it.
    var heard: [String] { state.withLock { $0.heard } }

    /// The ports, with this one beside them.
    func beside(_ ports: any Ports) -> any Ports { Beside(ports: ports, second: self) }

    /// Carries resets out on the bench from now on.
    func serve(_ bench: SimulatedBench<VirtualClock>) { state.withLock { $0.bench = bench } }

    fileprivate func hear(_ text: String) async {
        let bench = state.withLock { state in
            state.heard.append(text)
            return state.bench
        }
        if text.contains("AT+CFUN=1,1") { await bench?.apply(.restart, to: 0) }
    }

    private struct Beside: Ports {
        let ports: any Ports
        let second: SecondPort

        func withPort<Result: Sendable>(
            at path: String,
            _ body: (any Port) async throws -> Result
        ) async throws -> Result {
            guard path == SecondPort.path else { return try await ports.withPort(at: path, body) }
            let (stream, answers) = AsyncStream.makeStream(of: [UInt8].self)
            return try await body(Opened(input: stream, answers: answers, second: second))
        }

        func device(of path: String) async -> PortDevice? {
            var device = await ports.device(of: path)
            device?.secondary = SecondPort.path
            return device
        }

        func paths(of source: ModemSource) async -> [String] {
            if case .path(SecondPort.path) = source { return [SecondPort.path] }
            return await ports.paths(of: source)
        }

        func changes() async -> AsyncStream<Void> { await ports.changes() }
    }

    private struct Opened: Port {
        let path = SecondPort.path
        let input: AsyncStream<[UInt8]>
        let answers: AsyncStream<[UInt8]>.Continuation
        let second: SecondPort

        func write(_ bytes: [UInt8]) async throws(PortError) {
            let text = String(decoding: bytes, as: UTF8.self)
            await second.hear(text)
            // Registers are asked by a dialogue that looks for its step.
            let registers = ["ATS3?\r": "013", "ATS4?\r": "010", "ATS5?\r": "008"]
            if text.hasPrefix("AT") {
                answers.yield(Array("\r\n\(registers[text].map { "\($0)\r\n\r\n" } ?? "")OK\r\n".utf8))
            }
        }
    }
}
