import Logging
import Modems
import Storage

/// Carrying out what the recovery ladder decides.
extension ModemWorker {
    /// An open port, as far as the ladder has to do with it.
    struct OpenPort: Sendable {
        var session: ModemSession
        var path: String
    }

    /// What the modem and the box allow.
    func means(after climb: Climb) async -> RecoveryMeans {
        guard core.upkeep.isProven(handle, source: settings.source) else { return .unproven }
        var means = RecoveryMeans(dialect: core.upkeep.dialect(of: handle))
        guard let device = await core.ports.device(of: home) else { return means }
        if let secondary = device.secondary { means.secondaryPort = .available(secondary) }
        let place = device.usbPath
        means.usbReset = await core.power.obstacle(to: .reset, at: place).map { .missing($0) } ?? .available(place)
        means.hubPower = await core.power.obstacle(to: .power, at: place).map { .missing($0) } ?? .available(place)
        return means
    }

    /// Goes on with a climb until a port has to be opened or closed, or the climb ends.
    func goOn(_ climb: inout Climb, _ open: OpenPort?) async -> Climb.Stop {
        while !Task.isCancelled {
            // Between two steps a technician may have it, unless another modem waits for this one to be back.
            if let open, climb.hub == nil, desk.isBorrowWanted, await !open.session.isEnded {
                await lend(open.session)
                climb.isOpenedForStep = false
                // A technician had it: that is worth a look.
                if climb.wakeAt != nil, core.upkeep.isExhausted(handle) {
                    climb.wakeAt = nil
                    climb.event = .returned
                }
            }
            if let event = climb.event {
                climb.event = nil
                if let stop = await tell(event, &climb, open) { return stop }
                continue
            }
            if let step = climb.step {
                if let stop = await carryOut(step, &climb, open) { return stop }
                continue
            }
            if climb.awaitsTurn {
                await awaitTurn(&climb)
            } else if climb.wakeAt != nil {
                // While it waits for its next climb, the port is free and the modem may be pulled out, or lent.
                if open == nil, climb.hub == nil, desk.isBorrowWanted { return .opens(home, dtrLow: nil) }
                if open != nil, core.upkeep.isExhausted(handle) { return .closes }
                if await !awaitTime(&climb) { return .gone }
            } else {
                return .gone
            }
        }
        return .gone
    }

    private func tell(_ event: RecoveryLadder.Event, _ climb: inout Climb, _ open: OpenPort?) async -> Climb.Stop? {
        var stop: Climb.Stop?
        for action in core.upkeep.handle(event, of: handle, at: core.stopwatch.elapsed) {
            switch action {
            case .perform(let step): climb.step = step
            case .askTurn: climb.awaitsTurn = true
            case .giveBackTurn: giveBackTurn(&climb)
            case .handOffMessages: await handOff(climb.route, reason: "\(name) is being recovered: others may send it")
            // The dialogue waits for each answer, and a segment without one is stored as uncertain before a climb begins.
            case .settleSegments: break
            case .tell(let report): await tell(report)
            case .wake(let at): climb.wakeAt = at
            case .recovered:
                climb.wakeAt = nil
                stop = .recovered(climb.profile)
            case .takeOut(let reason, let retryAt):
                await tookOut(reason, retryAt: retryAt)
                if case .silence = fault(of: event) ?? core.upkeep.fault(of: handle) { break }
                climb.wakeAt = nil
                stop = .out
            case .gone: stop = .gone
            }
        }
        return stop
    }

    private func fault(of event: RecoveryLadder.Event) -> RecoveryFault? {
        if case .broken(let fault, _) = event { fault } else { nil }
    }

    /// `nil`: the climb goes on.
    private func carryOut(_ step: RecoveryStep, _ climb: inout Climb, _ open: OpenPort?) async -> Climb.Stop? {
        switch step {
        case .close:
            if open != nil { return .closes }
            climb.end(.passed)
        case .open(let choice, let dtrLow):
            let wanted: String =
                switch choice {
                case .primary: home
                case .secondary(let other): other
                }
            guard climb.isOpenedForStep || (dtrLow == nil && open?.path == wanted) else {
                return open == nil ? .opens(wanted, dtrLow: dtrLow) : .closes
            }
            climb.end(open == nil ? .failed("the port closed again") : .passed)
        case .pause(let pause):
            try? await core.surroundings.clock.sleep(for: pause)
            climb.end(.passed)
        case .awaitReturn(let vanishing, let returning):
            climb.end(await awaitReturn(vanishing, returning))
        case .resetUSB(let place): climb.end(await power(.reset, place))
        case .cyclePower(let place): climb.end(await power(.power, place))
        case .escape, .probe, .startUp, .send:
            guard let open else {
                climb.end(.failed("the port is closed"))
                return nil
            }
            climb.end(await talk(step, open.session, &climb))
        }
        return nil
    }

    private func talk(
        _ step: RecoveryStep,
        _ session: ModemSession,
        _ climb: inout Climb
    ) async -> RecoveryOutcome {
        switch step {
        case .escape:
            await session.escape()
            return await session.isEnded ? .vanished : .passed
        case .probe(let tries):
            for _ in 0..<tries {
                let answer = await session.ask(.attention)
                switch answer.failure {
                case .hungUp: return .vanished
                case .timedOut: continue
                default: return .passed
                }
            }
            return .failed("AT was not answered")
        case .send(let commands):
            var refusal = ""
            for command in commands {
                let answer = await session.ask(command)
                switch answer.failure {
                // Taken, or nobody knows: whether it resets shows by itself.
                case nil, .timedOut, .hungUp, .restarted: return .passed
                case let failure?: refusal = "\(command.text): \(failure)"
                }
            }
            return .failed(refusal)
        case .startUp(let registration):
            while true {
                switch await start(session, mayLend: climb.hub == nil) {
                case .wanted: await lend(session)
                case .failed(let problem):
                    return problem.kind == .hungUp ? .vanished : .failed(problem.what)
                case .ready(let found):
                    climb.profile = found
                    return await awaitRegistration(found, session, registration)
                }
            }
        default: return .passed
        }
    }

    private func awaitRegistration(
        _ found: ModemProfile,
        _ session: ModemSession,
        _ limit: Duration?
    ) async -> RecoveryOutcome {
        guard let limit, !found.isRegistered else { return .passed }
        let stopwatch = Stopwatch(core.surroundings.clock)
        while stopwatch.elapsed < limit, !Task.isCancelled {
            try? await core.surroundings.clock.sleep(for: min(.seconds(5), limit))
            for command in [ATCommand.registration, .epsRegistration] {
                let answer = await session.ask(command)
                if answer.failure == .hungUp { return .vanished }
                if Registration.parse(answer.lines)?.state.canSendSMS == true { return .passed }
            }
        }
        return .failed("it is not in the network")
    }

    private func power(_ action: PowerAction, _ place: String) async -> RecoveryOutcome {
        do {
            try await core.power.carryOut(action, at: place)
            return .passed
        } catch {
            return .failed(error.reason)
        }
    }

    private var isThere: Bool {
        get async { await core.ports.paths(of: .path(home)).contains(home) }
    }

    /// Waits for the events of udev rather than for a time.
    private func awaitReturn(_ vanishing: Duration, _ returning: Duration) async -> RecoveryOutcome {
        if await wait(atMost: vanishing, until: { await !isThere }) {
            core.tallies.change(handle) { $0.sentAway(at: core.stopwatch.elapsed) }
            return await wait(atMost: returning, until: { await isThere })
                ? .passed : .failed("it did not come back within \(returning.components.seconds) s")
        }
        return .passed
    }

    /// `true` as soon as it is so, `false` after the time.
    private func wait(atMost most: Duration, until isSo: () async -> Bool) async -> Bool {
        let stopwatch = Stopwatch(core.surroundings.clock)
        while !Task.isCancelled {
            let seen = core.bells.ports.count
            if await isSo() { return true }
            let rest = most - stopwatch.elapsed
            guard rest > .zero else { return false }
            await core.bells.ports.wait(since: seen, atMost: rest, core.timers)
        }
        return false
    }

    /// `false` where the port went away meanwhile. Returns early where somebody wants to borrow the modem.
    private func awaitTime(_ climb: inout Climb) async -> Bool {
        guard let at = climb.wakeAt else { return true }
        while !Task.isCancelled {
            let (seen, seenDesk) = (core.bells.ports.count, desk.moved.count)
            if climb.hub == nil, desk.isBorrowWanted { return true }
            if core.upkeep.isExhausted(handle), await !isThere { return false }
            let rest = at - core.stopwatch.elapsed
            if rest <= .zero { break }
            await Waiter.wait(on: [(core.bells.ports, seen), (desk.moved, seenDesk)], atMost: (rest, core.timers))
        }
        climb.wakeAt = nil
        core.upkeep.setMeans(await means(after: climb), of: handle)
        climb.event = .timer
        return true
    }

    private func awaitTurn(_ climb: inout Climb) async {
        climb.awaitsTurn = false
        climb.event = .turnGranted
        guard let place = await core.ports.device(of: home)?.usbPath, let hub = HubTurn.hub(ofDevice: place) else {
            return
        }
        climb.hub = hub
        if core.upkeep.askTurn(hub: hub, by: handle) { return }
        let other = core.upkeep.holder(of: hub).map(core.roster.name(of:)) ?? "another modem"
        update { $0.reason = "waits until \(other) on the same hub is back" }
        while !Task.isCancelled {
            let seen = core.bells.hubs.count
            if core.upkeep.holder(of: hub) == handle { return }
            await core.bells.hubs.wait(since: seen)
        }
    }

    /// Also called when the climb is given up, whatever it held.
    func giveBackTurn(_ climb: inout Climb) {
        guard let hub = climb.hub else { return }
        climb.hub = nil
        core.upkeep.giveBackTurn(hub: hub, by: handle)
        core.bells.hubs.ring()
    }

    private func tell(_ report: RecoveryReport) async {
        core.surroundings.logger.warning("\(name): \(report)")
        if report.outcome == .begun, report.rung != .outOfRotation {
            update { view in
                view.state = "recovering"
                view.reason = "\(report)"
                view.inboxUnread = true
            }
        }
        await record(.recovery, "\(report)")
    }

    private func tookOut(_ reason: String, retryAt: Duration) async {
        let minutes = max(1, Int((retryAt - core.stopwatch.elapsed).components.seconds / 60))
        core.gate.settled(name)
        core.keepRecording(of: handle, "out of rotation: \(reason)")
        update { view in
            view.state = "suspended"
            view.reason = "\(reason); it is tried again in \(minutes) min"
            view.lastError = reason
        }
    }

    /// Its messages go to the others.
    func handOff(_ route: RouteID?, reason: String) async {
        guard let route else { return }
        do {
            let count = try await core.store.handOff(from: route, at: core.surroundings.now, reason: reason)
            if count > 0 { core.bells.queue.ring() }
        } catch {
            core.surroundings.logger.error("\(name): its messages could not be offered to others: \(error)")
        }
    }

    /// Appends to the modem's history.
    func record(_ kind: ModemHistoryEntry.Kind, _ detail: String, route: RouteID? = nil) async {
        let view = core.roster.view(of: handle)
        var entry = ModemHistoryEntry(at: core.surroundings.now, modem: handle, kind: kind, detail: detail)
        entry.state = view?.state
        entry.registration = view?.registration
        entry.signalDBm = view?.signalDBm
        do {
            try await core.store.record(entry, of: route)
        } catch {
            core.surroundings.logger.error("\(name): its history could not be written: \(error)")
        }
    }
}
