public import Campaigns
import Gateway
import Storage

/// A day, or a month, in the life of a whole gateway: real actors, real SQLite in memory, real AT text, on one seeded
/// scheduler with virtual time. Faults strike, and the process may be killed between any two commits.
public final class SimulatedDay {
    public let plan: DayPlan
    let scheduler: SimulationScheduler
    let wall: SimulatedWallClock
    let world: SimulationExecutor
    let bench: SimulatedBench<VirtualClock>
    let board: PortBoard
    let memory: MemoryDatabase
    let mark = MemoryMark()
    let cast: DayCast
    let kills: KillSwitch
    let struck = FaultTally()
    let watch = WireWatch()

    /// Begins of the gateway's lives, since the start, and their ends by kills.
    var lives: [Duration] = []
    var deaths: [Duration] = []
    var life: SimulationExecutor?

    /// 2026-03-27 is a Friday; two days later Europe/Berlin changes its clocks.
    public static let start = DayScript.of(.day).start
    /// From 07:30 of one day to 08:30 of the next.
    public static let length = DayScript.of(.day).length

    /// How long this run is.
    public var length: Duration { cast.script.length }

    public init(_ plan: DayPlan) throws {
        self.plan = plan
        let scheduler = SimulationScheduler(seed: plan.seed)
        self.scheduler = scheduler
        board = PortBoard(servesAnyName: plan.isDiscovered) { scheduler.now }
        var random = SeededGenerator(seed: plan.seed ^ 0x5EED)
        cast = DayCast(plan, random: &random)
        wall = SimulatedWallClock(start: cast.script.start, scheduler: scheduler)
        world = scheduler.makeExecutor()
        kills = KillSwitch(cast.kills)
        memory = try MemoryDatabase()
        var settings = SimulatedNetwork.Settings()
        settings.startsAt = cast.script.start.seconds
        settings.loss = 0.01
        settings.reportLoss = 0.02
        settings.duplicates = 0.02
        var network = SimulatedNetwork(seed: plan.seed, settings: settings)
        for person in cast.people { network.add(person) }
        bench = SimulatedBench(clock: world.clock, network: network)
    }

    /// Lives all of it and looks at what became of it.
    public func run() throws -> DayRecord {
        try prepare()
        startWorld()
        openLife()
        let mostJobs = cast.script.mostJobs
        while !scheduler.run(until: length, isDone: { kills.isDue || scheduler.jobs > mostJobs }) {
            guard scheduler.jobs <= mostJobs else { break }
            struck.add(.kill, at: scheduler.now)
            deaths.append(scheduler.now)
            if let life { scheduler.drop(life) }
            board.forgetWatchers()
            kills.reset()
            // People write on while nobody reads.
            scheduler.run(until: min(scheduler.now + cast.downtime(lives.count), length))
            openLife()
        }
        return try record()
    }

    /// Contacts and campaigns are there before it begins.
    private func prepare() throws {
        let (cast, wall) = (cast, wall)
        try withStore { store in try await cast.prepare(store, at: wall.now()) }
    }

    /// Runs `body` beside a store of its own, to its end, in no time.
    func withStore<Value: Sendable>(_ body: @escaping @Sendable (Store) async throws -> Value) throws -> Value {
        let store = try makeStore()
        let executor = scheduler.makeExecutor()
        defer { scheduler.drop(executor) }
        return try scheduler.finish(on: executor) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await store.runWriter() }
                group.addTask { await store.runReader() }
                defer { store.close() }
                return try await body(store)
            }
        }
    }

    func makeStore(killable: Bool = false) throws(StorageError) -> Store {
        var settings = StoreSettings()
        settings.inboundAgent = DayCast.agentName
        settings.senderName = DayCast.senderName
        var context = StoreContext(zones: Self.zones, settings: settings, planted: plan.planted)
        context.mark = mark
        if killable {
            let kills = kills
            context.committed = { kills.committed() }
        }
        return try Store(memory: memory, context: context)
    }

    /// Read once for all days; the rules do not change.
    static let zones = ZoneDirectory()
}
