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

    func judgeCell(_ answers: [ATAnswer], _ facts: DiagnosisFacts) -> Finding {
        let lines = answers.filter(\.isOK).flatMap(\.lines)
        guard !lines.isEmpty else { return notTold(answers[0]) }
        let value = String(lines.joined(separator: "; ").prefix(200))
        if let changes = facts.history?.cellChanges, changes >= 20 {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "It changed its cell \(changes) times in an hour: it stands between two cells.",
                remedy: "Turn or move the antenna until one of them is clearly stronger."
            )
        }
        return Finding(self, .ok, value: value, meaning: "The serving cell, in the modem's own words.")
    }

    func judgeClock(_ answer: ATAnswer, _ facts: DiagnosisFacts) -> Finding {
        let row = answer.lines.lazy.compactMap { InformationLine($0) }.last { $0.prefix == "+CCLK" }
        guard answer.isOK, let text = row?.fields.first?.text, !text.isEmpty else { return notTold(answer) }
        let value = String(text.prefix(30))
        guard let time = NetworkTime(text), time.isSet else {
            return Finding(
                self,
                .ok,
                value: value,
                meaning: "The network never set the modem's clock; no harm."
            )
        }
        // A network may tell local time with no zone, or a wrong one: whole quarters of an hour are no proof.
        if let now = facts.now, time.hasZone, abs(time.seconds - now) > 600 {
            let apart = abs(time.seconds - now)
            let isZone = apart <= 14 * 3600 && (apart % 900 <= 90 || apart % 900 >= 810)
            if !isZone {
                return Finding(
                    self,
                    .warning,
                    value: value,
                    meaning: "The network's time and this computer's are \(Self.apart(apart)) apart.",
                    remedy: "Set the computer's clock: timedatectl set-ntp true. Campaigns keep to it."
                )
            }
        }
        return Finding(self, .ok, value: value, meaning: "The network set the modem's clock.")
    }

    private static func apart(_ seconds: Int) -> String {
        switch seconds {
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) days"
        }
    }
}
