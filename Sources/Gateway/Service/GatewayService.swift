import Campaigns
import Logging
public import ServiceLifecycle
public import Storage

/// What a gateway is made of.
public struct GatewayParts: Sendable {
    public var store: Store
    public var ports: any Ports
    /// Who may reset USB devices.
    public var power: any PowerControl = NoPowerControl()
    /// Who tells what the system knows of a modem's port.
    public var portFacts: any PortFactSource = NoPortFacts()
    public var modems: [ModemSettings]
    public var providers: [ProviderSettings]
    public var agents: [any Agent]
    /// The answers of agents that come later.
    public var pendingTurns = PendingTurns()
    public var sinks: [any EventSink]
    public var lines: LineSettings
    public var surroundings: Surroundings
    /// Where the lines are at home: two letters. Numbers in national form are read with it.
    public var region: String?
    /// For how long a clock is believed that no time server keeps; `nil`: for ever.
    public var clockUnkept: Duration?
    /// Who signs; `nil` where nobody was named.
    public var senderName: String?
    /// What amounts of money are in; `nil` where that was not said.
    public var currency: String?
    /// How long an agent may think.
    public var agentPatience: Duration = .seconds(10)
    /// How long a stop waits for answers of modems.
    public var stopPatience: Duration = .seconds(4)
    /// When our lines write to each other.
    public var loopback = LoopbackSettings()
    /// How dialogues are remembered; `nil`: not at all.
    public var recordings: RecordingSettings?
    /// Faults planted on purpose, see ``PlantedFault``.
    public var planted: Set<PlantedFault> = []

    public init(
        store: Store,
        ports: any Ports,
        modems: [ModemSettings],
        providers: [ProviderSettings] = [],
        agents: [any Agent] = [],
        sinks: [any EventSink] = [],
        lines: LineSettings = LineSettings(),
        surroundings: Surroundings,
        region: String? = nil
    ) {
        self.store = store
        self.ports = ports
        self.modems = modems
        self.providers = providers
        self.agents = agents
        self.sinks = sinks
        self.lines = lines
        self.surroundings = surroundings
        self.region = region
    }
}

/// The running gateway: the actors that make a store and some modems live.
///
/// Somebody else runs the store's lanes, before and after.
public struct GatewayService: Service {
    private let parts: GatewayParts
    private let core: Core
    private let steady: SteadyClock
    private let directory = ProviderDirectory()

    public init(_ parts: GatewayParts) {
        self.parts = parts
        let bells = Bells()
        let clock = parts.surroundings.clock
        let store = parts.store
        store.onEvents { bells.events.ring() }
        store.onPauses { bells.pauses.ring() }
        let steady = SteadyClock(parts.surroundings.wallClock, clock: clock, unkept: parts.clockUnkept) { step in
            store.clockStepped(by: step)
        }
        self.steady = steady
        var surroundings = parts.surroundings
        surroundings.wallClock = steady
        let feed = Feed()
        let stopwatch = Stopwatch(clock)
        core = Core(
            store: parts.store,
            ports: parts.ports,
            power: parts.power,
            portFacts: parts.portFacts,
            upkeep: Upkeep(parts.lines),
            alarms: AlarmKeeper.Board(divisor: parts.lines.alarmDivisor),
            surroundings: surroundings,
            lines: parts.lines,
            bells: bells,
            timers: Timers(clock: clock),
            gate: InboxGate(clock: clock, queue: bells.queue, clockVerdict: { steady.verdict }),
            clockProblem: { steady.verdict.problem },
            roster: Roster(clock: clock, queue: bells.queue, logger: parts.surroundings.logger),
            inbox: Inbox(
                store: parts.store,
                bells: bells,
                surroundings: surroundings,
                region: parts.region,
                feed: feed
            ),
            feed: feed,
            desks: Desks(recorder: parts.recordings?.recorder, stopwatch: stopwatch),
            recordings: RecordingKeeper.Board(parts.recordings),
            loopbacks: LoopbackDesk(parts.loopback),
            planted: parts.planted,
            stopwatch: stopwatch
        )
    }

    /// What clients may ask of this gateway.
    public var control: Control { Control(core: core, parts: parts, directory: directory) }

    /// Runs until a graceful shutdown or cancellation: then nothing more is handed over, and what has no answer in time is
    /// stored as uncertain.
    public func run() async throws {
        steady.begin(after: try await core.store.latestDecision())
        if let restored = try await core.store.compareWithMark(at: core.surroundings.now) {
            core.surroundings.logger.critical("\(restored.words)")
        }
        try await core.lookForRestore()
        let lost = try await core.store.recover(at: core.surroundings.now)
        if lost > 0 {
            core.surroundings.logger.warning(
                "\(lost == 1 ? "1 message is" : "\(lost) messages are") uncertain: the daemon ended before an answer came"
            )
        }
        let workers = try await providerWorkers()
        directory.set(workers)
        let (stops, stop) = AsyncStream<Void>.makeStream()
        await withGracefulShutdownHandler {
            await withTaskCancellationHandler {
                await serve(workers, until: stops)
            } onCancel: {
                stop.finish()
            }
        } onGracefulShutdown: {
            stop.finish()
        }
    }

    private func serve(_ workers: [ProviderWorker], until stops: AsyncStream<Void>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await core.timers.run() }
            group.addTask { await Fleet(core: core, modems: parts.modems).run() }
            group.addTask { await AlarmKeeper(core: core).run() }
            if !parts.sinks.isEmpty { group.addTask { await ModemHerald(core: core).run() } }
            group.addTask { await LoopbackKeeper(core: core).run() }
            group.addTask { await ClockKeeper(core: core, clock: steady).run() }
            group.addTask { await RecordingKeeper(core: core).run() }
            group.addTask { await RetentionKeeper(core: core).run() }
            group.addTask { await Planner(control: control).run() }
            group.addTask { await answering.run() }
            group.addTask { await EventOutbox(core: core, sinks: parts.sinks).run() }
            for worker in workers { group.addTask { await worker.run() } }
            for await _ in stops {}
            await stop()
            group.cancelAll()
        }
        do {
            let lost = try await core.store.stop(at: core.surroundings.now)
            let messages = lost == 1 ? "1 message is" : "\(lost) messages are"
            if lost > 0 { core.surroundings.logger.warning("\(messages) stored as uncertain") }
            core.store.syncMark()
        } catch {
            core.surroundings.logger.error("the stop could not be stored: \(error)")
        }
    }

    private var answering: Answering {
        var agents: [String: any Agent] = [:]
        for agent in parts.agents { agents[agent.name] = agent }
        return Answering(core: core, agents: agents, patience: parts.agentPatience)
    }

    /// Waits until no segment is without an answer, or patience ends.
    private func stop() async {
        core.gate.close()
        let stopwatch = Stopwatch(core.surroundings.clock)
        while stopwatch.elapsed < parts.stopPatience {
            let seen = core.bells.plan.count
            guard let open = try? await core.store.segmentsInFlight(), open > 0 else { return }
            await core.bells.plan.wait(
                since: seen,
                atMost: parts.stopPatience - stopwatch.elapsed,
                core.timers
            )
        }
    }

    private func providerWorkers() async throws -> [ProviderWorker] {
        var workers: [ProviderWorker] = []
        for settings in parts.providers {
            let name = settings.provider.name
            let route = try await core.store.register(
                RouteDescription(kind: .provider, key: "provider:\(name)", name: name),
                at: core.surroundings.now
            )
            let worker = ProviderWorker(core: core, settings: settings, route: route)
            worker.announce()
            workers.append(worker)
        }
        return workers
    }
}
