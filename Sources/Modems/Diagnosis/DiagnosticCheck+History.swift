extension DiagnosticCheck {
    /// Signals so far apart are no wavering of the network's, in dB.
    private static let swing = 20

    func judgeSignalHistory(_ history: HistoryFacts) -> Finding {
        guard let least = history.signals.min(), let most = history.signals.max(), let now = history.signals.last else {
            return Finding(self, .unknown, value: "not known", meaning: "Nothing is recorded about it here.")
        }
        let value = least == most ? "\(least) dBm" : "\(least) to \(most) dBm"
        let usual = history.signals.sorted()[history.signals.count / 2]
        if history.signals.count >= 2, now <= usual - 12 {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "It is \(usual - now) dB weaker now than it was most of the time.",
                remedy: "Something changed: look whether the antenna is loose, was moved or covered.",
                sign: .swing
            )
        }
        if most - least >= Self.swing {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "It swings by \(most - least) dB: a loose plug of the antenna, or cells that take turns.",
                remedy: "Screw the antenna tight and lay its cable fast; then watch `modem antenna`.",
                sign: .swing
            )
        }
        return Finding(self, .ok, value: value, meaning: "Steady enough.")
    }

    func judgeNetworkHistory(_ history: HistoryFacts) -> Finding {
        let last = history.lastLoss.map { ", the last time “\($0)”" } ?? ""
        switch history.losses {
        case 0: return Finding(self, .ok, value: "never lost", meaning: "It stayed in the network.")
        case 1, 2:
            let times = history.losses == 1 ? "once" : "twice"
            return Finding(self, .ok, value: "lost \(times)", meaning: "That happens\(last).")
        default:
            return Finding(
                self,
                .warning,
                value: "lost \(history.losses) times",
                meaning: "It loses the network again and again\(last).",
                remedy: "At the edge of a cell: a better place for the antenna. If the signal is good, another SIM.",
                sign: .lossesOfNetwork
            )
        }
    }

    func judgeRecoveries(_ history: HistoryFacts) -> Finding {
        guard history.recoveries > 0 else {
            return Finding(self, .ok, value: "none", meaning: "Never in the last 7 days.")
        }
        let value = "\(history.recoveries) in 7 days"
        guard history.recoveries >= 3 else {
            return Finding(self, .ok, value: value, meaning: "It hung or lost the network, and was recovered.")
        }
        return Finding(
            self,
            .warning,
            value: value,
            meaning: "It hangs or loses the network again and again.",
            remedy: "`modem history` says what helped. Heat, supply and old firmware are the usual causes."
        )
    }
}
