import Campaigns
import Gateway

/// What became of a wish to send, for people.
enum MessageSendReport {
    /// More of those that do not leave are only counted.
    private static let shown = 20

    /// Whether nothing of it leaves, for a reason that was known when it was taken.
    static func isRefused(_ receipt: SendReceipt) -> Bool { receipt.remedy != nil }

    static func sentence(_ receipt: SendReceipt, utc: Bool = false) -> String {
        let segments = receipt.segments == 1 ? "1 segment" : "\(receipt.segments) segments"
        let twice = receipt.duplicate ? " (taken earlier under the same key; not sent again)" : ""
        let start = "message \(receipt.id) to \(receipt.number): \(receipt.state)"
        guard isRefused(receipt) else { return "\(start), \(segments)\(twice)" }
        let why = why([receipt.reason, receipt.remedy], utc: utc)
        return ([start + ", nothing is sent" + twice] + why).joined(separator: "\n  ")
    }

    static func summary(_ receipts: [SendReceipt], utc: Bool = false) -> [String] {
        let refused = receipts.filter(isRefused)
        let taken = receipts.filter { !isRefused($0) }
        let duplicates = taken.count(where: \.duplicate)
        let segments = taken.reduce(0) { $0 + ($1.duplicate ? 0 : $1.segments) }
        let new = taken.count - duplicates
        var text = new == 1 ? "1 message queued" : "\(new) messages queued"
        text += segments == 1 ? ", 1 segment" : ", \(segments) segments"
        if duplicates > 0 { text += "; \(duplicates) taken earlier under the same key, not sent again" }
        for state in [MessageState.suppressed, .cancelled] {
            let count = refused.count { $0.state == state.rawValue }
            if count > 0 { text += "; \(count) \(state.rawValue), nothing is sent to those" }
        }
        if let first = receipts.map(\.id).min(), let last = receipts.map(\.id).max() {
            text += first == last ? "; id \(first)" : "; ids \(first) to \(last)"
        }
        var lines = [text]
        for receipt in refused.prefix(shown) { lines.append(sentence(receipt, utc: utc)) }
        if refused.count > shown {
            let states = Set(refused.map(\.state)).sorted().map { "smsbridge message list --state \($0)" }
            lines.append("… and \(refused.count - shown) more: \(states.joined(separator: ", "))")
        }
        return lines
    }

    /// What a check found: which of so many messages would not leave.
    static func forecast(_ refused: [RefusedMessage], of count: Int, utc: Bool = false) -> [String] {
        var lines = ["\(refused.count) of \(count) would not leave; nothing was sent"]
        for message in refused.prefix(shown) {
            let start = "to \(message.number): \(message.state)"
            lines.append(([start] + why([message.reason, message.remedy], utc: utc)).joined(separator: "\n  "))
        }
        if refused.count > shown { lines.append("… and \(refused.count - shown) more; --json tells all of them") }
        return lines
    }

    private static func why(_ texts: [String?], utc: Bool) -> [String] {
        texts.compactMap(\.self).map { TerminalText.plain(TimeText.rewriting($0, utc: utc)) }
    }
}
