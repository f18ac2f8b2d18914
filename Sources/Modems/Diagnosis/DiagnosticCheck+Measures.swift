extension DiagnosticCheck {
    /// The figure of an answer, in degrees or millivolts.
    private func figure(_ answer: ATAnswer, _ question: Dialect.Question?) -> Double? {
        guard answer.isOK, let question else { return nil }
        let lines = answer.lines.filter { line in
            let head = line.split(separator: ":", maxSplits: 1).first.map { String($0).trimmed } ?? ""
            return head == question.prefix || InformationLine(line)?.prefix == question.prefix
        }
        let figures = lines.flatMap { line -> [Double] in
            let rest = line.split(separator: ":", maxSplits: 1).last.map(String.init) ?? ""
            return ATField.split(rest).compactMap { field in
                Double(field.text.filter { $0.isNumber || $0 == "." || $0 == "-" })
            }
        }
        let chosen: Double? =
            switch question.position {
            case .at(let position): figures.indices.contains(position) ? figures[position] : nil
            case .last: figures.last
            // 255 and its like stand for a sensor that is not there.
            case .greatest: figures.filter { $0 < (question.unit == .tenthsOfCelsius ? 2550 : 255) }.max()
            }
        return switch question.unit {
        case .celsius: chosen
        case .tenthsOfCelsius: chosen.map { $0 / 10 }
        case .millivolts: chosen
        case .volts: chosen.map { $0 < 100 ? $0 * 1000 : $0 }
        }
    }

    func judgeTemperature(_ answer: ATAnswer, _ dialect: Dialect) -> Finding {
        guard let degrees = figure(answer, dialect.temperature), (-50...150).contains(degrees) else {
            return notTold(answer)
        }
        let value = "\(Int(degrees.rounded())) °C"
        if degrees > 85 {
            return Finding(
                self,
                .fault,
                value: value,
                meaning: "Too hot: the modem throttles itself or switches off.",
                remedy: "Give it air: out of the closed cabinet, away from the other modems.",
                sign: .hot
            )
        }
        if degrees > 70 {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "The modem is warm.",
                remedy: "See that air can move around it.",
                sign: .hot
            )
        }
        return Finding(self, .ok, value: value, meaning: "The temperature is fine.")
    }

    func judgeSupply(_ answer: ATAnswer, _ dialect: Dialect) -> Finding {
        guard let voltage = figure(answer, dialect.supply), (1000...30_000).contains(voltage) else {
            return notTold(answer)
        }
        let value = "\(Int(voltage)) mV"
        if voltage < 3500 {
            return Finding(
                self,
                voltage < 3300 ? .fault : .warning,
                value: value,
                meaning: "The supply is low: the modem resets when it sends.",
                remedy: "A supply that gives 2 A for a moment, short thick wires, a capacitor at the modem.",
                sign: .lowVoltage
            )
        }
        return Finding(self, .ok, value: value, meaning: "The supply is fine while nothing is sent.")
    }

    func judgeExtendedSignal(_ answer: ATAnswer) -> Finding {
        guard answer.isOK, let quality = CellQuality.parse(answer.lines) else { return notTold(answer) }
        var values: [String] = []
        if let rsrp = quality.rsrp { values.append("RSRP \(rsrp) dBm") }
        if let rsrq = quality.rsrq { values.append("RSRQ \(Int(rsrq.rounded())) dB") }
        if let rscp = quality.rscp { values.append("RSCP \(rscp) dBm") }
        let value = values.joined(separator: ", ")
        guard let strength = quality.rsrp ?? quality.rscp else {
            return Finding(self, .unknown, value: value, meaning: "The strength is not told.")
        }
        let words =
            quality.rsrp != nil ? Self.bands(strength, [-90, -105, -115]) : Self.bands(strength, [-80, -95, -105])
        if let rsrq = quality.rsrq, rsrq < -15, words.verdict == .ok {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "Strong, and disturbed by other cells or devices.",
                remedy: "Turn or move the antenna; keep modems 20 cm apart."
            )
        }
        return Finding(
            self,
            words.verdict,
            value: value,
            meaning: "The signal is \(words.words).",
            remedy: words.verdict == .ok ? "" : "Move the antenna to a window or higher; keep modems 20 cm apart.",
            sign: words.verdict == .warning ? .weakSignal : nil
        )
    }

    /// Good, fair, weak and poor by three borders in dBm.
    private static func bands(_ dBm: Int, _ borders: [Int]) -> (verdict: Verdict, words: String) {
        if dBm >= borders[0] { return (.ok, "good") }
        if dBm >= borders[1] { return (.ok, "fair") }
        return (.warning, dBm >= borders[2] ? "weak" : "poor")
    }

    func judgeCell(_ answers: [ATAnswer]) -> Finding {
        let lines = answers.filter(\.isOK).flatMap(\.lines)
        guard !lines.isEmpty else { return notTold(answers[0]) }
        return Finding(
            self,
            .ok,
            value: String(lines.joined(separator: "; ").prefix(200)),
            meaning: "The serving cell, in the modem's own words. If it changes each minute, move the antenna."
        )
    }

    func judgeClock(_ answer: ATAnswer) -> Finding {
        let row = answer.lines.lazy.compactMap { InformationLine($0) }.last { $0.prefix == "+CCLK" }
        guard answer.isOK, let text = row?.fields.first?.text, !text.isEmpty else { return notTold(answer) }
        let year = Int(text.split(separator: "/").first ?? "") ?? 0
        let isSet = (24...69).contains(year % 100)
        return Finding(
            self,
            .ok,
            value: String(text.prefix(30)),
            meaning: isSet ? "The network set the modem's clock." : "The network never set the modem's clock; no harm."
        )
    }
}
