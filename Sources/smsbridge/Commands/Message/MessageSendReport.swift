import Campaigns
import Gateway

/// What became of a wish to send, for people.
enum MessageSendReport {
    /// More suppressed numbers than these are only counted.
    private static let shown = 20

    static func isSuppressed(_ receipt: SendReceipt) -> Bool { receipt.state == MessageState.suppressed.rawValue }

    static func sentence(_ receipt: SendReceipt, utc: Bool = false) -> String {
        let segments = receipt.segments == 1 ? "1 segment" : "\(receipt.segments) segments"
        let twice = receipt.duplicate ? " (taken earlier under the same key; not sent again)" : ""
        let start = "message \(receipt.id) to \(receipt.number): \(receipt.state)"
        guard isSuppressed(receipt) else { return "\(start), \(segments)\(twice)" }
        return ([start + ", nothing is sent" + twice] + why(receipt, utc: utc)).joined(separator: "\n  ")
    }

    static func summary(_ receipts: [SendReceipt], utc: Bool = false) -> [String] {
        let suppressed = receipts.filter(isSuppressed)
        let taken = receipts.filter { !isSuppressed($0) }
        let duplicates = taken.count(where: \.duplicate)
        let segments = taken.reduce(0) { $0 + ($1.duplicate ? 0 : $1.segments) }
        let new = taken.count - duplicates
        var text = new == 1 ? "1 message queued" : "\(new) messages queued"
        text += segments == 1 ? ", 1 segment" : ", \(segments) segments"
        if duplicates > 0 { text += "; \(duplicates) taken earlier under the same key, not sent again" }
        if !suppressed.isEmpty { text += "; \(suppressed.count) suppressed, nothing is sent to those" }
        if let first = receipts.map(\.id).min(), let last = receipts.map(\.id).max() {
            text += first == last ? "; id \(first)" : "; ids \(first) to \(last)"
        }
        var lines = [text]
        for receipt in suppressed.prefix(shown) { lines.append(sentence(receipt, utc: utc)) }
        if suppressed.count > shown {
            lines.append("… and \(suppressed.count - shown) more: smsbridge message list --state suppressed")
        }
        return lines
    }

    private static func why(_ receipt: SendReceipt, utc: Bool) -> [String] {
        [receipt.reason, receipt.remedy].compactMap(\.self).map {
            TerminalText.plain(TimeText.rewriting($0, utc: utc))
        }
    }
}
