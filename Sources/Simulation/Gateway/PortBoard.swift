import Gateway
import Synchronization

/// The sockets into which simulated modems are plugged. It outlives the gateway: a modem stays plugged when the daemon is
/// killed, and the next one opens the same path.
final class PortBoard: Sendable {
    /// Bytes from the host to a modem.
    struct Writing: Sendable {
        var port: SimulatedPort
        var bytes: [UInt8]
    }

    private struct Socket {
        var port: SimulatedPort
        /// The host that has the port open.
        var host: AsyncStream<[UInt8]>.Continuation?
        var opening = 0
    }

    private struct State {
        var sockets: [String: Socket] = [:]
        var watchers: [AsyncStream<Void>.Continuation] = []
        var openings = 0
        /// Where modems were moved to.
        var homes: [Int: String] = [:]
        /// Names that no modem had before.
        var newNames = 0
        var servesAnyName = false
        var placings: [Placing] = []
    }

    /// A modem shows itself somewhere.
    struct Placing: Sendable {
        var modem: Int
        var path: String
        var at: Duration
    }

    private let state = Mutex(State())
    /// What hosts write, for somebody on the world's side to bring to the modems.
    let writings: AsyncStream<Writing>
    private let now: @Sendable () -> Duration
    private let outbox: AsyncStream<Writing>.Continuation

    /// `servesAnyName`: whoever opens ports does not know them by name.
    init(servesAnyName: Bool = false, now: @escaping @Sendable () -> Duration = { .zero }) {
        self.now = now
        (writings, outbox) = AsyncStream.makeStream()
        state.withLock { $0.servesAnyName = servesAnyName }
    }

    /// Where modems were, in order.
    var placings: [Placing] { state.withLock { $0.placings } }

    var paths: [String] { state.withLock { $0.sockets.keys.sorted() } }

    /// The path on which a modem shows itself when it is plugged in.
    func home(of modem: Int) -> String { state.withLock { $0.homes[modem] ?? DayCast.path(modem) } }

    /// From now on each of two modems is plugged into the other's socket.
    func swapHomes(_ one: Int, _ other: Int) {
        let (first, second) = (home(of: one), home(of: other))
        state.withLock { state in
            state.homes[one] = second
            state.homes[other] = first
        }
    }

    /// From now on a modem is plugged in under a name that none had, where any name is served.
    func renameHome(_ modem: Int) {
        state.withLock { state in
            guard state.servesAnyName else { return }
            state.newNames += 1
            state.homes[modem] = DayCast.path(100 + state.newNames)
        }
    }

    /// A modem shows its port. Serves it until the modem is unplugged.
    func serve(_ port: SimulatedPort, at path: String) async {
        let placing = Placing(modem: port.modem, path: path, at: now())
        tell { state in
            state.sockets[path] = Socket(port: port)
            state.placings.append(placing)
        }
        for await bytes in port.bytes {
            let host = state.withLock { $0.sockets[path]?.host }
            host?.yield(bytes)
        }
        let host = state.withLock { state -> AsyncStream<[UInt8]>.Continuation? in
            guard state.sockets[path]?.port.plugging == port.plugging else { return nil }
            return state.sockets.removeValue(forKey: path)?.host
        }
        host?.finish()
        tell { _ in }
    }

    /// Opens the port for a host; the one before is gone.
    func open(_ path: String) throws(PortError) -> (port: SimulatedPort, input: AsyncStream<[UInt8]>, opening: Int) {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        let opened = state.withLock { state -> (SimulatedPort, Int)? in
            guard state.sockets[path] != nil else { return nil }
            state.openings += 1
            state.sockets[path]?.host = continuation
            state.sockets[path]?.opening = state.openings
            return state.sockets[path].map { ($0.port, state.openings) }
        }
        guard let opened else { throw .absent(path: path) }
        return (opened.0, stream, opened.1)
    }

    func close(_ path: String, opening: Int) {
        let host = state.withLock { state -> AsyncStream<[UInt8]>.Continuation? in
            guard state.sockets[path]?.opening == opening else { return nil }
            defer { state.sockets[path]?.host = nil }
            return state.sockets[path]?.host
        }
        host?.finish()
    }

    func write(_ bytes: [UInt8], to port: SimulatedPort) {
        outbox.yield(Writing(port: port, bytes: bytes))
    }

    func isPlugged(_ port: SimulatedPort, at path: String) -> Bool {
        state.withLock { $0.sockets[path]?.port.plugging == port.plugging }
    }

    func watch() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        state.withLock { $0.watchers.append(continuation) }
        return stream
    }

    /// Changes the sockets and tells whoever watches.
    private func tell(_ change: (inout State) -> Void) {
        let watchers = state.withLock { state in
            change(&state)
            return state.watchers
        }
        for watcher in watchers { watcher.yield() }
    }

    /// The watchers of a gateway that was killed are never read again.
    func forgetWatchers() {
        state.withLock { state in
            state.watchers.removeAll()
            for path in state.sockets.keys { state.sockets[path]?.host = nil }
        }
    }
}

/// The ports of a board, as one gateway sees them.
struct SimulatedPorts: Ports {
    let board: PortBoard

    /// What happens when a port is opened with DTR low, and which USB device is behind a path.
    var lowered: (@Sendable (String) async -> Void)?
    var places: [String: String] = [:]

    func device(of path: String) async -> PortDevice? { places[path].map { PortDevice(usbPath: $0) } }

    func withPort<Result: Sendable>(
        at path: String,
        dtrLow: Duration?,
        _ body: (any Port) async throws -> Result
    ) async throws -> Result {
        if dtrLow != nil { await lowered?(path) }
        return try await withPort(at: path, body)
    }

    func withPort<Result: Sendable>(
        at path: String,
        _ body: (any Port) async throws -> Result
    ) async throws -> Result {
        let opened = try board.open(path)
        defer { board.close(path, opening: opened.opening) }
        return try await body(OpenSimulatedPort(path: path, input: opened.input, port: opened.port, board: board))
    }

    func paths(of source: ModemSource) async -> [String] {
        switch source {
        case .discovered: board.paths
        case .path(let path): board.paths.filter { $0 == path }
        }
    }

    func changes() async -> AsyncStream<Void> {
        board.watch()
    }
}

private struct OpenSimulatedPort: Port {
    let path: String
    let input: AsyncStream<[UInt8]>
    let port: SimulatedPort
    let board: PortBoard

    func write(_ bytes: [UInt8]) async throws(PortError) {
        guard board.isPlugged(port, at: path) else { throw .hungUp(path: path) }
        board.write(bytes, to: port)
    }
}
