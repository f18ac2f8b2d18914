import Campaigns
import Modems
import Storage

/// From the first command to a modem that is ready, with the PIN on the way.
extension ModemWorker {
    enum Started {
        case ready(ModemProfile)
        case failed(StartUpProblem)
        /// Somebody wants to borrow the modem: nothing of the start is kept.
        case wanted
    }

    /// Starts the modem, and tells who typed its PIN what became of it.
    func start(_ session: ModemSession, mayLend: Bool = true) async -> Started {
        let started = await carryOutStart(session, mayLend: mayLend)
        switch started {
        case .ready:
            desk.setAsksPIN(false)
            desk.settle(.accepted)
        case .failed(let problem):
            desk.setAsksPIN(problem.needsPIN)
            desk.settle(.refused(problem.description))
        case .wanted: break
        }
        return started
    }

    /// Carries out the steps of the start-up.
    private func carryOutStart(_ session: ModemSession, mayLend: Bool) async -> Started {
        var startUp = StartUp(settings: core.lines.startUp)
        var step = startUp.handle(.begin)
        var heard = 0
        var enteredPIN = false
        while true {
            // A start that has entered a PIN goes on to its end, so that it is not entered twice.
            if mayLend, desk.isBorrowWanted, !enteredPIN { return .wanted }
            let announcements = await session.announcements
            // Fewer than before: the modem restarted in between.
            for notice in announcements.dropFirst(min(heard, announcements.count)) { startUp.notice(notice) }
            heard = announcements.count
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
                await session.adopt(Dialect.named(profile.dialect) ?? .generic)
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
}

extension StartUpProblem {
    /// The SIM is missing, broken or of another lock.
    var concernsSIM: Bool { [.noSIM, .simFailure, .deviceLocked].contains(kind) }

    /// What the ladder may mend.
    var recoveryFault: RecoveryFault? {
        switch kind {
        case .silent: .silence
        case .simFailure: .sim
        default: nil
        }
    }

    var needsPIN: Bool {
        switch kind {
        case .pukNeeded, .pinRefused, .pinUnclear, .pinWithheld: true
        default: false
        }
    }
}
