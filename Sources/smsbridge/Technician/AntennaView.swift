import Modems
import Server

/// The signal as a bar that moves, with the best value so far.
struct AntennaView: Sendable {
    let modem: BorrowedModem
    let title: String
    /// Whether one line is drawn again and again, or each measurement has a line of its own.
    let draws: Bool
    let count: Int?

    func run() async throws {
        var best: Int?
        var made = 0
        while !Task.isCancelled {
            let answer = try await modem.ask("AT+CSQ")
            let signal = SignalQuality.parse(answer.lines)
            let cell = CellQuality.parse(try await modem.ask("AT+CESQ").lines)
            let value = cell?.rsrp ?? signal?.dBm
            if let value { best = max(best ?? value, value) }
            let text = Self.line(title, signal, cell, best: best)
            if draws {
                Terminal.write(
                    "\r\u{1B}[K\(TerminalText.shortened(text, to: Terminal.width(Terminal.output) - 1))".utf8
                )
            } else {
                Terminal.print(text)
            }
            made += 1
            if let count, made >= count { return }
            if let end = modem.end() { throw CommandFailure(.tryLater, end) }
            try await Task.sleep(for: .seconds(1))
        }
    }

    /// Such as `line1  ██████████░░░░░░░░░░  -73 dBm  good  best -71`.
    static func line(_ title: String, _ signal: SignalQuality?, _ cell: CellQuality?, best: Int?) -> String {
        let isLTE = cell?.rsrp != nil
        // The whole bar is what a receiver can tell apart: LTE's RSRP is far below the RSSI of 2G and 3G.
        let range = isLTE ? -130 ... -70 : -113 ... -51
        let value = cell?.rsrp ?? signal?.dBm
        let width = 30
        let part = value.map {
            min(width, max(0, ($0 - range.lowerBound) * width / (range.upperBound - range.lowerBound)))
        }
        let bar = String(repeating: "█", count: part ?? 0) + String(repeating: "░", count: width - (part ?? 0))
        var words = [title, bar]
        if let rsrp = cell?.rsrp {
            words.append("RSRP \(rsrp) dBm")
            if let rsrq = cell?.rsrq { words.append("RSRQ \(rsrq) dB") }
            words.append(verdict(rsrp))
        } else if let dBm = signal?.dBm {
            words.append("\(dBm) dBm")
            words.append(signal?.words ?? "")
        } else {
            words.append("no signal measured")
        }
        if let best { words.append("best \(best) dBm") }
        return words.joined(separator: "  ")
    }

    private static func verdict(_ rsrp: Int) -> String {
        switch rsrp {
        case (-90)...: "good"
        case -105 ..< -90: "fair"
        case -115 ..< -105: "weak"
        default: "poor"
        }
    }
}
