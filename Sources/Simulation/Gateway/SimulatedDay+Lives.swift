import Campaigns
import Gateway
import Logging
import Modems
import Storage

extension SimulatedDay {
    /// Modems, network, people and faults, which no kill ends.
    func startWorld() {
        let (bench, board, cast, plan, watch) = (bench, board, cast, plan, watch)
        let target = PlannedFault.Target(
            bench: bench,
            board: board,
            memory: memory,
            wall: wall,
            clock: world.clock,
            tally: struck,
            lines: plan.lines
        )
        Task(executorPreference: world) {
            await withDiscardingTaskGroup { group in
                group.addTask { await bench.run() }
                group.addTask {
                    for await writing in board.writings {
                        watch.written(writing.bytes)
                        await writing.port.send(writing.bytes)
                    }
                }
                for index in 0..<plan.lines {
                    let port = await bench.attach(DayCast.modem(index))
                    group.addTask { await board.serve(port, at: DayCast.path(index)) }
                }
                for fault in cast.faults {
                    group.addTask {
                        try? await target.clock.sleep(until: VirtualClock.Instant(offset: fault.at), tolerance: nil)
                        await fault.strike(target)
                    }
                }
            }
        }
    }

    /// Starts a gateway on what the last one left.
    func openLife() {
        // A machine that starts asks its time server; a clock that is wrong from the start could not be told. And a
        // daemon that can store nothing does not start.
        wall.setError(.zero)
        memory.makeRoom()
        guard let store = try? makeStore(killable: true) else { return }
        lives.append(scheduler.now)
        let executor = scheduler.makeExecutor()
        life = executor
        let watch = watch
        let surroundings = Surroundings(
            clock: executor.clock,
            wallClock: wall,
            random: RandomSource(SeededGenerator(seed: plan.seed &+ UInt64(lives.count))),
            logger: Logger(label: "day") { _ in WatchedLog(watch: watch) }
        )
        let script = cast.script
        var parts = GatewayParts(
            store: store,
            ports: SimulatedPorts(board: board),
            modems: plan.isDiscovered
                ? [ModemSettings(source: .discovered, limits: script.lineLimits)]
                : (0..<plan.lines).map {
                    ModemSettings(
                        source: .path(DayCast.path($0)),
                        name: DayCast.lineName($0),
                        limits: script.lineLimits
                    )
                },
            agents: cast.agents,
            surroundings: surroundings,
            region: "DE"
        )
        parts.lines.poll = script.poll
        parts.lines.survey = script.survey
        parts.lines.keepAlive = script.poll
        parts.lines.dialogue.traces = false
        parts.loopback.every = script.loopbacks
        parts.planted = plan.planted
        let service = GatewayService(parts)
        let (wishes, clock, wall) = (cast.wishes, executor.clock, wall)
        Task(executorPreference: executor) {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await store.runWriter() }
                group.addTask { await store.runReader() }
                group.addTask { try? await service.run() }
                group.addTask { await wishes.act(on: service.control, clock: clock, wall: wall) }
            }
        }
    }

    /// What the network and the database know at the end.
    func record() throws -> DayRecord {
        let (log, modems) = try worldNow()
        // What still runs must not change what is looked at.
        if let life { scheduler.drop(life) }
        memory.makeRoom()
        let now = wall.truth
        let figures = try withStore { store in
            DayFigures(
                campaigns: try await store.campaigns(at: now, Situation()),
                queued: try await store.queueDepth(at: now).queued,
                sentToday: try await store.segmentsHandedOver(since: now - .seconds(86_400)),
                at: now
            )
        }
        return DayRecord(
            plan: plan,
            cast: cast,
            log: log,
            modems: modems,
            facts: try makeStore().dayFacts(),
            figures: figures,
            lives: lives,
            deaths: deaths,
            strikes: struck.strikes,
            outages: struck.outages,
            placings: board.placings,
            oddities: watch.problems,
            jobs: scheduler.jobs,
            commits: kills.commits
        )
    }

    private func worldNow() throws -> ([NetworkLogEntry], [SimulatedModem]) {
        let (bench, count) = (bench, plan.lines)
        let executor = world
        return try scheduler.finish(on: executor) {
            var modems: [SimulatedModem] = []
            for index in 0..<count {
                if let modem = await bench.modem(index) { modems.append(modem) }
            }
            return (await bench.log, modems)
        }
    }
}
