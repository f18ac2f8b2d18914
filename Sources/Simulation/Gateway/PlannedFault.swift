import Storage

/// A fault that the run's plan has for a moment.
struct PlannedFault: Sendable {
    var at: Duration
    var kind: DayFault
    var line: Int
    /// How long it lasts, where it lasts.
    var length: Duration
    /// How wrong the clock is.
    var error: Duration

    /// Draws so many faults for the hours in which something happens. Kills are drawn as commits, so that each place
    /// between two commits can be hit.
    static func draw(
        _ plan: DayPlan,
        _ script: DayScript,
        random: inout SeededGenerator
    ) -> (faults: [PlannedFault], kills: [Int]) {
        var faults: [PlannedFault] = []
        var kills: [Int] = []
        let days = max(script.length.components.seconds / 86_400, 1)
        for _ in 0..<plan.faults {
            let kind = DayFault.allCases[Int(random.next() % UInt64(DayFault.allCases.count))]
            if kind == .kill || random.chance(0.15) {
                kills.append(Int.random(in: script.commits, using: &random))
                continue
            }
            let hours = Int64.random(in: 2...8, using: &random)
            let day = Int64.random(in: 0..<days, using: &random)
            faults.append(
                PlannedFault(
                    at: .seconds(day * 86_400) + random.duration(in: script.busy),
                    kind: kind,
                    line: Int(random.next() % UInt64(plan.lines)),
                    length: random.duration(in: .seconds(5)...(.seconds(1500))),
                    error: random.chance(0.5) ? .seconds(hours * 3600) : .zero - .seconds(hours * 3600)
                )
            )
        }
        return (faults.sorted { $0.at < $1.at }, kills)
    }

    /// What a fault strikes.
    struct Target: Sendable {
        var bench: SimulatedBench<VirtualClock>
        var board: PortBoard
        var memory: MemoryDatabase
        var wall: SimulatedWallClock
        var clock: VirtualClock
        var tally: FaultTally
        var lines: Int
    }

    func strike(_ target: Target) async {
        let (bench, clock) = (target.bench, target.clock)
        target.tally.add(kind, line: imsi, at: clock.now.offset)
        switch kind {
        case .lostAnswer:
            await bench.withNetwork { $0.add([.loseAnswer], line: imsi) }
        case .lateAnswer:
            await bench.withNetwork { $0.add([.lateAnswer(.seconds(150))], line: imsi) }
        case .refusal:
            await bench.withNetwork { $0.add([.refuse(cms: 42), .refuse(cms: 38)], line: imsi) }
        case .duplicatePart:
            await bench.withNetwork { $0.duplicateNext(2) }
        case .garbage:
            await bench.apply(.garbage([0x00, 0xFF, 0x2B, 0x43, 0x4D, 0x0D, 0x0A]), to: line)
        case .lateReports:
            await bench.withNetwork { $0.settings.report = .seconds(1800)...(.seconds(20_000)) }
            try? await clock.sleep(for: length)
            await bench.withNetwork { $0.settings.report = SimulatedNetwork.Settings().report }
        case .wrongClock:
            target.wall.setError(error)
            try? await clock.sleep(for: min(length, .seconds(200)))
            target.wall.setError(.zero)
        case .fullDisk:
            target.memory.fill()
            try? await clock.sleep(for: length)
            target.memory.makeRoom()
        case .kill: break
        case .unplugging, .hang, .restart, .dropInSubmission, .moved, .renamed, .deaf, .mute, .fullMemory:
            await strikeModem(target)
        }
    }
}
