extension DiagnosticCheck {
    func judgeRegistration(_ answers: [ATAnswer]) -> Finding {
        let states = answers.compactMap { $0.isOK ? Registration.parse($0.lines) : nil }
        guard !states.isEmpty else { return notTold(answers[0]) }
        if let usable = states.first(where: { $0.state.canSendSMS }) {
            let isRoaming = usable.state.isRoaming
            return Finding(
                self,
                isRoaming ? .warning : .ok,
                value: usable.state.words,
                meaning: isRoaming ? "The SIM is in a network that is not its own." : "The network takes messages.",
                remedy: isRoaming ? "Messages may cost more; campaigns do not use this line while it roams." : "",
                sign: isRoaming ? .roaming : .registered
            )
        }
        let worst = states.first { $0.state == .denied } ?? states.first { $0.state == .emergencyOnly } ?? states[0]
        let sign: FindingSign =
            switch worst.state {
            case .denied: .denied
            case .emergencyOnly: .emergencyOnly
            case .idle: .idle
            default: .searching
            }
        return Finding(
            self,
            .fault,
            value: worst.state.words,
            meaning: "No messages can be sent or received.",
            remedy: worst.state.remedy,
            sign: sign
        )
    }

    /// Causes of TS 24.008 annex G, by number and by words as modems write them.
    private static let refusals: [(numbers: [Int], said: [String], words: String, remedy: String)] = [
        (
            [2], ["imsi unknown", "unknown subscriber"], "the network does not know this SIM",
            "Ask the operator whether the SIM is active."
        ),
        ([3], ["illegal ms"], "the network does not accept this SIM", "Ask the operator whether the SIM is active."),
        (
            [5, 6], ["illegal me", "imei not accepted"], "the network does not accept this device",
            "The IMEI is barred: use another modem."
        ),
        (
            [7, 8, 14], ["gprs services not allowed", "services not allowed"], "this SIM has no data service",
            "Normal for a SIM without data; where only LTE is there, it also means no messages: ask the operator."
        ),
        (
            [11], ["plmn not allowed"], "this network is not allowed",
            "Another network, or ask the operator about roaming."
        ),
        (
            [12, 15], ["area not allowed", "no suitable cell"], "this area has no cell for it",
            "Another place, another antenna, or another technology."
        ),
        ([13], ["roaming not allowed"], "roaming is not allowed", "Ask the operator to allow roaming."),
        ([17, 22], ["network failure", "congestion"], "the network is in trouble", "Try again in an hour."),
    ]

    /// The cause of the last refusal, where the modem keeps it. Only said where there is no registration.
    func judgeRejection(_ answers: [ATAnswer]) -> Finding {
        let row = answers[0].lines.lazy.compactMap { InformationLine($0) }.last { $0.prefix == "+CEER" }
        let said = answers[0].isOK ? row?.rest ?? answers[0].lines.last ?? "" : ""
        // +CREG: 3,3,area,cell,technology,cause type,cause (TS 27.007 clause 7.2).
        let told = answers.dropFirst().lazy.flatMap(\.lines).compactMap { line -> Int? in
            guard let row = InformationLine(line), row.fields.count >= 7, row.fields[5].number == 0 else { return nil }
            return row.fields[6].number
        }.first
        guard !said.isEmpty || told != nil else { return notTold(answers[0]) }
        let value = told.map { "cause \($0)" } ?? String(said.prefix(60))
        let number = told ?? row?.fields.compactMap(\.number).last
        let lower = said.lowercased()
        guard
            let refusal = Self.refusals.first(where: { refusal in
                number.map { refusal.numbers.contains($0) } ?? refusal.said.contains { lower.contains($0) }
            })
        else {
            return Finding(self, .ok, value: value, meaning: "What the modem says of the last end of a call or try.")
        }
        return Finding(
            self,
            .warning,
            value: value,
            meaning: "The last refusal: \(refusal.words).",
            remedy: refusal.remedy,
            sign: [2, 3, 5].contains(refusal.numbers[0]) ? .refusedForGood : nil
        )
    }

    func judgeRadio(_ answer: ATAnswer) -> Finding {
        let row = answer.lines.lazy.compactMap { InformationLine($0) }.last { $0.prefix == "+CFUN" }
        guard answer.isOK, let level = row?.fields.first?.number else { return notTold(answer) }
        if [0, 4, 7].contains(level) {
            return Finding(
                self,
                .fault,
                value: "off (\(level))",
                meaning: "The radio is switched off.",
                remedy: "Switch it on with AT+CFUN=1; a daemon that starts the line does so itself.",
                sign: .radioOff
            )
        }
        return Finding(self, .ok, value: level == 1 ? "on" : "\(level)", meaning: "The radio is on.")
    }

    func judgeNetwork(_ answers: [ATAnswer]) -> Finding {
        guard answers[0].isOK, let choice = OperatorChoice.parse(answers[0].lines) else { return notTold(answers[0]) }
        guard let name = choice.name else {
            return Finding(
                self,
                choice.mode == 1 ? .fault : .warning,
                value: "none",
                meaning: choice.mode == 1 ? "A network is set by hand and not found." : "No network is in use.",
                remedy: choice.mode == 1
                    ? "Set the choice to automatic: AT+COPS=0."
                    : "See the registration. Which networks are there: AT+COPS=? on `modem console`, in 3 minutes.",
                sign: choice.mode == 1 ? .manualNetwork : nil
            )
        }
        let number = answers.dropFirst().lazy.compactMap { OperatorChoice.parse($0.lines)?.name }.first { text in
            (5...6).contains(text.utf8.count) && text.isDecimal
        }
        return Finding(
            self,
            choice.mode == 1 ? .warning : .ok,
            value: number.map { $0 == name ? name : "\(name) (\($0))" } ?? name,
            meaning: choice.mode == 1 ? "The network was set by hand." : "Chosen by the modem.",
            remedy: choice.mode == 1 ? "Set the choice to automatic: AT+COPS=0." : "",
            sign: choice.mode == 1 ? .manualNetwork : nil
        )
    }
}
