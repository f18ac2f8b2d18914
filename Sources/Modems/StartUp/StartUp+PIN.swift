extension StartUp {
    /// Asks for the attempts left with the card's own command: VERIFY PIN without a PIN (TS 31.101 clause 11.1.9).
    static let generalAttempts = ATCommand("AT+CSIM=10,\"0020000100\"", prefixes: ["+CSIM"])

    var question: PINQuestion {
        PINQuestion(iccid: profile.iccid, imei: profile.identity.imei, attemptsLeft: attemptsLeft)
    }

    mutating func askPIN() -> Step { begin(.pinState, .pinState) }

    mutating func pinState(_ answer: ATAnswer) -> Step {
        switch PINState.parse(answer.lines) {
        case .ready: return simReady()
        case .needsPUK:
            return fail(
                .pukNeeded,
                "The SIM asks for its PUK: a wrong PIN was entered too often.",
                "Enter the PUK with the SIM in a phone, and find out what tried the PIN."
            )
        case .locked(let lock):
            return fail(
                .deviceLocked,
                "The modem is locked (\(lock)).",
                "Use a SIM of the operator that it is locked to, or have it unlocked."
            )
        case .needsPIN:
            if enteredPIN {
                return fail(
                    .pinUnclear,
                    "The SIM asks for its PIN again after it was entered.",
                    "It is not entered twice: unlock the SIM in a phone."
                )
            }
            guard let query = dialect.attempts else { return begin(Self.generalAttempts, .attemptsLeft(general: true)) }
            return begin(ATCommand(query.command), .attemptsLeft(general: false))
        case .other, nil:
            if let step = again() { return step }
            return noSIM(answer)
        }
    }

    private mutating func noSIM(_ answer: ATAnswer) -> Step {
        let words = answer.failure.map { "\($0)" } ?? "no state given"
        switch answer.failure {
        case .cme(13), .cms(313), .cme(14), .cms(314):
            return fail(
                .simFailure,
                "The SIM does not work (\(words)).",
                "Take it out, clean it, put it back; try it in a phone."
            )
        case .timedOut:
            return fail(.silent, "The modem stopped answering.", "Unplug it for 10 seconds.")
        default:
            return fail(.noSIM, "There is no SIM (\(words)).", "Put a SIM in, the right way round, until it clicks.")
        }
    }

    mutating func attempts(_ answer: ATAnswer, general: Bool) -> Step {
        let left =
            general ? AttemptsLeft(general: answer) : dialect.attempts.flatMap { AttemptsLeft($0, answer) }
        attemptsLeft = left?.pin
        if attemptsLeft == nil, !general { return begin(Self.generalAttempts, .attemptsLeft(general: true)) }
        stage = .question
        return .needsPIN(question)
    }

    mutating func pinAnswered(_ answer: PINAnswer) -> Step {
        guard stage == .question else { return fail(.pinUnclear, "A PIN came unasked.", "Report this with the trace.") }
        switch answer {
        case .none(let reason): return fail(.pinWithheld, "The SIM is locked.", reason)
        case .enter(let pin):
            enteredPIN = true
            return begin(.enterPIN(pin), .enteringPIN)
        }
    }

    mutating func pinEntered(_ answer: ATAnswer) -> Step {
        switch answer.result {
        case .ok:
            stage = .afterPIN
            waited = .zero
            pending = .pinState
            return .pause(dialect.pause)
        case .error(.cme(16)), .error(.cme(12)), .error(.cms(316)), .error(.plain):
            return fail(
                .pinRefused,
                "The SIM refused the PIN.",
                "It is not tried again: write the right one into the configuration."
            )
        case .error(let failure):
            return fail(
                .pinUnclear,
                "The PIN was sent and it is not known whether it was taken (\(failure)).",
                "It is not tried again: unlock the SIM in a phone."
            )
        }
    }

    mutating func afterPIN(_ answer: ATAnswer) -> Step {
        switch PINState.parse(answer.lines) {
        case .ready: return simReady()
        case .needsPUK: return pinState(answer)
        default:
            if let step = again() { return step }
            return pinState(answer)
        }
    }
}
