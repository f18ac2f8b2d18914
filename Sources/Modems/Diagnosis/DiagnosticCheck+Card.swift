extension DiagnosticCheck {
    func judgeAttempts(_ answers: [ATAnswer], _ dialect: Dialect) -> Finding {
        var left: AttemptsLeft?
        if let query = dialect.attempts, answers.count > 1 { left = AttemptsLeft(query, answers[0]) }
        guard let left = left ?? answers.last.flatMap({ AttemptsLeft(general: $0) }) else { return notTold(answers[0]) }
        let value = "PIN \(left.pin)" + (left.puk.map { ", PUK \($0)" } ?? "")
        if let puk = left.puk, puk < 5 {
            return Finding(
                self,
                .fault,
                value: value,
                meaning: "Half of the PUK attempts are gone: at zero the SIM is lost.",
                remedy: "Let no program enter PINs; unlock the SIM in a phone with the right PUK.",
                sign: .fewAttempts
            )
        }
        if left.pin < 2 {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "The last PIN attempt is never used automatically.",
                remedy: "Enter the right PIN with the SIM in a phone: the counter goes back to three.",
                sign: .fewAttempts
            )
        }
        return Finding(self, .ok, value: value, meaning: "No wrong PIN was entered lately.")
    }

    /// 0 or 1 of `+CLCK: status[,class]`; nil where the modem does not tell.
    private func lockIsOn(_ answer: ATAnswer) -> Bool? {
        guard answer.isOK else { return nil }
        let rows = answer.lines.compactMap { InformationLine($0) }.filter { $0.prefix == "+CLCK" }
        let states = rows.compactMap { $0.fields.first?.number }
        return states.isEmpty ? nil : states.contains(1)
    }

    func judgePINLock(_ answer: ATAnswer) -> Finding {
        guard let isOn = lockIsOn(answer) else { return notTold(answer) }
        return Finding(
            self,
            .ok,
            value: isOn ? "on" : "off",
            meaning: isOn ? "The SIM asks for its PIN at each start." : "The SIM asks for no PIN."
        )
    }

    func judgeICCID(_ answers: [ATAnswer]) -> Finding {
        guard let iccid = answers.lazy.compactMap({ $0.isOK ? IdentityAnswer.parseICCID($0.lines) : nil }).first else {
            return notTold(answers[0])
        }
        let digits = iccid.utf8.map { Int($0) - 48 }
        if digits.count == 20, !IMEI.passesLuhn(digits) {
            return Finding(
                self,
                .warning,
                value: Masking.number(iccid),
                meaning: "The check digit is wrong: read wrongly, or not an operator's card.",
                remedy: "Compare it with what is printed on the SIM."
            )
        }
        let country = CallingCode.ofCard(iccid).map { "Its issuer is in the country +\($0)." }
        return Finding(self, .ok, value: Masking.number(iccid), meaning: country ?? "The card tells its number.")
    }

    func judgeIMSI(_ answer: ATAnswer) -> Finding {
        guard answer.isOK, let imsi = IdentityAnswer.parseIMSI(answer.lines) else { return notTold(answer) }
        return Finding(
            self,
            .ok,
            value: String(imsi.prefix(5)) + "…",
            meaning: "Home network: country \(imsi.prefix(3)), network \(imsi.dropFirst(3).prefix(2))."
        )
    }

    func judgeOwnNumber(_ answers: [ATAnswer]) -> Finding {
        guard answers.contains(where: \.isOK) else { return notTold(answers[0]) }
        guard let number = answers.lazy.compactMap({ IdentityAnswer.parseOwnNumber($0.lines) }).first else {
            return Finding(
                self,
                .ok,
                value: "not stored",
                meaning: "The SIM does not hold its own number; that is usual.",
                remedy: "A loopback needs it: give it with --number."
            )
        }
        return Finding(self, .ok, value: Masking.number(number), meaning: "The SIM holds its own number.")
    }

    /// Whether a card is in the slot that the modem looks at.
    func judgeSlot(_ answers: [ATAnswer], _ dialect: Dialect) -> Finding {
        let told = zip(dialect.slots, answers).compactMap { question, answer in
            question.read(answer).map { (question, $0) }
        }
        guard !told.isEmpty else { return notTold(answers[0]) }
        let slot = told.first { $0.0.tells == .slot }?.1
        let inserted = told.first { $0.0.tells == .presence }?.1
        let values = [
            inserted.map { $0 == 0 ? "empty" : "a card is in it" }, slot.map { "slot \($0) in use" },
        ]
        let value = values.compactMap(\.self).joined(separator: ", ")
        let others = slot == nil ? "" : " The modem has two slots: the card may be in the other."
        if inserted == 1 {
            return Finding(
                self,
                .fault,
                value: value,
                meaning: "A card is in the slot and cannot be read.",
                remedy: "Clean its contacts, turn it the right way round, try it in a phone.\(others)"
            )
        }
        return Finding(
            self,
            .fault,
            value: value,
            meaning: "The modem sees no card.",
            remedy: "Push the tray in until it clicks; an eSIM profile must be switched on.\(others)"
        )
    }

    func judgeBarring(_ answers: [ATAnswer]) -> Finding {
        let states = answers.map { lockIsOn($0) }
        guard states.contains(where: { $0 != nil }) else { return notTold(answers[0]) }
        guard states.contains(true) else {
            return Finding(self, .ok, value: "none", meaning: "Nothing outgoing is barred.")
        }
        guard states[0] == true else {
            return Finding(
                self,
                .warning,
                value: "outgoing international",
                meaning: "Numbers abroad are barred on this SIM; that includes messages.",
                remedy: "Have it lifted by the operator where messages go abroad."
            )
        }
        return Finding(
            self,
            .fault,
            value: "all outgoing",
            meaning: "Outgoing traffic is barred on this SIM; that includes messages.",
            remedy: "Have the barring lifted by the operator, or with the barring password in a phone.",
            sign: .barred
        )
    }

    func judgeFixedDialling(_ answer: ATAnswer) -> Finding {
        guard let isOn = lockIsOn(answer) else { return notTold(answer) }
        guard isOn else { return Finding(self, .ok, value: "off", meaning: "Any number may be written to.") }
        return Finding(
            self,
            .fault,
            value: "on",
            meaning: "The SIM allows only the numbers of a list.",
            remedy: "Switch fixed dialling off with the SIM in a phone (it asks for PIN2).",
            sign: .fixedDialling
        )
    }
}
