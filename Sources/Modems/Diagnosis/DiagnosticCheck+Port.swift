extension DiagnosticCheck {
    func judgePort(_ answers: [ATAnswer]) -> Finding {
        if answers[0].isOK { return Finding(self, .ok, value: "OK", meaning: "The port takes commands.") }
        if answers[0].failure == .hungUp {
            return Finding(
                self,
                .fault,
                value: "closed",
                meaning: "The port was closed or the modem unplugged.",
                remedy: "Check plug, cable and hub."
            )
        }
        return Finding(
            self,
            .fault,
            value: answers[0].failure == .timedOut ? "no answer" : "\(answers[0].result)",
            meaning: "Nothing takes commands at this port.",
            remedy: "Wrong port of the modem, another program on it (ModemManager?), or the modem hangs: unplug it for "
                + "10 seconds.",
            sign: .silent
        )
    }

    func judgeIdentity(_ answers: [ATAnswer]) -> Finding {
        let names = answers.map { $0.isOK ? IdentityAnswer.parseName($0.lines) ?? "" : "" }
        guard names.contains(where: { !$0.isEmpty }) else { return notTold(answers[0]) }
        let value = names.filter { !$0.isEmpty }.joined(separator: ", ")
        let dialect = Dialect.of(ModemIdentity(manufacturer: names[0], model: names[1], revision: names[2]))
        let isKnown = dialect != .generic
        return Finding(
            self,
            .ok,
            value: value,
            meaning: isKnown ? "A modem of the family \(dialect.title)." : "A modem of no family that is known here."
        )
    }

    func judgeIMEI(_ answer: ATAnswer) -> Finding {
        guard answer.isOK, let imei = IdentityAnswer.parseIMEI(answer.lines) else { return notTold(answer) }
        let shown = Masking.number(imei)
        switch IMEI.judge(imei) {
        case .plausible: return Finding(self, .ok, value: shown, meaning: "The number is well formed.")
        case .unchecked: return Finding(self, .ok, value: shown, meaning: "The number has no check digit.")
        case .wrongCheckDigit:
            return Finding(
                self,
                .warning,
                value: shown,
                meaning: "The check digit is wrong: the number was changed or damaged.",
                remedy: "Networks may refuse this device: replace it if it does not register."
            )
        case .placeholder:
            return Finding(
                self,
                .fault,
                value: shown,
                meaning: "The number is a placeholder: the device lost its calibration or is a clone.",
                remedy: "Replace the device: networks refuse it."
            )
        }
    }

    func judgeSIM(_ answer: ATAnswer) -> Finding {
        switch answer.isOK ? PINState.parse(answer.lines) : nil {
        case .ready: return Finding(self, .ok, value: "ready", meaning: "The SIM is there and unlocked.")
        case .needsPIN:
            return Finding(
                self,
                .fault,
                value: "asks for its PIN",
                meaning: "The SIM is locked.",
                remedy: "Write the PIN as `pin` of this modem into the daemon's configuration.",
                sign: .pinNeeded
            )
        case .needsPUK:
            return Finding(
                self,
                .fault,
                value: "asks for its PUK",
                meaning: "A wrong PIN was entered too often.",
                remedy: "Enter the PUK with the SIM in a phone, and find out what tried the PIN.",
                sign: .pukNeeded
            )
        case .locked(let lock):
            return Finding(
                self,
                .fault,
                value: lock,
                meaning: "The device is locked to an operator.",
                remedy: ErrorMeaning.unlock
            )
        case .other(let words):
            return Finding(
                self,
                .warning,
                value: words,
                meaning: "The SIM is not ready.",
                remedy: "Try again in 20 seconds."
            )
        case nil:
            guard let failure = answer.failure, let meaning = ErrorMeaning.of(failure) else { return notTold(answer) }
            return Finding(
                self,
                meaning.failureClass == .temporary ? .warning : .fault,
                value: "\(meaning.kind.rawValue) \(meaning.number)",
                meaning: "\(meaning.text).",
                remedy: meaning.remedy,
                sign: [10, 310].contains(meaning.number) ? .noSIM : nil
            )
        }
    }
}
