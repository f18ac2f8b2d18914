extension DiagnosticCheck {
    /// What the modem is able to do, what it uses, and whether the country still has it.
    func judgeTechnology(_ context: DiagnosisContext) -> Finding {
        let used = context.technology
        var known = Technology.known(of: context.identity)
        // What it does counts for more than a table.
        if let used, let some = known, !some.contains(used) { known = nil }
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
        let fits = "Fits the networks of the SIM's country, as far as known."
        return Finding(
            self,
            .ok,
            value: value,
            meaning: context.country == nil ? "What this model is able to do." : fits
        )
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
