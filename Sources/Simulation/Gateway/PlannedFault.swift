/// A fault that the day's plan has for a moment.
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
        _ count: Int,
        lines: Int,
        random: inout SeededGenerator
    ) -> (faults: [PlannedFault], kills: [Int]) {
        var faults: [PlannedFault] = []
        var kills: [Int] = []
        for _ in 0..<count {
            let kind = DayFault.allCases[Int(random.next() % UInt64(DayFault.allCases.count))]
            if kind == .kill || random.chance(0.15) {
                kills.append(Int.random(in: 5...2500, using: &random))
                continue
            }
            let hours = Int64.random(in: 2...8, using: &random)
            faults.append(
                PlannedFault(
                    at: random.duration(in: .seconds(30)...(.seconds(38_000))),
                    kind: kind,
                    line: Int(random.next() % UInt64(lines)),
                    length: random.duration(in: .seconds(5)...(.seconds(1500))),
                    error: random.chance(0.5) ? .seconds(hours * 3600) : .zero - .seconds(hours * 3600)
                )
            )
        }
        return (faults.sorted { $0.at < $1.at }, kills)
    }

    func strike(
        bench: SimulatedBench<VirtualClock>,
        board: PortBoard,
        wall: SimulatedWallClock,
        clock: VirtualClock,
        tally: FaultTally,
        lines: Int
    ) async {
        tally.add(kind)
        let now = clock.now.offset
        let imsi = SimulatedSIM(index: line).imsi
        switch kind {
        case .lostAnswer:
            await bench.withNetwork { $0.add([.loseAnswer], line: imsi) }
        case .lateAnswer:
            await bench.withNetwork { $0.add([.lateAnswer(.seconds(150))], line: imsi) }
        case .refusal:
            await bench.withNetwork { $0.add([.refuse(cms: 42), .refuse(cms: 38)], line: imsi) }
        case .duplicatePart:
            await bench.withNetwork { $0.duplicateNext(2) }
        case .restart:
            tally.add(Outage(line: imsi, from: now, until: now + .seconds(60)))
            await bench.apply(.restart, to: line)
        case .garbage:
            await bench.apply(.garbage([0x00, 0xFF, 0x2B, 0x43, 0x4D, 0x0D, 0x0A]), to: line)
        case .hang:
            tally.add(Outage(line: imsi, from: now, until: now + length + .seconds(60)))
            await bench.apply(.hang, to: line)
            try? await clock.sleep(for: length)
            await bench.apply(.wake, to: line)
        case .unplugging:
            tally.add(Outage(line: imsi, from: now, until: now + length))
            await bench.unplug(line)
            try? await clock.sleep(for: length)
            if let port = await bench.replug(line) { await board.serve(port, at: board.home(of: line)) }
        case .dropInSubmission:
            let moments = SubmissionMoment.allCases
            await bench.apply(.vanishes(at: moments[Int(length.components.seconds) % moments.count]), to: line)
            // It may not send for hours; then nothing happens.
            for _ in 0..<60 {
                try? await clock.sleep(for: .seconds(30))
                guard await bench.modem(line)?.isPlugged == false else { continue }
                tally.add(Outage(line: imsi, from: now, until: clock.now.offset))
                if let port = await bench.replug(line) { await board.serve(port, at: board.home(of: line)) }
                return
            }
        case .moved:
            let other = (line + 1) % lines
            for moved in [line, other] {
                tally.add(Outage(line: SimulatedSIM(index: moved).imsi, from: now, until: now + length))
                await bench.unplug(moved)
            }
            board.swapHomes(line, other)
            try? await clock.sleep(for: length)
            await withDiscardingTaskGroup { group in
                for moved in [line, other] {
                    guard let port = await bench.replug(moved) else { continue }
                    group.addTask { await board.serve(port, at: board.home(of: moved)) }
                }
            }
        case .renamed:
            tally.add(Outage(line: imsi, from: now, until: now + length))
            await bench.unplug(line)
            board.renameHome(line)
            try? await clock.sleep(for: length)
            if let port = await bench.replug(line) { await board.serve(port, at: board.home(of: line)) }
        case .deaf:
            await bench.apply(.deaf(true), to: line)
            try? await clock.sleep(for: length)
            await bench.apply(.deaf(false), to: line)
        case .mute:
            await bench.apply(.mute(true), to: line)
            try? await clock.sleep(for: length)
            await bench.apply(.mute(false), to: line)
        case .wrongClock:
            wall.setError(error)
            try? await clock.sleep(for: min(length, .seconds(200)))
            wall.setError(.zero)
        case .kill:
            break
        }
    }
}
