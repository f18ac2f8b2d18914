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
        try await core.ports.withPort(at: path) { port in
            core.gate.appeared(name)
            update { view in
                view.port = path
                view.state = "starting"
                view.reason = nil
                view.inboxUnread = true
            }
            let session = ModemSession(
                port: port,
                settings: core.lines.dialogue,
                clock: core.surroundings.clock,
                timers: core.timers,
                logger: core.surroundings.logger,
                wire: desk.wire
            )
            desk.came()
            defer { desk.went() }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await session.run() }
                group.addTask { await serve(session) }
                await group.next()
                group.cancelAll()
            }
        }
    }

    /// Starts the modem and works with it, until the port is gone or the modem does not answer any more.
    private func serve(_ session: ModemSession) async {
        while !Task.isCancelled {
            switch await start(session) {
            case .wanted:
                await lend(session)
            case .ready(let profile):
                desk.setAsksPIN(false)
                desk.settle(.accepted)
                let line: Line
                do {
                    line = try await register(profile, session)
                } catch {
                    core.surroundings.logger.error("\(name): \(error)")
                    return await rest(session)
                }
                if let other = core.roster.take(line.route, for: handle) {
                    core.gate.settled(name)
                    update { view in
                        view.state = "suspended"
                        view.reason = "this port leads to the SIM that \(other) serves already: name one port a modem"
                    }
                    return await rest(session)
                }
                // Afterwards it begins anew with its port, whose notices have ended with the line.
                await line.work()
                return core.roster.giveBack(line.route, by: handle)
            case .failed(let problem):
                desk.setAsksPIN(problem.needsPIN)
                desk.settle(.refused(problem.description))
                core.gate.settled(name)
                update { view in
                    view.state = problem.needsPIN ? "needsPIN" : "suspended"
                    view.reason = problem.description
                    view.lastError = problem.what
                }
                if problem.kind == .hungUp { return }
                await rest(session)
            }
        }
    }

    private enum Started {
        case ready(ModemProfile)
        case failed(StartUpProblem)
        /// Somebody wants to borrow the modem: nothing of the start is kept.
        case wanted
    }

    /// Carries out the steps of the start-up.
    private func start(_ session: ModemSession) async -> Started {
        var startUp = StartUp(settings: core.lines.startUp)
        var step = startUp.handle(.begin)
        var enteredPIN = false
        while true {
            // A start that has entered a PIN goes on to its end, so that it is not entered twice.
            if desk.isBorrowWanted, !enteredPIN { return .wanted }
            if Task.isCancelled {
                return .failed(StartUpProblem(.hungUp, what: "The daemon stops.", remedy: ""))
            }
            switch step {
            case .escape:
                await session.escape()
                step = startUp.handle(.escaped)
            case .send(let command):
                let answer = await session.ask(command)
                if answer.failure == .hungUp {
                    step = startUp.handle(.hungUp)
                } else if answer.failure == .restarted {
                    step = startUp.handle(.restarted)
                } else {
                    step = startUp.handle(.answered(answer))
                }
            case .pause(let pause):
                try? await core.surroundings.clock.sleep(for: pause)
                step = startUp.handle(.paused)
            case .needsPIN(let question):
                enteredPIN = true
                step = await answerPIN(question, &startUp, session)
            case .ready(let profile):
                return .ready(profile)
            case .failed(let problem):
                return .failed(problem)
            }
        }
    }

    /// Promise 7: what was tried is written down before it is sent, and taken back only when the SIM accepts it.
    private func answerPIN(_ question: PINQuestion, _ startUp: inout StartUp, _ session: ModemSession) async
        -> StartUp.Step
    {
        let iccid = question.iccid.flatMap { $0.isEmpty ? nil : $0 }
        let sims = [iccid, question.imei.isEmpty ? nil : "imei:" + question.imei].compactMap(\.self)
        let known: [(sim: String, pin: String)]
        do {
            known = try await core.store.refusedPINs(of: sims)
        } catch {
            return startUp.handle(.pin(.none(reason: "what the SIM refused before cannot be looked up: \(error)")))
        }
        let refused = known.map { entry in
            let isIMEI = entry.sim.hasPrefix("imei:")
            return RefusedPIN(
                key: isIMEI ? .imei(String(entry.sim.dropFirst(5))) : .iccid(entry.sim),
                pin: entry.pin
            )
        }
        let offered = desk.offeredPIN
        switch PINRules.decide(question, pin: offered ?? desk.keptPIN ?? settings.pin, refused: refused) {
        case .keepOut(let reason):
            return startUp.handle(.pin(.none(reason: reason.description)))
        case .enter(let pin):
            guard !sims.isEmpty else {
                return startUp.handle(.pin(.none(reason: PINRules.Reason.simUnknown.description)))
            }
            do {
                // Under both numbers: the ICCID may not be readable the next time.
                for sim in sims {
                    try await core.store.rememberPIN(pin, triedOn: sim, at: core.surroundings.now)
                }
            } catch {
                return startUp.handle(.pin(.none(reason: "the attempt could not be written down: \(error)")))
            }
            let step = startUp.handle(.pin(.enter(pin)))
            guard case .send(let command) = step else { return step }
            let answer = await session.ask(command)
            if answer.isOK {
                if let offered { desk.keep(pin: offered) }
                for sim in sims { try? await core.store.forgetPIN(pin, triedOn: sim) }
            }
            return startUp.handle(answer.failure == .hungUp ? .hungUp : .answered(answer))
        }
    }

    private func register(_ profile: ModemProfile, _ session: ModemSession) async throws(StorageError) -> Line {
        let imei: String? = profile.identity.imei.isEmpty ? nil : profile.identity.imei
        let key = profile.iccid ?? imei.map { "imei:" + $0 } ?? "port:" + path
        let given = try await core.store.modemName(of: ModemKey.all(imei: imei, iccid: profile.iccid))
        let before = name
        core.roster.call(handle, given)
        core.gate.rename(before, to: name)
        let route = try await core.store.register(
            RouteDescription(kind: .line, key: key, name: name, imei: imei, imsi: profile.imsi),
            at: core.surroundings.now
        )
        update { view in
            // What kept it from starting before is over.
            view.state = "starting"
            view.reason = nil
            view.manufacturer = profile.identity.manufacturer
            view.model = profile.identity.model
            view.imei = imei
            view.iccid = profile.iccid
            view.smsc = profile.serviceCenter
            view.operatorName = profile.network?.name
            view.signalDBm = profile.signal?.dBm
            view.signalBars = profile.signal?.bars
            view.registration = profile.registrations.map(\.state).best?.words
        }
        return Line(worker: self, session: session, route: route, profile: profile)
    }

    func update(_ change: (inout ModemView) -> Void) {
        core.roster.update(handle, source: path, limit: settings.limits.perDay ?? 0, change)
    }
}

extension [RegistrationState] {
    /// The state that allows most.
    var best: RegistrationState? { first(where: \.canSendSMS) ?? first }
}

extension StartUpProblem {
    var needsPIN: Bool {
        switch kind {
        case .pukNeeded, .pinRefused, .pinUnclear, .pinWithheld: true
        default: false
        }
    }
}
