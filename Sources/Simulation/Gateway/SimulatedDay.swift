public import Campaigns
import Gateway
import Logging
import Modems
import Storage
import Synchronization

/// A day in the life of a whole gateway: real actors, real SQLite in memory, real AT text, on one seeded scheduler with
/// virtual time. Faults strike, and the process may be killed between any two commits.
public final class SimulatedDay {
    public let plan: DayPlan
    let scheduler: SimulationScheduler
    let wall: SimulatedWallClock
    let world: SimulationExecutor
    let bench: SimulatedBench<VirtualClock>
    let board: PortBoard
    let memory: MemoryDatabase
    let cast: DayCast
    let kills: KillSwitch
    let struck = FaultTally()

    /// Begins of the gateway's lives, since the start.
    private(set) var lives: [Duration] = []
    private var life: SimulationExecutor?

    /// 2026-03-27 is a Friday; two days later Europe/Berlin changes its clocks.
    public static let start = Timestamp(seconds: 1_774_593_000)
    /// From 07:30 of one day to 08:30 of the next.
    public static let length: Duration = .seconds(25 * 3600)
    /// Many times what a busy day takes: a gateway that needs more goes round in a loop.
    public static let mostJobs = 3_000_000

    public init(_ plan: DayPlan) throws {
        self.plan = plan
        board = PortBoard(servesAnyName: plan.isDiscovered)
        scheduler = SimulationScheduler(seed: plan.seed)
        wall = SimulatedWallClock(start: Self.start, scheduler: scheduler)
        world = scheduler.makeExecutor()
        var random = SeededGenerator(seed: plan.seed ^ 0x5EED)
        cast = DayCast(plan, random: &random)
        kills = KillSwitch(cast.kills)
        memory = try MemoryDatabase()
        var settings = SimulatedNetwork.Settings()
        settings.startsAt = Self.start.seconds
        settings.loss = 0.01
        settings.reportLoss = 0.02
        settings.duplicates = 0.02
        var network = SimulatedNetwork(seed: plan.seed, settings: settings)
        for person in cast.people { network.add(person) }
        bench = SimulatedBench(clock: world.clock, network: network)
    }

    /// Lives the whole day and looks at what became of it.
    public func run() throws -> DayRecord {
        try prepare()
        startWorld()
        openLife()
        while !scheduler.run(until: Self.length, isDone: { kills.isDue || scheduler.jobs > Self.mostJobs }) {
            guard scheduler.jobs <= Self.mostJobs else { break }
            struck.add(.kill)
            if let life { scheduler.drop(life) }
            board.forgetWatchers()
            kills.reset()
            // People write on while nobody reads.
            scheduler.run(until: min(scheduler.now + cast.downtime(lives.count), Self.length))
            openLife()
        }
        return try record()
    }

    /// Contacts and campaigns are there before the day begins.
    private func prepare() throws {
        let outcome = Mutex<(any Error)?>(nil)
        let executor = scheduler.makeExecutor()
        let (cast, wall, done) = (cast, wall, DoneFlag())
        let store = try makeStore()
        Task(executorPreference: executor) {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await store.runWriter() }
                group.addTask { await store.runReader() }
                do {
                    try await cast.prepare(store, at: wall.now())
                } catch {
                    outcome.withLock { $0 = error }
                }
                store.close()
            }
            done.set()
        }
        scheduler.run(until: .zero, isDone: { done.isSet })
        scheduler.drop(executor)
        if let error = outcome.withLock({ $0 }) { throw error }
    }

    private func makeStore(killable: Bool = false) throws(StorageError) -> Store {
        var settings = StoreSettings()
        settings.inboundAgent = DayCast.agentName
        settings.senderName = "the clinic"
        var context = StoreContext(zones: Self.zones, settings: settings, planted: plan.planted)
        if killable {
            let kills = kills
            context.committed = { kills.committed() }
        }
        return try Store(memory: memory, context: context)
    }

    /// Read once for all days; the rules do not change.
    private static let zones = ZoneDirectory()

    private func startWorld() {
        let (bench, board, cast, plan, wall, struck, clock) = (bench, board, cast, plan, wall, struck, world.clock)
        Task(executorPreference: world) {
            await withDiscardingTaskGroup { group in
                group.addTask { await bench.run() }
                group.addTask {
                    for await writing in board.writings { await writing.port.send(writing.bytes) }
                }
                for index in 0..<plan.lines {
                    let port = await bench.attach(DayCast.modem(index))
                    group.addTask { await board.serve(port, at: DayCast.path(index)) }
                }
                for fault in cast.faults {
                    group.addTask {
                        try? await clock.sleep(until: VirtualClock.Instant(offset: fault.at), tolerance: nil)
                        await fault.strike(
                            bench: bench,
                            board: board,
                            wall: wall,
                            clock: clock,
                            tally: struck,
                            lines: plan.lines
                        )
                    }
                }
            }
        }
    }

    /// Starts a gateway on what the last one left.
    private func openLife() {
        guard let store = try? makeStore(killable: true) else { return }
        lives.append(scheduler.now)
        // A machine that starts asks its time server; a clock that is wrong from the start could not be told.
        wall.setError(.zero)
        let executor = scheduler.makeExecutor()
        life = executor
        var logger = Logger(label: "day") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let surroundings = Surroundings(
            clock: executor.clock,
            wallClock: wall,
            random: RandomSource(SeededGenerator(seed: plan.seed &+ UInt64(lives.count))),
            logger: logger
        )
        var parts = GatewayParts(
            store: store,
            ports: SimulatedPorts(board: board),
            modems: plan.isDiscovered
                ? [ModemSettings(source: .discovered, limits: DayCast.lineLimits)]
                : (0..<plan.lines).map {
                    ModemSettings(source: .path(DayCast.path($0)), name: "line\($0)", limits: DayCast.lineLimits)
                },
            agents: cast.agents,
            surroundings: surroundings,
            region: "DE"
        )
        // A day of half-minute polls would be all that the day is; rarer ones find the same things later.
        parts.lines.poll = .seconds(1800)
        parts.lines.survey = .seconds(7200)
        parts.lines.keepAlive = .seconds(1800)
        parts.lines.dialogue.traces = false
        parts.loopback.every = DayCast.loopbacks
        parts.planted = plan.planted
        let service = GatewayService(parts)
        let (cast, clock, wall) = (cast, executor.clock, wall)
        Task(executorPreference: executor) {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await store.runWriter() }
                group.addTask { await store.runReader() }
                group.addTask { try? await service.run() }
                group.addTask { await cast.actAsClients(service.control, clock: clock, wall: wall) }
            }
        }
    }

    /// What the network and the database know at the end.
    private func record() throws -> DayRecord {
        let log = Mutex<[NetworkLogEntry]>([])
        let modems = Mutex<[SimulatedModem]>([])
        let done = DoneFlag()
        let (bench, count) = (bench, plan.lines)
        Task(executorPreference: world) {
            let entries = await bench.log
            log.withLock { $0 = entries }
            for index in 0..<count {
                if let modem = await bench.modem(index) { modems.withLock { $0.append(modem) } }
            }
            done.set()
        }
        scheduler.run(until: Self.length, isDone: { done.isSet })
        let facts = try makeStore().dayFacts()
        return DayRecord(
            plan: plan,
            cast: cast,
            log: log.withLock(\.self),
            modems: modems.withLock(\.self),
            facts: facts,
            lives: lives,
            struck: struck.counts,
            outages: struck.outages,
            jobs: scheduler.jobs
        )
    }
}

/// Set once.
final class DoneFlag: Sendable {
    private let state = Mutex(false)

    var isSet: Bool { state.withLock(\.self) }

    func set() { state.withLock { $0 = true } }
}

/// Counts what struck, and when modems were away or mute because of it.
final class FaultTally: Sendable {
    private struct State {
        var counts: [DayFault: Int] = [:]
        var outages: [Outage] = []
    }

    private let state = Mutex(State())

    func add(_ fault: DayFault) { state.withLock { $0.counts[fault, default: 0] += 1 } }

    func add(_ outage: Outage) { state.withLock { $0.outages.append(outage) } }

    var counts: [DayFault: Int] { state.withLock(\.counts) }
    var outages: [Outage] { state.withLock(\.outages) }
}

/// A time in which a modem is unplugged or mute, so that nobody can read what it holds.
struct Outage: Sendable {
    /// The line's IMSI.
    var line: String
    var from: Duration
    var until: Duration
}

/// Says after which commits the process ends.
final class KillSwitch: Sendable {
    private struct State {
        var commits = 0
        var due: [Int]
        var isDue = false
    }

    private let state: Mutex<State>

    /// `commits` counts the commits of all lives.
    init(_ commits: [Int]) {
        state = Mutex(State(due: commits.sorted()))
    }

    func committed() {
        state.withLock { state in
            state.commits += 1
            guard let next = state.due.first, state.commits >= next else { return }
            state.due.removeFirst()
            state.isDue = true
        }
    }

    var isDue: Bool { state.withLock(\.isDue) }

    func reset() { state.withLock { $0.isDue = false } }
}
