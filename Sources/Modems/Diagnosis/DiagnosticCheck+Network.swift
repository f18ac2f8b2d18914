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

    /// Causes of TS 24.008 annex G, in the words or numbers of `+CEER`.
    private static let refusals: [(numbers: [Int], words: String, remedy: String)] = [
        ([2], "the network does not know this SIM", "Ask the operator whether the SIM is active."),
        ([3], "the network does not accept this SIM", "Ask the operator whether the SIM is active."),
        ([5, 6], "the network does not accept this device", "The IMEI is barred: use another modem."),
        ([11], "this network is not allowed", "Another network, or ask the operator about roaming."),
        ([12, 15], "this area has no cell for it", "Another place, another antenna, or another technology."),
        ([13], "roaming is not allowed", "Ask the operator to allow roaming."),
        ([17, 22], "the network is in trouble", "Try again in an hour."),
    ]

    /// The cause of the last refusal, where the modem keeps it. Only said where there is no registration.
    func judgeRejection(_ answer: ATAnswer) -> Finding {
        let row = answer.lines.lazy.compactMap { InformationLine($0) }.last { $0.prefix == "+CEER" }
        guard answer.isOK, let row, !row.rest.isEmpty else { return notTold(answer) }
        let numbers = row.fields.compactMap(\.number)
        let value = String(row.rest.prefix(60))
        guard let cause = numbers.last, let refusal = Self.refusals.first(where: { $0.numbers.contains(cause) }) else {
            return Finding(self, .ok, value: value, meaning: "What the modem says of the last end of a call or try.")
        }
        return Finding(
            self,
            .warning,
            value: value,
            meaning: "The last refusal: \(refusal.words).",
            remedy: refusal.remedy,
            sign: [2, 3, 5, 6].contains(cause) ? .refusedForGood : nil
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

    func judgeSignal(_ answer: ATAnswer) -> Finding {
        guard answer.isOK, let signal = SignalQuality.parse(answer.lines) else { return notTold(answer) }
        guard let dBm = signal.dBm else {
            return Finding(
                self,
                .unknown,
                value: "unknown",
                meaning: "The modem measures nothing.",
                remedy: "Normal for some seconds after the start; else check the antenna."
            )
        }
        let value = "\(dBm) dBm, \(signal.bars) of 5 bars"
        switch signal.bars {
        case 0:
            return Finding(
                self,
                .fault,
                value: value,
                meaning: "No usable signal.",
                remedy: "Check that the antenna is on.",
                sign: .noSignal
            )
        case 1, 2:
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "The signal is \(signal.words): sending is slow and may fail.",
                remedy: "Move the antenna to a window or higher; keep modems 20 cm apart.",
                sign: .weakSignal
            )
        default:
            return Finding(self, .ok, value: value, meaning: "The signal is \(signal.words).", sign: .goodSignal)
        }
    }

    func judgeNetwork(_ answer: ATAnswer) -> Finding {
        guard answer.isOK, let choice = OperatorChoice.parse(answer.lines) else { return notTold(answer) }
        guard let name = choice.name else {
            return Finding(
                self,
                choice.mode == 1 ? .fault : .warning,
                value: "none",
                meaning: choice.mode == 1 ? "A network is set by hand and not found." : "No network is in use.",
                remedy: choice.mode == 1 ? "Set the choice to automatic: AT+COPS=0." : "See the registration.",
                sign: choice.mode == 1 ? .manualNetwork : nil
            )
        }
        return Finding(
            self,
            choice.mode == 1 ? .warning : .ok,
            value: name,
            meaning: choice.mode == 1 ? "The network was set by hand." : "Chosen by the modem.",
            remedy: choice.mode == 1 ? "Set the choice to automatic: AT+COPS=0." : "",
            sign: choice.mode == 1 ? .manualNetwork : nil
        )
    }
}
