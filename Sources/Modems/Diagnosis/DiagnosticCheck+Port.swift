extension DiagnosticCheck {
    func judgePort(_ answers: [ATAnswer], _ context: DiagnosisContext) -> Finding {
        if answers[0].isOK {
            let again = answers.dropFirst(2)
            if again.contains(where: { $0.failure == .timedOut || !$0.lines.isEmpty }) || !answers[0].lines.isEmpty {
                return Finding(
                    self,
                    .warning,
                    value: "unsteady",
                    meaning: "Answers are lost, or come with what does not belong to them.",
                    remedy: "Another program reads here too, or the line is noisy: a shorter cable, one program.",
                    sign: .garbled
                )
            }
            let quiet = "It had been told to give no answers (ATQ1); it gives them again."
            return Finding(self, .ok, value: "OK", meaning: context.wasQuiet ? quiet : "The port takes commands.")
        }
        if answers[0].failure == .hungUp {
            return Finding(
                self,
                .fault,
                value: "closed",
                meaning: "The port was closed or the modem unplugged.",
                remedy: "Check plug, cable and hub."
            )
        }
        let port = context.facts.port
        let usual =
            "Wrong port of the modem, another program on it (ModemManager?), or the modem hangs: unplug it for 10 seconds."
        let byTable = port?.role.flatMap { role -> String? in
            guard role != .primary, let right = port?.commandPort else { return nil }
            return "This port is for: \(role.words). Use \(right)."
        }
        let isSerial = port.map { $0.device == nil && !$0.isVirtual } ?? false
        return Finding(
            self,
            .fault,
            value: answers[0].failure == .timedOut ? "no answer" : "\(answers[0].result)",
            meaning: "Nothing takes commands at this port.",
            remedy: byTable ?? usual + (isSerial ? " On a serial line: its speed must be 115200." : ""),
            sign: .silent
        )
    }

    func judgeIdentity(_ answers: [ATAnswer]) -> Finding {
        let identity = Diagnosis.identity(of: answers)
        let names = [identity.manufacturer, identity.model, identity.revision].filter { !$0.isEmpty }
        guard !names.isEmpty else { return notTold(answers[0]) }
        let dialect = Dialect.of(identity)
        let family =
            dialect != .generic ? "A modem of the family \(dialect.title)." : "A modem of no family that is known here."
        let note = FirmwareNote.of(identity)
        return Finding(
            self,
            note.map { !$0.remedy.isEmpty } ?? false ? .warning : .ok,
            value: names.joined(separator: ", "),
            meaning: note.map { "\(family) \($0.text)" } ?? family,
            remedy: note?.remedy ?? ""
        )
    }

    func judgeIMEI(_ answer: ATAnswer, _ facts: DiagnosisFacts) -> Finding {
        guard answer.isOK, let imei = IdentityAnswer.parseIMEI(answer.lines) else { return notTold(answer) }
        let shown = Masking.number(imei)
        if let twin = facts.twin {
            return Finding(
                self,
                .fault,
                value: shown,
                meaning: "\(twin) has the same number: one of them is a copy, and networks block both.",
                remedy: "Replace one of the two."
            )
        }
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
                remedy:
                    "Type the PIN with smsbridge modem pin, or write it as `pin` of this modem into the configuration.",
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
                sign: [10, 310, 13, 313].contains(meaning.number) ? .noSIM : nil
            )
        }
    }
}
