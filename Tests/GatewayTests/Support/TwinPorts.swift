import Gateway
import Modems
import Synchronization

@testable import Simulation

/// Simulated modems that show further ports: each answers commands, and only one of them gives what the modem says unasked.
final class TwinPorts: Ports {
    struct Shape: Sendable {
        var ports: [CommandPort]
        /// Where notices come.
        var notices: String
        /// A port that takes octets and says nothing, as a maker's own does.
        var mute: String?
        /// Whether the ports are found by themselves.
        var isFound = true
    }

    private struct State {
        var writer = ""
        var hosts: [String: AsyncStream<[UInt8]>.Continuation] = [:]
        var opened: [String] = []
    }

    private let inner: SimulatedPorts
    /// The path on which the modem is plugged in, in the simulation.
    private let plug: String
    private let shape: Shape
    private let state = Mutex(State())

    init(_ inner: SimulatedPorts, plug: String, _ shape: Shape) {
        (self.inner, self.plug, self.shape) = (inner, plug, shape)
    }

    /// Every port that was opened, in order.
    var opened: [String] { state.withLock { $0.opened } }

    func withPort<Result: Sendable>(
        at path: String,
        _ body: (any Port) async throws -> Result
    ) async throws -> Result {
        guard shape.ports.contains(where: { $0.path == path }) else { throw PortError.absent(path: path) }
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        let (isFirst, isTaken) = state.withLock { state in
            if state.hosts[path] != nil { return (false, true) }
            state.opened.append(path)
            state.hosts[path] = continuation
            return (state.hosts.count == 1, false)
        }
        guard !isTaken else { throw PortError.taken(path: path, owner: nil) }
        defer { state.withLock { _ = $0.hosts.removeValue(forKey: path) } }
        guard isFirst else { return try await body(Twin(path: path, input: stream, ports: self)) }
        // The first who opens one serves them all; the others come and go while it is open.
        return try await inner.withPort(at: plug) { port in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await bytes in port.input { self.spread(bytes) }
                    continuation.finish()
                }
                state.withLock { $0.writer = path }
                wire.withLock { $0 = port }
                defer { group.cancelAll() }
                return try await body(Twin(path: path, input: stream, ports: self))
            }
        }
    }

    private let wire = Mutex<(any Port)?>(nil)

    private func spread(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let isNotice = ["+CMTI:", "+CDSI:", "+CMT:", "+CDS:"].contains { text.contains($0) }
        let host = state.withLock { $0.hosts[isNotice ? shape.notices : $0.writer] }
        host?.yield(bytes)
    }

    fileprivate func write(_ bytes: [UInt8], from path: String) async throws(PortError) {
        guard path != shape.mute else { return }
        state.withLock { $0.writer = path }
        guard let port = wire.withLock(\.self) else { throw .hungUp(path: path) }
        try await port.write(bytes)
    }

    func device(of path: String) async -> PortDevice? {
        PortDevice(
            usbPath: "1-1.1",
            secondary: shape.ports.first { $0.path != path }?.path,
            ports: shape.ports
        )
    }

    func paths(of source: ModemSource) async -> [String] {
        guard await !inner.paths(of: .path(plug)).isEmpty else { return [] }
        switch source {
        case .discovered: return shape.isFound ? [shape.ports[0].path] : []
        case .path("twin*"): return shape.ports.map(\.path)
        case .path(let path): return shape.ports.map(\.path).filter { $0 == path }
        }
    }

    func changes() async -> AsyncStream<Void> { await inner.changes() }
}

private struct Twin: Port {
    let path: String
    let input: AsyncStream<[UInt8]>
    let ports: TwinPorts

    func write(_ bytes: [UInt8]) async throws(PortError) {
        try await ports.write(bytes, from: path)
    }
}
