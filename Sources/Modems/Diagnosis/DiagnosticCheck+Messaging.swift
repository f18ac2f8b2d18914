extension DiagnosticCheck {
    func judgeServiceCenter(_ answer: ATAnswer, _ context: DiagnosisContext) -> Finding {
        guard answer.isOK else { return notTold(answer) }
        guard let number = IdentityAnswer.parseServiceCenter(answer.lines) else {
            return Finding(
                self,
                .fault,
                value: "none",
                meaning: "The SIM holds no number of a service center: nothing can be sent.",
                remedy: "Set the operator's number of the message center: `modem set-smsc`.",
                sign: .noServiceCenter
            )
        }
        let digits = number.drop { $0 == "+" }
        if number.hasPrefix("+"), let country = context.iccid.flatMap(CallingCode.ofCard), !digits.hasPrefix(country) {
            return Finding(
                self,
                .warning,
                value: Masking.number(number),
                meaning: "The center is in another country than the SIM's issuer (+\(country)).",
                remedy: "Right for some SIMs made for roaming; else set the number that the operator names: "
                    + "`modem set-smsc`.",
                sign: .foreignServiceCenter
            )
        }
        return Finding(self, .ok, value: Masking.number(number), meaning: "Messages go through this center.")
    }

    func judgeService(_ answers: [ATAnswer], _ context: DiagnosisContext) -> Finding {
        guard answers[0].isOK, let service = SMSService.parse(answers[0].lines) else { return notTold(answers[0]) }
        let value = "receives: \(service.receives ? "yes" : "no"), sends: \(service.sends ? "yes" : "no")"
        if service.sends && service.receives, context.isDriven, Self.isTextMode(answers) {
            return Finding(
                self,
                .warning,
                value: value + ", text mode",
                meaning: "The daemon set PDU mode, and the modem is in text mode: another program changed it.",
                remedy: "See that no other program uses this modem."
            )
        }
        if service.sends && service.receives {
            return Finding(self, .ok, value: value, meaning: "The modem sends and receives messages.")
        }
        return Finding(
            self,
            .fault,
            value: value,
            meaning: "The modem says that it does not \(service.sends ? "receive" : "send") messages.",
            remedy: "Data-only firmware or tariff: use another model or SIM.",
            sign: .sendsNot
        )
    }

    private static func isTextMode(_ answers: [ATAnswer]) -> Bool {
        guard answers.count > 1, answers[1].isOK else { return false }
        let row = answers[1].lines.lazy.compactMap { InformationLine($0) }.last { $0.prefix == "+CMGF" }
        return row?.fields.first?.number == 1
    }

    func judgeDomain(_ answer: ATAnswer) -> Finding {
        let row = answer.lines.lazy.compactMap { InformationLine($0) }.last { $0.prefix == "+CGSMS" }
        guard answer.isOK, let value = row?.fields.first?.number, (0...3).contains(value) else {
            return notTold(answer)
        }
        let words = ["packet only", "circuit only", "packet, else circuit", "circuit, else packet"][value]
        guard value == 0 else {
            return Finding(self, .ok, value: words, meaning: "Messages have a way through the network.")
        }
        return Finding(
            self,
            .warning,
            value: words,
            meaning: "Messages go over packet data alone, which most networks refuse.",
            remedy: "Start the line: it sets AT+CGSMS=3.",
            sign: .packetOnly
        )
    }

    func judgeStorage(_ answer: ATAnswer, _ context: DiagnosisContext) -> Finding {
        let uses = answer.isOK ? StorageAnswer.parseState(answer.lines).filter { $0.total > 0 } : []
        // The last memory is the one that messages are received to.
        guard let receiving = uses.last else { return notTold(answer) }
        let fullest = uses.max { $0.fraction < $1.fraction } ?? receiving
        let value = uses.map { "\($0.name ?? "?") \($0.used) of \($0.total)" }.uniqued.joined(separator: ", ")
        if receiving.isFull {
            return Finding(
                self,
                .fault,
                value: value,
                meaning: "The storage is full: nothing is received any more.",
                remedy: "Start the daemon with this modem: it reads and keeps what is there, and makes room.",
                sign: .full
            )
        }
        if let name = receiving.name, !context.storages.isEmpty, !context.storages.contains(name) {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "Messages arrive in \(name), and \(context.storages.joined(separator: " and ")) is read.",
                remedy:
                    "Another program changed it, or the modem restarted: it is set right when the line starts anew.",
                sign: .wrongMemory
            )
        }
        if fullest.fraction > 0.8 {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "The storage is nearly full.",
                remedy: "See that the daemon runs and reads this modem."
            )
        }
        return Finding(self, .ok, value: value, meaning: "There is room for messages.")
    }

    func judgeNotifications(_ answer: ATAnswer) -> Finding {
        let row = answer.lines.lazy.compactMap { InformationLine($0) }.last { $0.prefix == "+CNMI" }
        let values = row?.fields.compactMap(\.number) ?? []
        guard answer.isOK, values.count >= 2 else { return notTold(answer) }
        let value = values.map { "\($0)" }.joined(separator: ",")
        switch values[1] {
        case 1: return Finding(self, .ok, value: value, meaning: "New messages are stored and announced.")
        case 0:
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "Arriving messages are not announced; they are found by polling.",
                remedy: "Another program changed the setting, or the modem restarted: start the line anew.",
                sign: .notAnnounced
            )
        default:
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "Arriving messages are routed and not stored: one that nobody reads is lost.",
                remedy: "See that no other program uses this modem.",
                sign: .routed
            )
        }
    }
}

extension [String] {
    /// Without repetitions, in order.
    fileprivate var uniqued: [String] {
        reduce(into: []) { result, next in
            if !result.contains(next) { result.append(next) }
        }
    }
}
