import Campaigns
import Foundation
import Logging

/// Writes each event as one line to standard error: with a time for people, with a priority (sd-daemon(3)) for the
/// journal, which has the time itself.
struct StandardErrorLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let label: String
    private let forJournal: Bool

    init(label: String, level: Logger.Level, forJournal: Bool) {
        self.label = label
        self.logLevel = level
        self.forJournal = forJournal
    }

    /// Whether standard error goes to the journal.
    static var isJournal: Bool {
        !(ProcessInfo.processInfo.environment["JOURNAL_STREAM"] ?? "").isEmpty && !Terminal.isPerson(Terminal.error)
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata
        if let more = event.metadata { all.merge(more) { $1 } }
        let line = Self.line(
            level: event.level,
            message: event.message.description,
            metadata: all,
            label: label,
            time: forJournal ? nil : SystemWallClock().now()
        )
        Terminal.write((line + "\n").utf8, to: Terminal.error)
    }

    /// One line, whatever the message holds; metadata sorted by key.
    static func line(
        level: Logger.Level,
        message: String,
        metadata: Logger.Metadata,
        label: String,
        time: Timestamp?
    ) -> String {
        let facts = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        let text = TerminalText.plain("\(label): \(message)\(facts)")
        guard let time else { return "<\(priority(level))>\(text)" }
        let name = level.rawValue.uppercased()
        return "\(time) \(name)\(String(repeating: " ", count: max(0, 8 - name.count))) \(text)"
    }

    /// Syslog's numbers.
    private static func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .critical: 2
        case .error: 3
        case .warning: 4
        case .notice: 5
        case .info: 6
        case .debug, .trace: 7
        }
    }
}
