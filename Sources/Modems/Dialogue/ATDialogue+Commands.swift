extension ATDialogue {
    static let escapeByte: UInt8 = 0x1B
    static let endOfMessage: UInt8 = 0x1A
    static let carriageReturn: UInt8 = 0x0D
    static let lineFeed: UInt8 = 0x0A

    /// Bytes of a command line that are written at most.
    static let longestCommand = 400

    mutating func start(_ held: Held, at now: Duration, _ actions: inout [Action]) {
        guard isIdle else {
            actions.append(.notTaken("the dialogue is busy"))
            return
        }
        if case .command(let command) = held, !command.isDeliberate, isForbidden(command) {
            actions.append(.noted("\(command.text) is never sent to such a modem"))
            actions.append(.answered(ATAnswer(result: .error(.notSupported))))
            return
        }
        if holdsUntil > now {
            state = .holding(held)
            return
        }
        if owed > 0, !held.isBlind {
            resync(held, at: now, &actions)
            return
        }
        switch held {
        case .command(let command):
            state = .command(
                Running(
                    command: command,
                    prefixes: command.allPrefixes,
                    deadline: now + command.timeout / max(1, settings.commandDivisor)
                )
            )
            write(line: command.text, isSensitive: command.isSensitive, &actions)
        case .submission(let submission):
            state = .awaitingPrompt(submission, deadline: now + settings.promptTimeout)
            write(line: submission.commandText, isSensitive: false, &actions)
        }
        late?.isAlone = false
    }

    mutating func escape(at now: Duration, _ actions: inout [Action]) {
        guard isIdle else {
            actions.append(.notTaken("the dialogue is busy"))
            return
        }
        state = .draining(silentAt: now + settings.drainSilence, limit: now + settings.drainLimit)
        trace(.sent, "<ESC>", &actions)
        actions.append(.write([Self.escapeByte, Self.carriageReturn, Self.lineFeed]))
    }

    private func isForbidden(_ command: ATCommand) -> Bool {
        guard !settings.forbidden.isEmpty else { return false }
        let text = command.text.uppercased()
        return settings.forbidden.contains { text.hasPrefix($0.uppercased()) }
    }

    func write(line: String, isSensitive: Bool, _ actions: inout [Action]) {
        if isSensitive {
            trace(.sent, Masking.sensitive(line), &actions)
        } else {
            trace(.sent, line: line, &actions)
        }
        let bytes = line.utf8.filter { $0 >= 0x20 && $0 < 0x7F }.prefix(Self.longestCommand)
        actions.append(.write(Array(bytes) + [Self.carriageReturn]))
    }

    func trace(_ direction: TraceLine.Direction, _ text: @autoclosure () -> String, _ actions: inout [Action]) {
        guard settings.traces else { return }
        actions.append(.trace(TraceLine(direction: direction, text: text())))
    }

    /// A line that has to be masked. `ending` stands behind it as it is.
    func trace(_ direction: TraceLine.Direction, line: String, ending: String = "", _ actions: inout [Action]) {
        guard settings.traces else { return }
        actions.append(.trace(TraceLine(direction: direction, masking: line, ending: ending)))
    }

    mutating func timer(at now: Duration, _ actions: inout [Action]) {
        guard let deadline, deadline <= now else { return }
        switch state {
        case .idle: break
        case .holding(let held):
            strayErrorUntil = nil
            state = .idle
            start(held, at: now, &actions)
        case .resyncing(let resync): resyncTimer(resync, at: now, &actions)
        case .draining:
            state = .idle
            buffer.removeAll(keepingCapacity: true)
            // Who had the port before may have asked something, and our ESC may still be confirmed.
            owe()
            actions.append(.drained)
        case .command(let running):
            if running.isConfirmed || (running.quietDeadline != nil && now < running.deadline) {
                if !running.isConfirmed { owe() }
                finish(running, .ok, at: now, &actions)
            } else {
                owe()
                finish(running, .error(.timedOut), at: now, &actions)
            }
        case .awaitingPrompt: sendEscape(then: .promptMissing, at: now, &actions)
        case .prompted: sendEscape(then: .takenBack, at: now, &actions)
        case .writing(let submission, let step, _): goOnWriting(submission, after: step, at: now, &actions)
        case .escaping(let result, _):
            owe()
            conclude(result, &actions)
        case .awaitingResult(_, _, let accepted): resultMissing(.timedOut, accepted: accepted, at: now, &actions)
        }
    }

    mutating func finish(
        _ running: Running,
        _ result: FinalResult,
        at now: Duration? = nil,
        _ actions: inout [Action]
    ) {
        state = .idle
        if let now { gapUntil = now + settings.commandGap }
        actions.append(.answered(ATAnswer(lines: running.lines, result: result)))
    }

    mutating func hungUp(_ actions: inout [Action]) {
        buffer.removeAll()
        header = nil
        owed = 0
        late = nil
        swallowsResultUntil = nil
        strayErrorUntil = nil
        isOverlong = false
        announcedWake = nil
        gapUntil = .zero
        stopped(.hungUp, &actions)
    }

    /// What is under way ends, since the modem will not answer any more.
    mutating func stopped(_ failure: ATFailure, _ actions: inout [Action]) {
        let before = state
        state = .idle
        switch before {
        case .idle: break
        case .holding(.command): actions.append(.answered(ATAnswer(result: .error(failure))))
        case .resyncing(let resync):
            switch resync.held {
            case .command: actions.append(.answered(ATAnswer(result: .error(failure))))
            case .submission: actions.append(.submitted(.refused(failure)))
            }
        // Without Ctrl-Z nothing leaves.
        case .holding(.submission), .awaitingPrompt, .prompted, .writing:
            actions.append(.submitted(.refused(failure)))
        case .draining: actions.append(.drained)
        case .command(let running): finish(running, .error(failure), &actions)
        case .escaping(let result, _): conclude(result, &actions)
        case .awaitingResult(_, _, let accepted): conclude(accepted ?? .noAnswer(failure), &actions)
        }
    }
}

extension ATCommand {
    /// The stated prefixes and those that the command names itself: `AT+CSQ;+CREG?` gives `+CSQ` and `+CREG`.
    var allPrefixes: [String] {
        var prefixes = informationPrefixes
        let body = text.uppercased().hasPrefix("AT") ? text.dropFirst(2) : text[...]
        for part in body.split(separator: ";").prefix(8) {
            let name = part.trimmed.uppercased().prefix { $0 != "=" && $0 != "?" && $0 != ":" }
            guard let first = name.first, Unsolicited.leadingSigns.contains(first) else { continue }
            // A USSD answer comes unsolicited, even when it comes before the OK.
            if name == "+CUSD" && !part.hasSuffix("?") { continue }
            if !prefixes.contains(String(name)) { prefixes.append(String(name)) }
        }
        return prefixes
    }

    /// True where call results such as `NO CARRIER` are answers.
    var isDialling: Bool {
        let upper = text.uppercased()
        return ["ATD", "ATA", "ATH", "AT+CHUP"].contains { upper.hasPrefix($0) }
    }
}
