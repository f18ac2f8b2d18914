import Campaigns
import Gateway
import Logging
import Modems
import Storage
import Synchronization
import Testing

@testable import Simulation

/// Friday, 2026-06-05T12:00:00Z.
let start = Timestamp(seconds: 1_780_660_800)

/// A world in virtual time: nothing here waits for a real clock.
struct Simulated: Sendable {
    let clock: VirtualClock
    let wall: SimulatedWallClock

    var now: Duration { wall.truth - start }

    var surroundings: Surroundings {
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        return Surroundings(
            clock: clock,
            wallClock: wall,
            random: RandomSource(SeededGenerator(seed: 1)),
            logger: logger
        )
    }

    /// Runs `body` on a seeded executor with virtual time, which has `limit` to end.
    static func run(
        seed: UInt64 = 1,
        limit: Duration = .seconds(86_400),
        _ body: @escaping @Sendable (Simulated) async throws -> Void
    ) throws {
        let scheduler = SimulationScheduler(seed: seed)
        let executor = scheduler.makeExecutor()
        let world = Simulated(
            clock: executor.clock,
            wall: SimulatedWallClock(start: start, scheduler: scheduler)
        )
        let outcome = Mutex<Result<Void, any Error>?>(nil)
        Task(executorPreference: executor) {
            do {
                try await body(world)
                outcome.withLock { $0 = .success(()) }
            } catch {
                outcome.withLock { $0 = .failure(error) }
            }
        }
        scheduler.run(until: limit, isDone: { outcome.withLock { $0 != nil } })
        guard let result = outcome.withLock({ $0 }) else {
            Issue.record("it did not end by \(limit), seed \(seed)")
            return
        }
        try result.get()
    }

    /// Lets virtual time pass.
    func pass(_ duration: Duration) async {
        try? await clock.sleep(for: duration)
    }
}

/// A whole gateway with simulated modems and nobody else.
struct Rig: Sendable {
    let world: Simulated
    let bench: SimulatedBench<VirtualClock>
    let board: PortBoard
    let store: Store
    let control: Control
    let heard: Heard

    static func path(_ index: Int) -> String { "/dev/modem\(index)" }

    /// Runs `body` beside a gateway on `modems`. `blocked` are the beginnings of commands that modems answer with ERROR;
    /// `prepare` fills the store before the gateway starts.
    static func run(
        seed: UInt64 = 1,
        limit: Duration = .seconds(86_400),
        modems: [SimulatedModem] = [SimulatedModem(index: 0)],
        blocked: [String] = [],
        pins: [String?] = [],
        hasHelper: Bool = false,
        planted: Set<PlantedFault> = [],
        prepare: @escaping @Sendable (Store) async throws -> Void = { _ in },
        settings: @escaping @Sendable (inout StoreSettings) -> Void = { _ in },
        ports replace: @escaping @Sendable (SimulatedPorts) -> (any Ports)? = { _ in nil },
        parts change: @escaping @Sendable (inout GatewayParts) -> Void = { _ in },
        _ body: @escaping @Sendable (Rig) async throws -> Void
    ) throws {
        try Simulated.run(seed: seed, limit: limit) { world in
            var network = SimulatedNetwork.Settings()
            network.startsAt = start.seconds
            let bench = SimulatedBench(clock: world.clock, network: SimulatedNetwork(seed: seed, settings: network))
            let board = PortBoard()
            var storeSettings = StoreSettings()
            settings(&storeSettings)
            let store = try Store(
                memory: MemoryDatabase(),
                context: StoreContext(zones: ZoneDirectory(), settings: storeSettings, planted: planted)
            )
            var ports = SimulatedPorts(board: board)
            ports.lowered = { path in
                for index in modems.indices where Self.path(index) == path { await bench.lowerControlLine(of: index) }
            }
            // All on one hub.
            for index in modems.indices { ports.places[path(index)] = "1-1.\(index + 1)" }
            let power = SimulatedPower(bench: bench, board: board)
            var parts = GatewayParts(
                store: store,
                ports: replace(ports) ?? BlockingPorts(ports: ports, blocked: blocked),
                modems: modems.indices.map { index in
                    ModemSettings(
                        source: .path(path(index)),
                        name: "line\(index)",
                        pin: pins.indices.contains(index) ? pins[index] : nil,
                        limits: .unlimited
                    )
                },
                surroundings: world.surroundings,
                region: "DE"
            )
            if hasHelper { parts.power = power }
            parts.planted = planted
            change(&parts)
            let service = GatewayService(parts)
            let heard = Heard(world)
            let rig = Rig(
                world: world,
                bench: bench,
                board: board,
                store: store,
                control: service.control,
                heard: heard
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await bench.run() }
                group.addTask {
                    for await writing in board.writings {
                        heard.add(writing)
                        await writing.port.send(writing.bytes)
                    }
                }
                for (index, modem) in modems.enumerated() {
                    let port = await bench.attach(modem)
                    group.addTask { await board.serve(port, at: path(index)) }
                }
                group.addTask { await power.run() }
                group.addTask { await store.runWriter() }
                group.addTask { await store.runReader() }
                defer {
                    store.close()
                    group.cancelAll()
                }
                try await prepare(store)
                group.addTask { try? await service.run() }
                try await body(rig)
            }
        }
    }

    func send(_ text: String = "Hello", to number: String = "+4915112345678") async throws -> Int64 {
        try #require(try await control.send([SendRequest(to: number, text: text)]).first).id
    }

    func state(_ message: Int64) async throws -> String {
        try await control.message(message).message.state
    }

    func modem(_ index: Int = 0) async -> ModemView? {
        await control.modems().first { $0.name == "line\(index)" }
    }

    /// Waits, in virtual time, until it is so, and answers how long it took. Not to be called inside `#expect`: of two
    /// closures, one in a macro and one beside it, the compiler may take the same for both.
    @discardableResult
    func reach(
        _ what: String,
        within most: Duration = .seconds(600),
        _ isSo: @Sendable () async throws -> Bool
    ) async throws -> Duration {
        let begin = world.now
        while world.now - begin <= most {
            if try await isSo() { return world.now - begin }
            await world.pass(.milliseconds(250))
        }
        Issue.record("not within \(most): \(what)")
        return most
    }

    /// Waits until the modem's line is ready.
    func reachReady() async throws {
        try await reach("the line is ready") { await modem()?.state == "ready" }
    }
}

/// Ports whose modems answer some commands with ERROR.
private struct BlockingPorts: Ports {
    let ports: SimulatedPorts
    let blocked: [String]

    func withPort<Result: Sendable>(
        at path: String,
        _ body: (any Port) async throws -> Result
    ) async throws -> Result {
        guard !blocked.isEmpty else { return try await ports.withPort(at: path, body) }
        return try await blocking(path, dtrLow: nil, body)
    }

    func withPort<Result: Sendable>(
        at path: String,
        dtrLow: Duration?,
        _ body: (any Port) async throws -> Result
    ) async throws -> Result {
        guard !blocked.isEmpty else { return try await ports.withPort(at: path, dtrLow: dtrLow, body) }
        return try await blocking(path, dtrLow: dtrLow, body)
    }

    func device(of path: String) async -> PortDevice? { await ports.device(of: path) }

    private func blocking<Result: Sendable>(
        _ path: String,
        dtrLow: Duration?,
        _ body: (any Port) async throws -> Result
    ) async throws -> Result {
        try await ports.withPort(at: path, dtrLow: dtrLow) { port in
            let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await bytes in port.input { continuation.yield(bytes) }
                    continuation.finish()
                }
                defer { group.cancelAll() }
                return try await body(BlockingPort(port: port, input: stream, replies: continuation, blocked: blocked))
            }
        }
    }

    func paths(of source: ModemSource) async -> [String] { await ports.paths(of: source) }

    func changes() async -> AsyncStream<Void> { await ports.changes() }
}

private struct BlockingPort: Port {
    let port: any Port
    let input: AsyncStream<[UInt8]>
    let replies: AsyncStream<[UInt8]>.Continuation
    let blocked: [String]

    var path: String { port.path }

    func write(_ bytes: [UInt8]) async throws(PortError) {
        let text = String(decoding: bytes, as: UTF8.self)
        if blocked.contains(where: { text.hasPrefix($0) }) {
            replies.yield(Array("\r\nERROR\r\n".utf8))
        } else {
            try await port.write(bytes)
        }
    }
}

extension Rig {
    /// Has one person write through the network, which rings every bell.
    func ring() async {
        guard let line = await bench.modem(0)?.sim?.number else { return }
        let now = world.now
        await bench.withNetwork { $0.write(from: "+4915199999999", to: line, text: "Hi", at: now) }
        await world.pass(.seconds(8))
    }
}

/// The helper that switches USB devices, on the bench: a device that is logged off leaves, and comes back as new.
final class SimulatedPower: PowerControl {
    private let bench: SimulatedBench<VirtualClock>
    private let board: PortBoard
    private let replugged: AsyncStream<(Int, SimulatedPort)>
    private let outbox: AsyncStream<(Int, SimulatedPort)>.Continuation
    let done = Mutex<[PowerAction]>([])

    init(bench: SimulatedBench<VirtualClock>, board: PortBoard) {
        (self.bench, self.board) = (bench, board)
        (replugged, outbox) = AsyncStream.makeStream()
    }

    func obstacle(to action: PowerAction, at place: String) async -> String? { nil }

    func carryOut(_ action: PowerAction, at place: String) async throws(PowerProblem) {
        guard let socket = place.split(separator: ".").last.flatMap({ Int($0) }) else { throw PowerProblem("no place") }
        done.withLock { $0.append(action) }
        let cure = await bench.modem(socket - 1)?.stubbornness
        guard cure != .power || action == .power else { return }
        if let port = await bench.replug(socket - 1) { outbox.yield((socket - 1, port)) }
    }

    /// Shows the ports of devices that came back.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await (index, port) in replugged {
                group.addTask { [board] in await board.serve(port, at: Rig.path(index)) }
            }
            group.cancelAll()
        }
    }
}
