/// The recovery ladder of one modem, as a value: from calling it again to taking the power of its socket, and at the end
/// a person. It says what to do and is told what came of it.
///
/// A climb begins with ``Event/broken(_:_:)``. The ladder outlives the port's openings, since its limits do.
public struct RecoveryLadder: Sendable, Hashable {
    public enum Event: Sendable, Hashable {
        /// Something is broken, and this can be done about it.
        case broken(RecoveryFault, RecoveryMeans)
        /// A segment was handed over and has no answer yet, or got it.
        case segment(isOpen: Bool)
        /// After `askTurn`: no other modem of the hub is being reset.
        case turnGranted
        /// After `perform`.
        case stepped(RecoveryOutcome)
        /// The time named by `wake`.
        case timer
        /// The port of a modem that is out of rotation is there again, or somebody has looked after it.
        case returned
        /// The line works: it has been in service for a while, or the network took a message.
        case worked
    }

    public enum Action: Sendable, Hashable {
        case perform(RecoveryStep)
        /// Wait until no other modem of the same hub is on a heavy rung.
        case askTurn
        case giveBackTurn
        /// What is queued for this line alone is offered to the others, where nothing of it has left.
        case handOffMessages
        /// The time for answers is over: what was handed over and not answered is uncertain.
        case settleSegments
        case tell(RecoveryReport)
        /// Say `timer` at this time.
        case wake(at: Duration)
        /// The modem can go on; where the last step was a start-up, with its profile.
        case recovered(RecoveryRung)
        /// Nothing helped. It is tried again at that time.
        case takeOut(reason: String, retryAt: Duration)
        /// The device is gone: whoever watches ports takes it up when it comes back.
        case gone
    }

    enum Phase: Sendable, Hashable {
        case idle
        case resting(next: RecoveryRung, until: Duration)
        case awaitingSegment(RecoveryRung, until: Duration)
        case awaitingTurn(RecoveryRung)
        case performing(RecoveryRung, rest: [RecoveryStep])
        case out(lookInAt: Duration?)
        /// A look at it while it is out.
        case lookingIn(rest: [RecoveryStep])
    }

    private struct Help: Sendable, Hashable {
        var rung: RecoveryRung
        var at: Duration
    }

    public var settings: Settings
    /// What can be done about the modem; may change while it is out of rotation.
    public var means = RecoveryMeans()
    var phase: Phase = .idle
    public private(set) var fault = RecoveryFault.silence
    /// The second port answered in this climb.
    var secondaryAnswers = false
    /// The times of climbs that got to a reset, the last day's.
    private var climbs: [Duration] = []
    private var countsClimb = false
    private var hasTurn = false
    /// Climbs in a row that did not help.
    private var failedClimbs = 0
    /// When it is tried again, while it is out of rotation.
    public private(set) var retryAt: Duration?
    /// The rung that helped last, until the line has proved to work.
    private var help: Help?
    private var hasHandedOff = false
    private var segmentOpenSince: Duration?

    public init(settings: Settings = Settings()) {
        self.settings = settings
    }

    /// True while something is being done about the modem.
    public var isClimbing: Bool {
        switch phase {
        case .idle, .out: false
        default: true
        }
    }

    /// True while the modem waits for its next climb.
    public var isOut: Bool { if case .out = phase { true } else { false } }

    /// Takes one event and says what to do, in order.
    public mutating func handle(_ event: Event, at now: Duration) -> [Action] {
        var actions: [Action] = []
        switch event {
        case .broken(let fault, let means): broken(fault, means, at: now, &actions)
        case .segment(let isOpen):
            segmentOpenSince = isOpen ? segmentOpenSince ?? now : nil
            if !isOpen, case .awaitingSegment(let rung, _) = phase { climb(to: rung, at: now, &actions) }
        case .turnGranted:
            hasTurn = true
            if case .awaitingTurn(let rung) = phase { perform(rung, &actions) } else { giveBackTurn(&actions) }
        case .stepped(let outcome): stepped(outcome, at: now, &actions)
        case .timer: timer(at: now, &actions)
        case .returned:
            if isOut { lookIn(&actions) }
        case .worked:
            failedClimbs = 0
            help = nil
            if isOut {
                phase = .idle
                retryAt = nil
            }
        }
        return actions
    }

    private mutating func broken(
        _ fault: RecoveryFault,
        _ means: RecoveryMeans,
        at now: Duration,
        _ actions: inout [Action]
    ) {
        guard !isClimbing else { return }
        self.means = means
        // The same fault soon after a rung that helped: that rung was not enough.
        if let help, fault == self.fault, now - help.at <= settings.proof,
            let next = fault.rungs.first(where: { $0 > help.rung })
        {
            phase = .resting(next: next, until: help.at + settings.rest)
            self.help = nil
            hasHandedOff = false
            return timerOrWake(at: now, &actions)
        }
        let isRetry = isOut || failedClimbs > 0
        self.fault = fault
        help = nil
        hasHandedOff = false
        secondaryAnswers = false
        countsClimb = false
        retryAt = nil
        let first = fault.rungs.first { !isRetry || $0 >= .reopen } ?? .outOfRotation
        climb(to: first, at: now, &actions)
    }

    /// Goes to a rung, or past those that cannot be climbed.
    private mutating func climb(to first: RecoveryRung, at now: Duration, _ actions: inout [Action]) {
        for rung in fault.rungs where rung >= first {
            if rung == .outOfRotation { return takeOut(nothingHelped, at: now, &actions) }
            if let obstacle = means.obstacle(to: rung) {
                tell(rung, .skipped(obstacle), &actions)
                continue
            }
            if rung >= .reopen { handOff(&actions) }
            guard rung.isHeavy else { return perform(rung, &actions) }
            guard countsClimb || mayClimb(at: now) else { return takeOut(tooOften, at: now, &actions) }
            if let since = segmentOpenSince {
                let until = since + settings.answerPatience
                guard now >= until else {
                    phase = .awaitingSegment(rung, until: until)
                    actions.append(.wake(at: until))
                    return
                }
                segmentOpenSince = nil
                actions.append(.settleSegments)
            }
            if !countsClimb {
                countsClimb = true
                climbs.append(now)
            }
            if hasTurn { return perform(rung, &actions) }
            phase = .awaitingTurn(rung)
            actions.append(.askTurn)
            return
        }
    }

    private mutating func perform(_ rung: RecoveryRung, _ actions: inout [Action]) {
        tell(rung, .begun, &actions)
        var steps = steps(of: rung)
        guard !steps.isEmpty else { return }
        let first = steps.removeFirst()
        phase = .performing(rung, rest: steps)
        actions.append(.perform(first))
    }

    private mutating func stepped(_ outcome: RecoveryOutcome, at now: Duration, _ actions: inout [Action]) {
        switch phase {
        case .performing(let rung, let rest): stepped(outcome, on: rung, rest, at: now, &actions)
        case .lookingIn(let rest):
            guard outcome == .passed else {
                phase = .out(lookInAt: now + settings.lookIn)
                actions.append(.perform(.close))
                return wakeWhileOut(&actions)
            }
            if let next = rest.first {
                phase = .lookingIn(rest: Array(rest.dropFirst()))
                actions.append(.perform(next))
            } else {
                recovered(.outOfRotation, at: now, &actions)
            }
        case .idle, .resting, .awaitingSegment, .awaitingTurn, .out: break
        }
    }

    private mutating func stepped(
        _ outcome: RecoveryOutcome,
        on rung: RecoveryRung,
        _ rest: [RecoveryStep],
        at now: Duration,
        _ actions: inout [Action]
    ) {
        switch outcome {
        case .passed:
            if let next = rest.first {
                phase = .performing(rung, rest: Array(rest.dropFirst()))
                actions.append(.perform(next))
            } else if rung == .otherPort {
                // The line needs its first port; but now somebody takes a reset.
                secondaryAnswers = true
                tell(rung, .failed("the second port answers, the first does not"), &actions)
                goOn(after: rung, at: now, &actions)
            } else {
                tell(rung, .passed, &actions)
                recovered(rung, at: now, &actions)
            }
        case .failed(let why):
            tell(rung, .failed(why), &actions)
            goOn(after: rung, at: now, &actions)
        case .vanished:
            tell(rung, .failed("the port went away"), &actions)
            phase = .idle
            giveBackTurn(&actions)
            // What comes back and is still broken is climbed for above this rung.
            help = Help(rung: rung, at: now)
            actions.append(.gone)
        }
    }

    private mutating func goOn(after rung: RecoveryRung, at now: Duration, _ actions: inout [Action]) {
        guard let next = fault.rungs.first(where: { $0 > rung }) else { return }
        phase = .resting(next: next, until: now + settings.rest)
        timerOrWake(at: now, &actions)
    }

    private mutating func timerOrWake(at now: Duration, _ actions: inout [Action]) {
        guard case .resting(let next, let until) = phase else { return }
        if next == .outOfRotation || now >= until {
            climb(to: next, at: now, &actions)
        } else {
            actions.append(.wake(at: until))
        }
    }

    private mutating func timer(at now: Duration, _ actions: inout [Action]) {
        switch phase {
        case .resting: timerOrWake(at: now, &actions)
        case .awaitingSegment(let rung, let until):
            if now >= until { climb(to: rung, at: now, &actions) } else { actions.append(.wake(at: until)) }
        case .out(let lookInAt):
            if let retryAt, now >= retryAt {
                broken(fault, means, at: now, &actions)
            } else if let lookInAt, now >= lookInAt {
                lookIn(&actions)
            } else {
                wakeWhileOut(&actions)
            }
        case .idle, .awaitingTurn, .performing, .lookingIn: break
        }
    }

    private mutating func lookIn(_ actions: inout [Action]) {
        var steps = lookInSteps
        let first = steps.removeFirst()
        phase = .lookingIn(rest: steps)
        actions.append(.perform(first))
    }

    private mutating func recovered(_ rung: RecoveryRung, at now: Duration, _ actions: inout [Action]) {
        phase = .idle
        retryAt = nil
        help = rung < .outOfRotation ? Help(rung: rung, at: now) : nil
        giveBackTurn(&actions)
        actions.append(.recovered(rung))
    }

    private mutating func takeOut(_ reason: String, at now: Duration, _ actions: inout [Action]) {
        giveBackTurn(&actions)
        handOff(&actions)
        let wait =
            settings.retries.isEmpty
            ? settings.climbPause : settings.retries[min(failedClimbs, settings.retries.count - 1)]
        failedClimbs += 1
        help = nil
        retryAt = now + wait
        tell(.outOfRotation, .begun, &actions)
        // A modem that answers is asked anyway, by its line.
        phase = .out(lookInAt: fault == .silence ? now + settings.lookIn : nil)
        actions.append(.takeOut(reason: reason, retryAt: now + wait))
        wakeWhileOut(&actions)
    }

    private func wakeWhileOut(_ actions: inout [Action]) {
        guard case .out(let lookInAt) = phase, let times = [lookInAt, retryAt].compactMap(\.self).min() else { return }
        actions.append(.wake(at: times))
    }

    private mutating func mayClimb(at now: Duration) -> Bool {
        climbs.removeAll { now - $0 >= settings.day }
        guard climbs.count < settings.climbsPerDay else { return false }
        return climbs.last.map { now - $0 >= settings.climbPause } ?? true
    }

    private mutating func handOff(_ actions: inout [Action]) {
        guard !hasHandedOff else { return }
        hasHandedOff = true
        actions.append(.handOffMessages)
    }

    private mutating func giveBackTurn(_ actions: inout [Action]) {
        guard hasTurn else { return }
        hasTurn = false
        actions.append(.giveBackTurn)
    }

    private func tell(_ rung: RecoveryRung, _ outcome: RecoveryReport.Outcome, _ actions: inout [Action]) {
        actions.append(.tell(RecoveryReport(fault: fault, rung: rung, outcome: outcome)))
    }

    private var nothingHelped: String {
        switch fault {
        case .silence: "it does not answer, and nothing helped: unplug it for 10 seconds, check cable and power supply"
        case .registration: "it does not get into the network: check antenna, coverage and SIM"
        case .sim: "its SIM fails: take it out, clean it, put it back, and try it in a phone"
        case .sending: "it fails to send: try its SIM in another modem, to tell which of the two is at fault"
        }
    }

    private var tooOften: String {
        "\(nothingHelped) (it was reset often enough: at most once in \(settings.climbPause.components.seconds / 60) "
            + "minutes and \(settings.climbsPerDay) times a day)"
    }
}
