/// Faults of modems and their ports.
extension PlannedFault {
    var imsi: String { SimulatedSIM(index: line).imsi }

    func strikeModem(_ target: Target) async {
        let (bench, clock, tally) = (target.bench, target.clock, target.tally)
        let now = clock.now.offset
        switch kind {
        case .restart:
            tally.add(Outage(line: imsi, from: now, until: now + .seconds(60)))
            await bench.apply(.restart, to: line)
        case .hang:
            tally.add(Outage(line: imsi, from: now, until: now + length + .seconds(60)))
            await bench.apply(.hang, to: line)
            try? await clock.sleep(for: length)
            await bench.apply(.wake, to: line)
        case .unplugging:
            tally.add(Outage(line: imsi, from: now, until: now + length))
            await bench.unplug(line)
            try? await clock.sleep(for: length)
            await plugIn(line, target)
        case .renamed:
            tally.add(Outage(line: imsi, from: now, until: now + length))
            await bench.unplug(line)
            target.board.renameHome(line)
            try? await clock.sleep(for: length)
            await plugIn(line, target)
        case .deaf:
            await bench.apply(.deaf(true), to: line)
            try? await clock.sleep(for: length)
            await bench.apply(.deaf(false), to: line)
        case .mute:
            await bench.apply(.mute(true), to: line)
            try? await clock.sleep(for: length)
            await bench.apply(.mute(false), to: line)
        case .fullMemory:
            await bench.apply(.fillStorage, to: line)
            try? await clock.sleep(for: length)
            await bench.apply(.clearStorage, to: line)
        case .dropInSubmission: await dropInSubmission(target)
        case .moved:
            let other = (line + 1) % target.lines
            for moved in [line, other] {
                tally.add(Outage(line: SimulatedSIM(index: moved).imsi, from: now, until: now + length))
                await bench.unplug(moved)
            }
            target.board.swapHomes(line, other)
            try? await clock.sleep(for: length)
            await withDiscardingTaskGroup { group in
                for moved in [line, other] { group.addTask { await plugIn(moved, target) } }
            }
        default: break
        }
    }

    private func dropInSubmission(_ target: Target) async {
        let (bench, clock) = (target.bench, target.clock)
        let moments = SubmissionMoment.allCases
        await bench.apply(.vanishes(at: moments[Int(length.components.seconds) % moments.count]), to: line)
        // It may not send for hours, or days.
        var pause: Duration = .seconds(30)
        while true {
            let last = clock.now.offset
            do {
                try await clock.sleep(for: pause)
            } catch {
                return
            }
            guard await bench.modem(line)?.isPlugged == false else {
                pause = min(pause * 1.1, .seconds(600))
                continue
            }
            target.tally.add(Outage(line: imsi, from: last, until: clock.now.offset))
            return await plugIn(line, target)
        }
    }

    /// Serves the modem's port until it is pulled out again.
    private func plugIn(_ modem: Int, _ target: Target) async {
        guard let port = await target.bench.replug(modem) else { return }
        await target.board.serve(port, at: target.board.home(of: modem))
    }
}
