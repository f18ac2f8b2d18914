extension ATDialogue {
    mutating func submit(length: Int, pdu: String, at now: Duration, _ actions: inout [Action]) {
        guard isIdle else {
            actions.append(.notTaken("the dialogue is busy"))
            return
        }
        guard (1...255).contains(length), pdu.isHexadecimal, pdu.utf8.count % 2 == 0, pdu.utf8.count <= 600 else {
            actions.append(.notTaken("the message is no PDU in hexadecimal"))
            actions.append(.submitted(.refused(.words("the message is no PDU in hexadecimal"))))
            return
        }
        start(.submission(Submission(tpduLength: length, pdu: pdu)), at: now, &actions)
    }

    mutating func promptStands(_ submission: Submission, at now: Duration, _ actions: inout [Action]) {
        state = .prompted(submission, deadline: now + settings.promptLimit)
        trace(.received, ">", &actions)
        actions.append(.prompted)
    }

    mutating func promptAnswered(_ answer: PromptAnswer, at now: Duration, _ actions: inout [Action]) {
        guard case .prompted(var submission, _) = state else {
            // The prompt went away in the meantime: what is written now would be run as a command.
            actions.append(.notTaken("no prompt stands"))
            return
        }
        switch answer {
        case .takeBack: sendEscape(then: .takenBack, at: now, &actions)
        case .write, .writeInstead:
            if case .writeInstead(let pdu) = answer {
                guard pdu.isHexadecimal, pdu.utf8.count == submission.pdu.utf8.count else {
                    actions.append(.notTaken("the other form of the message has another length"))
                    sendEscape(then: .takenBack, at: now, &actions)
                    return
                }
                submission.pdu = pdu
            }
            late = nil
            if settings.promptDelay > .zero {
                state = .writing(submission, .pdu, deadline: now + settings.promptDelay)
            } else {
                goOnWriting(submission, after: .pdu, at: now, &actions)
            }
        }
    }

    /// Writes the PDU, or the Ctrl-Z behind it. Where the modem needs no pause between them they go together.
    mutating func goOnWriting(
        _ submission: Submission,
        after step: WritingStep,
        at now: Duration,
        _ actions: inout [Action]
    ) {
        let end: [UInt8] = [Self.endOfMessage]
        switch step {
        case .pdu where settings.endDelay > .zero:
            state = .writing(submission, .end, deadline: now + settings.endDelay)
            trace(.sent, line: submission.pdu, &actions)
            actions.append(.write(Array(submission.pdu.utf8)))
            return
        case .pdu:
            trace(.sent, line: submission.pdu, ending: "<Ctrl-Z>", &actions)
            actions.append(.write(Array(submission.pdu.utf8) + end))
        case .end:
            trace(.sent, "<Ctrl-Z>", &actions)
            actions.append(.write(end))
        }
        state = .awaitingResult(submission, deadline: now + settings.submissionTimeout, accepted: nil)
    }

    mutating func sendEscape(then result: SubmissionResult, at now: Duration, _ actions: inout [Action]) {
        state = .escaping(result, deadline: now + settings.takeBackTimeout)
        trace(.sent, "<ESC>", &actions)
        actions.append(.write([Self.escapeByte]))
    }

    /// The PDU is written and no answer will come in time: uncertain, and never ESC.
    mutating func resultMissing(
        _ failure: ATFailure,
        accepted: SubmissionResult?,
        at now: Duration,
        _ actions: inout [Action]
    ) {
        if accepted == nil { late = LateSubmission(until: now + settings.lateResultLimit) }
        // Of an accepted one, the OK.
        owe()
        conclude(accepted ?? .noAnswer(failure), &actions)
    }

    mutating func conclude(_ result: SubmissionResult, _ actions: inout [Action]) {
        state = .idle
        actions.append(.submitted(result))
    }

    /// A `+CMGS:` line. True where it was taken.
    mutating func submissionLine(_ result: SubmissionResult, at now: Duration, _ actions: inout [Action]) -> Bool {
        if case .awaitingResult(let submission, let deadline, nil) = state {
            let sooner = min(deadline, now + settings.confirmationTimeout)
            state = .awaitingResult(submission, deadline: sooner, accepted: result)
            return true
        }
        guard late != nil else { return false }
        late = nil
        swallowsResultUntil = now + .seconds(1)
        actions.append(.lateSubmission(result))
        return true
    }

    /// A final result that can only belong to a submission which timed out. True where it was taken.
    mutating func lateResult(_ result: FinalResult, at now: Duration, _ actions: inout [Action]) -> Bool {
        guard let late else { return false }
        let isCMS = if case .error(.cms) = result { true } else { false }
        switch state {
        case .idle, .holding: guard isCMS || late.isAlone else { return false }
        // Answers come in the order of what was asked: where nothing else is owed, what comes before the register's value is
        // the message's.
        case .resyncing(let resync): guard !resync.sawValue, isCMS || late.isAlone || owed == 1 else { return false }
        case .command(let running): guard isCMS, !running.command.concernsMessages else { return false }
        default: return false
        }
        self.late = nil
        owed = max(0, owed - 1)
        switch result {
        case .ok: actions.append(.lateSubmission(.accepted(reference: nil, acknowledgement: nil)))
        case .error(let failure):
            guardAfter(failure, at: now)
            actions.append(.lateSubmission(.refused(failure)))
        }
        return true
    }

    /// Some modems say `ERROR` after `+CMS ERROR`.
    mutating func guardAfter(_ failure: ATFailure, at now: Duration) {
        if case .cms = failure { strayErrorUntil = now + settings.strayErrorTime }
    }
}

extension ATCommand {
    /// True where `+CMS ERROR` can be this command's own result.
    var concernsMessages: Bool {
        let upper = text.uppercased()
        return ["AT+CM", "AT+CPMS", "AT+CNM", "AT+CSCA", "AT+CSMS", "AT+CSMP", "AT+CGSMS", "AT+CSCB"].contains {
            upper.hasPrefix($0)
        } && upper != "AT+CMEE=1"
    }
}
