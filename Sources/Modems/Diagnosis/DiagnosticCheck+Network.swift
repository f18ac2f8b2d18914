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

    func judgeSignal(_ answers: [ATAnswer], _ facts: DiagnosisFacts) -> Finding {
        guard answers[0].isOK, let first = SignalQuality.parse(answers[0].lines) else { return notTold(answers[0]) }
        let measured = answers.compactMap { $0.isOK ? SignalQuality.parse($0.lines) : nil }.filter { $0.dBm != nil }
        // The usual one of several.
        guard let signal = measured.sorted(by: { ($0.dBm ?? 0) < ($1.dBm ?? 0) }).dropFirst(measured.count / 2).first,
            let dBm = signal.dBm
        else {
            return Finding(
                self,
                .unknown,
                value: first.dBm.map { "\($0) dBm" } ?? "unknown",
                meaning: "The modem measures nothing.",
                remedy: "Normal for some seconds after the start; else check the antenna."
            )
        }
        let figures = measured.compactMap(\.dBm)
        let swing = (figures.max() ?? dBm) - (figures.min() ?? dBm)
        let value = "\(dBm) dBm, \(signal.bars) of 5 bars" + (swing > 0 ? ", ±\((swing + 1) / 2) dB" : "")
        switch signal.bars {
        case 0:
            return Finding(
                self,
                .fault,
                value: value,
                meaning: "No usable signal.",
                remedy: "Check that the antenna is on." + Self.compared(facts.neighbours),
                sign: .noSignal
            )
        case 1, 2:
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "The signal is \(signal.words): sending is slow and may fail.",
                remedy: "Move the antenna to a window or higher; keep modems 20 cm apart."
                    + Self.compared(facts.neighbours),
                sign: .weakSignal
            )
        default:
            if swing >= 10 {
                return Finding(
                    self,
                    .warning,
                    value: value,
                    meaning: "The signal is \(signal.words), and swings by \(swing) dB within seconds.",
                    remedy: "The antenna or its plug is loose; or it stands between two cells.",
                    sign: .swing
                )
            }
            let near = dBm >= -51 ? " So strong a signal may overload the modem: not right below a mast." : ""
            return Finding(
                self,
                .ok,
                value: value,
                meaning: "The signal is \(signal.words).\(near)",
                sign: .goodSignal
            )
        }
    }

    /// What the signals of the other modems tell of one that is weak.
    private static func compared(_ neighbours: [Int]) -> String {
        guard !neighbours.isEmpty else { return "" }
        if neighbours.allSatisfy({ $0 <= -95 }) {
            return " All modems here are weak: it is the place, the cabinet or a splitter."
        }
        guard neighbours.allSatisfy({ $0 > -95 }) else { return "" }
        return " The other modems here have a good signal: it is this one's antenna or its cable."
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

    /// What the modem is able to do, what it uses, and whether the country still has it.
    func judgeTechnology(_ context: DiagnosisContext) -> Finding {
        let (known, used) = (Technology.known(of: context.identity), context.technology)
        guard known != nil || used != nil else {
            return Finding(self, .unknown, value: "not known", meaning: "No row of the tables has this model.")
        }
        let able = known.map { "knows " + $0.map(\.words).joined(separator: ", ") }
        let value = [used.map { "uses \($0.words)" }, able].compactMap(\.self).joined(separator: "; ")
        let off = context.country.map(Technology.switchedOff) ?? []
        if let known, !off.isEmpty, known.allSatisfy({ off.contains($0) }) {
            return Finding(
                self,
                context.isRegistered ? .warning : .fault,
                value: value,
                meaning: "The SIM's country has switched off \(known.map(\.words).joined(separator: " and ")).",
                remedy: "Use a modem that knows LTE.",
                sign: .technologyGone
            )
        }
        if let known, let best = known.last, best == .gsm, !context.isRegistered {
            return Finding(
                self,
                .ok,
                value: value,
                meaning: "It needs GSM: some operators have switched it off.",
                remedy: "Ask the operator whether GSM is there; else use a modem that knows LTE."
            )
        }
        return Finding(self, .ok, value: value, meaning: "Fits the networks of the SIM's country, as far as known.")
    }

    /// Where only LTE is there, messages need the telephone service over LTE (IMS), or a network that carries them beside it.
    func judgeSMSOverLTE(_ answer: ATAnswer, _ facts: DiagnosisFacts) -> Finding {
        let row = answer.lines.lazy.compactMap { InformationLine($0) }.last { $0.prefix == "+CIREG" }
        let values = row?.fields.compactMap(\.number) ?? []
        let isSending = (facts.traffic?.accepted ?? 0) > 0
        // +CIREG: n,registered[,services]; 4 is SMS (TS 27.007 clause 8.71).
        if answer.isOK, values.count >= 2, values[1] == 1, values.count < 3 || values[2] & 4 != 0 {
            return Finding(self, .ok, value: "IMS", meaning: "Messages go over the telephone service of LTE.")
        }
        if isSending { return Finding(self, .ok, value: "LTE alone", meaning: "Messages pass all the same.") }
        return Finding(
            self,
            .warning,
            value: "LTE alone",
            meaning: "It is in LTE for data, and not in the telephone service: messages may be refused.",
            remedy:
                "Ask the operator for SMS over IMS, or have the modem use GSM or 3G. A tariff for data alone has no SMS.",
            sign: .lteWithoutSMS
        )
    }
}
