import Campaigns
import Logging
import Modems
import SMS
import Storage

/// Drives one modem for as long as its port is there: starts it, reads what it holds, and then, message by message, pulls
/// from the queue what its line may send.
struct ModemWorker: Sendable {
    let core: Core
    let settings: ModemSettings
    /// What the modem is called until people give it a name.
    let handle: String
    let path: String

    /// What people call it.
    var name: String { core.roster.name(of: handle) }
    var desk: Desk { core.desks[handle] }

    /// Serves the port until it goes away. Throws ``PortError`` when it cannot be opened.
    func run() async throws {
        var climb = Climb()
        defer {
            giveBackTurn(&climb)
            desk.expect(false)
        }
        // Ports have other numbers after each plugging.
        core.tallies.change(handle) { ($0.port, $0.triedPorts) = (nil, []) }
        var (opening, dtrLow): (String, Duration?) = (home, nil)
        while !Task.isCancelled {
            let served: Served
            do {
                let begun = climb
                served = try await core.ports.withPort(at: opening, dtrLow: dtrLow) { port in
                    await serve(port, begun)
                }
            } catch let error as PortError {
                if opening == home, home != path, !climb.isRunning {
                    // Back to the port that was found: whoever is there tells again.
                    core.tallies.change(handle) { ($0.port, $0.triedPorts) = (nil, []) }
                    opening = path
                    continue
                }
                guard climb.isRunning else { throw error }
                if climb.step == nil {
                    // It was opened for a technician alone.
                    desk.turnAway()
                } else {
                    climb.end(.failed(error.description))
                }
                served = Served(climb: climb)
            }
            climb = served.climb
            if let next = served.next {
                (opening, dtrLow) = (next, nil)
                continue
            }
            guard climb.isRunning else { return }
            guard case .opens(let next, let low) = await goOn(&climb, nil) else { return }
            (opening, dtrLow) = (next, low)
            climb.isOpenedForStep = climb.step != nil
        }
    }

    /// What a port that was open leaves behind; a climb that is not running: the port is gone.
    private struct Served: Sendable {
        var climb = Climb()
        /// The modem is worked with at that port from now on.
        var next: String?
    }

    private func serve(_ port: any Port, _ climb: Climb) async -> Served {
        let session = ModemSession(
            port: port,
            settings: core.lines.dialogue,
            clock: core.surroundings.clock,
            timers: core.timers,
            logger: core.surroundings.logger,
            wire: desk.wire
        )
        desk.came()
        desk.wire.note(.opened)
        return await withTaskGroup(of: Served?.self) { group in
            group.addTask {
                await session.run()
                desk.wire.note(Task.isCancelled ? .closed : .hungUp)
                desk.went()
                return nil
            }
            group.addTask { await serve(OpenPort(session: session, path: port.path), climb) }
            // The port's end is noticed by whoever talks to it; a reset that takes the port away goes on without it.
            for await served in group {
                guard let served else { continue }
                group.cancelAll()
                return served
            }
            return Served()
        }
    }

    /// Starts the modem and works with it, until the port is gone or has to be closed.
    private func serve(_ open: OpenPort, _ begun: Climb) async -> Served {
        var climb = begun
        while !Task.isCancelled {
            var profile: ModemProfile?
            if climb.isRunning {
                switch await goOn(&climb, open) {
                case .opens, .closes:
                    desk.expect(true)
                    return Served(climb: climb)
                case .recovered(let found): profile = found
                case .out: break
                case .gone: return Served()
                }
            } else {
                core.gate.appeared(name)
                update { view in
                    view.port = open.path
                    view.state = "starting"
                    view.reason = nil
                    // Another SIM may be in it.
                    view.iccid = nil
                    view.inboxUnread = true
                }
            }
            switch await started(open.session, profile) {
            case .wanted: await lend(open.session)
            case .ready(let found):
                let ending = await work(found, open.session, &climb)
                switch ending {
                case .broken(let fault):
                    core.keepRecording(of: handle, fault.words)
                    climb.begin(fault, await means(after: climb))
                case .startsAgain: break
                case .rests: await rest(open.session)
                case .moves(let next): return Served(next: next)
                case .gone: return Served()
                }
            case .failed(let problem):
                if problem.kind == .hungUp { return Served() }
                core.gate.settled(name)
                if let fault = problem.recoveryFault, core.upkeep.mayClimb(handle, at: core.stopwatch.elapsed) {
                    core.keepRecording(of: handle, fault.words)
                    climb.begin(fault, await means(after: climb))
                    continue
                }
                update { view in
                    view.state = problem.needsPIN ? "needsPIN" : "suspended"
                    view.reason = problem.description
                    view.lastError = problem.what
                    if problem.concernsSIM { (view.iccid, view.operatorName) = (nil, nil) }
                }
                core.alarms.set(.pinNeeded, of: handle, problem.needsPIN ? problem.description : nil)
                core.alarms.set(.simBlocked, of: handle, problem.concernsSIM ? problem.description : nil)
                await rest(open.session)
            }
            if await open.session.isEnded { return Served() }
        }
        return Served()
    }

    private func started(_ session: ModemSession, _ profile: ModemProfile?) async -> Started {
        _ = core.upkeep.watch(.started, of: handle, at: core.stopwatch.elapsed)
        if let profile { return .ready(profile) }
        return await start(session)
    }

    /// How the work with a line ended.
    enum Ending {
        case broken(RecoveryFault)
        case startsAgain
        /// It cannot be served now.
        case rests
        /// At another of its ports.
        case moves(String)
        case gone
    }

    private func work(_ profile: ModemProfile, _ session: ModemSession, _ climb: inout Climb) async -> Ending {
        core.upkeep.answered(handle, dialect: profile.dialect)
        if let ending = await settlePort(profile, session) { return ending }
        let line: Line
        do {
            line = try await register(profile, session)
        } catch {
            core.surroundings.logger.error("\(name): \(error)")
            return .rests
        }
        if let other = core.roster.take(line.route, for: handle) {
            core.gate.settled(name)
            let reason = sharing(profile, with: other)
            update { view in
                view.state = "suspended"
                view.reason = reason
            }
            return .rests
        }
        climb.route = line.route
        core.tallies.change(handle) { $0.route = line.route }
        await line.work()
        core.roster.giveBack(line.route, by: handle)
        switch line.ending {
        case .broken(let fault): return .broken(fault)
        case .startsAgain: return .startsAgain
        case .moves(let other): return .moves(other)
        case .gone, nil: return .gone
        }
    }

    /// Why it cannot serve the SIM that another modem serves.
    private func sharing(_ profile: ModemProfile, with other: String) -> String {
        let view = core.roster.handle(of: other).flatMap(core.roster.view(of:))
        let own = profile.identity.imei
        guard let theirs = view?.imei, !own.isEmpty, theirs != own else {
            return "this port leads to the SIM that \(other) serves already: name one port a modem"
        }
        return """
            its SIM has the number (ICCID) of the one in \(other): one of them is a copy, or \(other) has lost its SIM. \
            Take one out
            """
    }

    private func register(_ profile: ModemProfile, _ session: ModemSession) async throws(StorageError) -> Line {
        let imei: String? = profile.identity.imei.isEmpty ? nil : profile.identity.imei
        let key = profile.iccid ?? imei.map { "imei:" + $0 } ?? "port:" + path
        let given = try await core.store.modemName(of: ModemKey.all(imei: imei, iccid: profile.iccid))
        let before = name
        core.roster.call(handle, given)
        core.gate.rename(before, to: name)
        // Before it is known to the store, so that of two modems with one IMEI each knows of the other.
        update { $0.imei = imei }
        let registered = try await core.store.register(
            line: RouteDescription(kind: .line, key: key, name: name, imei: imei, imsi: profile.imsi),
            at: core.surroundings.now
        )
        let route = registered.route
        await tellMoves(registered, key: key, imei: imei)
        if let imei, let iccid = profile.iccid { core.roster.cameBack(as: handle, imei: imei, iccid: iccid) }
        update { view in
            // What kept it from starting before is over.
            if view.state != "recovering" { (view.state, view.reason) = ("starting", nil) }
            view.manufacturer = profile.identity.manufacturer
            view.model = profile.identity.model
            view.imei = imei
            view.iccid = profile.iccid
            view.number = settings.number?.e164
            view.smsc = profile.serviceCenter
            view.operatorName = profile.network?.name
            view.signalDBm = profile.signal?.dBm
            view.signalBars = profile.signal?.bars
            view.registration = profile.registrations.map(\.state).best?.words
        }
        return Line(worker: self, session: session, route: route, profile: profile)
    }

    func update(_ change: (inout ModemView) -> Void) {
        var state = ""
        core.roster.update(handle, source: path, limit: settings.limits.perDay ?? 0) { view in
            change(&view)
            state = view.state
        }
        desk.wire.note(.state(state))
    }
}

extension [RegistrationState] {
    /// The state that allows most.
    var best: RegistrationState? { first(where: \.canSendSMS) ?? first }
}
