extension ATDialogue {
    mutating func receive(_ bytes: [UInt8], at now: Duration, _ actions: inout [Action]) {
        if case .draining(_, let limit) = state {
            state = .draining(silentAt: now + settings.drainSilence, limit: limit)
        }
        if case .command(var running) = state, running.quietDeadline != nil, !running.isConfirmed {
            running.quietDeadline = running.command.quietEnd.map { now + $0 }
            state = .command(running)
        }
        for byte in bytes {
            switch byte {
            // Ctrl-Z and ESC end a line too: an echo of the message has no other end.
            case Self.carriageReturn, Self.lineFeed, Self.endOfMessage, Self.escapeByte: endLine(at: now, &actions)
            case 0..<0x20, 0x7F: break
            default:
                guard buffer.count < settings.longestLine else {
                    isOverlong = true
                    break
                }
                buffer.append(byte)
                if byte == UInt8(ascii: ">") { checkPrompt(at: now, &actions) }
            }
        }
    }

    private mutating func checkPrompt(at now: Duration, _ actions: inout [Action]) {
        switch state {
        case .awaitingPrompt(let submission, _):
            let text = String(decoding: buffer, as: UTF8.self).trimmed
            // With echo on, some modems put the prompt right behind the command.
            let echo = submission.commandText
            guard text == ">" || (text.hasPrefix(echo) && text.dropFirst(echo.count).trimmed == ">") else { return }
            buffer.removeAll(keepingCapacity: true)
            promptStands(submission, at: now, &actions)
        case .escaping(.promptMissing, _):
            // The prompt came after all, perhaps after our ESC was read.
            guard String(decoding: buffer, as: UTF8.self).trimmed == ">" else { return }
            buffer.removeAll(keepingCapacity: true)
            sendEscape(then: .promptMissing, at: now, &actions)
        default: break
        }
    }

    private mutating func endLine(at now: Duration, _ actions: inout [Action]) {
        defer {
            buffer.removeAll(keepingCapacity: true)
            isOverlong = false
        }
        if isOverlong {
            actions.append(.noted("a line of more than \(settings.longestLine) bytes was dropped"))
            return
        }
        let line = buffer.trimmedText
        guard !line.isEmpty else { return }
        let isDraining = if case .draining = state { true } else { false }
        trace(.received, line: line, &actions)
        // What comes while draining belongs to a dialogue before ours, except what comes unasked.
        if isDraining {
            if Unsolicited.hasShape(line), ResultLine.parse(line, dialling: false) == nil {
                unsolicited(line, &actions)
            } else if header != nil {
                _ = secondLine(line, &actions)
            }
            return
        }
        take(line, at: now, &actions)
    }

    private mutating func take(_ line: String, at now: Duration, _ actions: inout [Action]) {
        if header != nil, secondLine(line, &actions) { return }
        if isEcho(line) || line == ">" { return }
        if let result = SubmissionResult.parseLine(line), submissionLine(result, at: now, &actions) { return }
        if let result = ResultLine.parse(line, dialling: isDialling) {
            final(result, at: now, &actions)
            return
        }
        if case .command(var running) = state {
            let prefix = InformationLine(line)?.prefix
            if belongs(line, prefix: prefix, to: running) {
                guard running.lines.count < settings.mostLines else {
                    actions.append(.noted("an answer of more than \(settings.mostLines) lines was cut"))
                    return
                }
                running.lines.append(line)
                if running.isConfirmed {
                    finish(running, .ok, at: now, &actions)
                    return
                }
                running.quietDeadline = running.command.quietEnd.map { now + $0 }
                state = .command(running)
                return
            }
        } else if case .resyncing(let resync) = state, !Unsolicited.hasShape(line) {
            resyncLine(line, resync)
            return
        }
        switch state {
        // An echo of the PDU, or noise.
        case .awaitingPrompt, .prompted, .writing, .escaping, .awaitingResult:
            if Unsolicited.hasShape(line) { unsolicited(line, &actions) }
        case .idle, .holding, .resyncing, .draining, .command: unsolicited(line, &actions)
        }
    }

    private var isBehindRegister: Bool {
        if case .resyncing(let resync) = state { resync.sawValue } else { false }
    }

    private var isDialling: Bool {
        if case .command(let running) = state { running.command.isDialling } else { false }
    }

    private func isEcho(_ line: String) -> Bool {
        switch state {
        case .command(let running): line.uppercased() == running.command.text.uppercased()
        case .awaitingPrompt(let submission, _): line.uppercased() == submission.commandText
        case .resyncing(let resync): line == resync.probe.text
        default: false
        }
    }

    private func belongs(_ line: String, prefix: String?, to running: Running) -> Bool {
        guard Unsolicited.hasShape(line) else { return true }
        guard let prefix, running.prefixes.contains(prefix) else { return false }
        guard Registration.Domain(rawValue: prefix) != nil, let row = InformationLine(line) else { return true }
        return !running.command.text.hasSuffix("?") || Registration.isAnswer(row)
    }

    private mutating func final(_ result: FinalResult, at now: Duration, _ actions: inout [Action]) {
        if result == .error(.plain), let strayErrorUntil, now <= strayErrorUntil {
            self.strayErrorUntil = isIdle ? nil : strayErrorUntil
            actions.append(.noted("a stray ERROR after +CMS ERROR was ignored"))
            return
        }
        if swallowsResultUntil != nil {
            swallowsResultUntil = nil
            // Some say no OK behind a late +CMGS; behind the register's value it is the register's.
            if !isBehindRegister { return }
        }
        if lateResult(result, at: now, &actions) { return }
        switch state {
        case .idle, .holding, .draining: break
        case .resyncing(let resync): resyncResult(result, resync, at: now, &actions)
        case .command(let running): commandEnded(running, result, at: now, &actions)
        case .awaitingPrompt, .prompted, .writing:
            // OK alone cannot be an answer to CMGS: an earlier command's, or a doubled one.
            guard case .error(let failure) = result else { return }
            guardAfter(failure, at: now)
            conclude(.refused(failure), &actions)
        case .escaping(let outcome, _):
            if case .error(let failure) = result { guardAfter(failure, at: now) }
            conclude(outcome, &actions)
        case .awaitingResult(_, _, let accepted):
            switch result {
            case .ok: conclude(accepted ?? .accepted(reference: nil, acknowledgement: nil), &actions)
            case .error(let failure):
                guardAfter(failure, at: now)
                conclude(accepted ?? .refused(failure), &actions)
            }
        }
    }

    private mutating func commandEnded(
        _ running: Running,
        _ result: FinalResult,
        at now: Duration,
        _ actions: inout [Action]
    ) {
        if case .error(let failure) = result { guardAfter(failure, at: now) }
        if result == .ok, !running.isConfirmed, running.lines.isEmpty, let patience = running.command.lateLine {
            var confirmed = running
            confirmed.isConfirmed = true
            confirmed.quietDeadline = now + patience
            state = .command(confirmed)
            return
        }
        finish(running, result, at: now, &actions)
    }
}

extension [UInt8] {
    /// The bytes as text without white space at the ends; what is no UTF-8 is shown as the replacement character.
    fileprivate var trimmedText: String { String(decoding: self, as: UTF8.self).trimmed }
}
