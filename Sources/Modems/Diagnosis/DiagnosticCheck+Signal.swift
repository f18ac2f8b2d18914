extension DiagnosticCheck {
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

    func judgeExtendedSignal(_ answers: [ATAnswer]) -> Finding {
        // What the vendor's own question tells completes the standard's.
        let told = answers.filter(\.isOK).compactMap { CellQuality.parse($0.lines) }
        guard let quality = told.first.map({ first in told.dropFirst().reduce(first) { $0.completed(by: $1) } }) else {
            return notTold(answers[0])
        }
        var values: [String] = []
        if let rsrp = quality.rsrp { values.append("RSRP \(rsrp) dBm") }
        if let rsrq = quality.rsrq { values.append("RSRQ \(Int(rsrq.rounded())) dB") }
        if let sinr = quality.sinr { values.append("SINR \(sinr) dB") }
        if let rscp = quality.rscp { values.append("RSCP \(rscp) dBm") }
        let value = values.joined(separator: ", ")
        guard let strength = quality.rsrp ?? quality.rscp else {
            return Finding(self, .unknown, value: value, meaning: "The strength is not told.")
        }
        let words =
            quality.rsrp != nil ? Self.bands(strength, [-90, -105, -115]) : Self.bands(strength, [-80, -95, -105])
        let isDisturbed = quality.sinr.map { $0 < 0 } ?? quality.rsrq.map { $0 < -15 } ?? false
        if isDisturbed, words.verdict == .ok {
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
}
