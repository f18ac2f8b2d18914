/// Finding back in step: after a command or a message that timed out its answer may still come, and after a drain that of
/// whoever had the port before; every later answer would be taken for another command's.
///
/// Before the next command is written, the modem is asked for a register whose value no other answer has: S3, S4 and S5,
/// the characters that end and edit lines (V.250 clauses 6.2.1 to 6.2.3), in turn. What comes before that value is
/// somebody else's and is dropped.
extension ATDialogue {
    /// What waits until the dialogue is in step, and how far the question has come.
    struct Resync: Sendable, Hashable {
        var held: Held
        var probe: Probe
        /// How long the probe's answer is waited for, from the asking and from each answer of others.
        var patience: Duration
        var deadline: Duration
        /// When it ends, whatever comes.
        var limit: Duration
        /// The probe's value came: the next `OK` is the probe's.
        var sawValue = false
        /// Some final result came: somebody is there.
        var sawResult = false
        /// In step where nothing comes until then.
        var settlesAt: Duration?
        var tries = 1
        /// The same register was asked once more, to tell its value from an earlier one.
        var isConfirming = false
        /// The probe's value came that often without another answer in between.
        var matches = 0
    }

    struct Probe: Sendable, Hashable {
        var text: String
        var value: Int
    }

    static let probes = [
        Probe(text: "ATS3?", value: 13), Probe(text: "ATS4?", value: 10), Probe(text: "ATS5?", value: 8),
    ]

    static let leastLimit = Duration.seconds(2)

    /// How often the registers are asked where only answers of others come.
    static let mostProbes = 3

    /// An answer of this command will not come in its time, and may come later.
    mutating func owe() { owed = min(owed + 1, 100) }

    mutating func resync(_ held: Held, at now: Duration, _ actions: inout [Action]) {
        let patience: Duration
        switch held {
        case .command(let command): patience = min(command.timeout, settings.resyncTimeout)
        case .submission: patience = min(settings.promptTimeout, settings.resyncTimeout)
        }
        let probe = nextProbe(&actions)
        state = .resyncing(
            Resync(
                held: held,
                probe: probe,
                patience: patience,
                deadline: now + patience,
                limit: now + max(patience, Self.leastLimit) * 4
            )
        )
    }

    private mutating func nextProbe(_ actions: inout [Action]) -> Probe {
        let probe = Self.probes[probesAsked % Self.probes.count]
        probesAsked = (probesAsked + 1) % Self.probes.count
        write(line: probe.text, isSensitive: false, &actions)
        late?.isAlone = false
        return probe
    }

    /// A line that is neither result nor notice, while the dialogue looks for its step.
    mutating func resyncLine(_ line: String, _ resync: Resync) {
        var resync = resync
        resync.sawValue = line.utf8.count <= 3 && Int(line) == resync.probe.value
        state = .resyncing(resync)
    }

    mutating func resyncResult(
        _ result: FinalResult,
        _ resync: Resync,
        at now: Duration,
        _ actions: inout [Action]
    ) {
        var resync = resync
        resync.sawResult = true
        let isOwn = resync.sawValue && result == .ok
        resync.sawValue = false
        resync.matches = isOwn ? resync.matches + 1 : 0
        // Of more owed answers than there are registers, one may be an earlier probe's on the same register. Asked once
        // more, the register tells: only where nothing else is owed does its value come twice in a row.
        if isOwn, resync.matches > 1 || owed <= Self.probes.count {
            inStep(resync, at: now, &actions)
            return
        }
        if isOwn, !resync.isConfirming {
            resync.isConfirming = true
            write(line: resync.probe.text, isSensitive: false, &actions)
        }
        if !isOwn { actions.append(.noted("an answer came after its time-out and was dropped")) }
        resync.deadline = max(resync.deadline, min(now + max(resync.patience, Self.leastLimit), resync.limit))
        // ERROR may be the word of a modem without registers; a bare OK is never the answer to our question.
        resync.settlesAt = !isOwn && result != .ok ? min(now + settings.resyncSilence, resync.limit) : nil
        state = .resyncing(resync)
    }

    mutating func resyncTimer(_ resync: Resync, at now: Duration, _ actions: inout [Action]) {
        if let settlesAt = resync.settlesAt {
            if settlesAt <= now { inStep(resync, at: now, &actions) }
            return
        }
        guard resync.sawResult || resync.sawValue else {
            giveUp(resync, &actions)
            return
        }
        guard resync.tries < Self.mostProbes else {
            inStep(resync, at: now, &actions)
            return
        }
        owe()
        var next = resync
        next.tries += 1
        next.sawValue = false
        next.matches = 0
        next.isConfirming = false
        next.deadline = now + resync.patience
        next.limit = max(resync.limit, now + resync.patience)
        next.probe = nextProbe(&actions)
        state = .resyncing(next)
    }

    /// Nothing is owed any more: what waited is written.
    private mutating func inStep(_ resync: Resync, at now: Duration, _ actions: inout [Action]) {
        owed = 0
        state = .idle
        // `AT` asks whether anybody is there, which is answered.
        if case .command(let command) = resync.held, command.text.uppercased() == "AT" {
            gapUntil = now + settings.commandGap
            actions.append(.answered(ATAnswer(result: .ok)))
        } else {
            gapUntil = max(gapUntil, now + settings.commandGap)
            start(resync.held, at: now, &actions)
        }
    }

    /// Nobody answers: what waited is not written.
    private mutating func giveUp(_ resync: Resync, _ actions: inout [Action]) {
        owe()
        state = .idle
        switch resync.held {
        case .command: actions.append(.answered(ATAnswer(result: .error(.timedOut))))
        case .submission: actions.append(.submitted(.promptMissing))
        }
    }
}
