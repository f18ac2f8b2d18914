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
                remedy: isRoaming ? "Messages may cost more; campaigns do not use this line while it roams." : ""
            )
        }
        let worst = states.first { $0.state == .denied } ?? states.first { $0.state == .emergencyOnly } ?? states[0]
        let remedy =
            switch worst.state {
            case .denied: "Ask the operator: SIM deactivated, roaming not allowed, or IMEI barred."
            case .emergencyOnly: "The network refuses this SIM: ask the operator."
            case .idle: "Check the SIM, that the radio is on (AT+CFUN?), and the antenna."
            default: "Check antenna and coverage; after three minutes, whether a network is set by hand (AT+COPS=0)."
            }
        return Finding(
            self,
            .fault,
            value: worst.state.words,
            meaning: "No messages can be sent or received.",
            remedy: remedy
        )
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
                remedy: "Check that the antenna is on."
            )
        case 1, 2:
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "The signal is \(signal.words): sending is slow and may fail.",
                remedy: "Move the antenna to a window or higher; keep modems 20 cm apart."
            )
        default: return Finding(self, .ok, value: value, meaning: "The signal is \(signal.words).")
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
                remedy: choice.mode == 1 ? "Set the choice to automatic: AT+COPS=0." : "See the registration."
            )
        }
        return Finding(
            self,
            choice.mode == 1 ? .warning : .ok,
            value: name,
            meaning: choice.mode == 1 ? "The network was set by hand." : "Chosen by the modem.",
            remedy: choice.mode == 1 ? "Set the choice to automatic: AT+COPS=0." : ""
        )
    }
}
