import Campaigns
import Glibc

/// Times for people: in the machine's time zone by the system's own rules, with the zone's name behind them.
enum TimeText {
    /// Such as `2026-11-23 19:57:00 CET`, or with `UTC` behind it.
    static func write(_ time: Timestamp, utc: Bool = false) -> String {
        var seconds = time_t(time.seconds)
        var parts = tm()
        if utc { gmtime_r(&seconds, &parts) } else { localtime_r(&seconds, &parts) }
        func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let zone = utc ? "UTC" : parts.tm_zone.map { String(cString: $0) } ?? "UTC"
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) "
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) \(zone == "GMT" && utc ? "UTC" : zone)"
    }

    /// For narrow tables: the time of day, such as `19:57`, the date on another day, such as `11-23`, and year and month,
    /// such as `2025-12`, in another year.
    static func brief(_ time: Timestamp, now: Timestamp, utc: Bool = false) -> String {
        let (text, today) = (write(time, utc: utc), write(now, utc: utc))
        if text.prefix(10) == today.prefix(10) { return String(text.dropFirst(11).prefix(5)) }
        return text.prefix(4) == today.prefix(4) ? String(text.dropFirst(5).prefix(5)) : String(text.prefix(7))
    }

    /// The same where there is little room: such as `11-23 19:57`.
    static func short(_ time: Timestamp, utc: Bool = false) -> String {
        String(write(time, utc: utc).dropFirst(5).prefix(11))
    }

    /// To the minute: `11-23 19:57`, and `2025-12-24 19:57` in another year.
    static func minute(_ time: Timestamp, now: Timestamp, utc: Bool = false) -> String {
        let (text, today) = (write(time, utc: utc), write(now, utc: utc))
        return String(text.prefix(16).dropFirst(text.prefix(4) == today.prefix(4) ? 5 : 0))
    }

    /// The time of day with milliseconds, such as `19:57:00.042`.
    static func clock(_ time: Timestamp, utc: Bool = false) -> String {
        var seconds = time_t(time.seconds)
        var parts = tm()
        if utc { gmtime_r(&seconds, &parts) } else { localtime_r(&seconds, &parts) }
        func digits(_ value: Int, _ count: Int) -> String {
            let text = "\(value)"
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let thousandths = Int(time.milliseconds - time.seconds * 1000)
        return digits(Int(parts.tm_hour), 2) + ":" + digits(Int(parts.tm_min), 2) + ":" + digits(Int(parts.tm_sec), 2)
            + "." + digits(thousandths, 3)
    }

    /// A text of the daemon's own with its RFC 3339 times as ``write(_:utc:)`` shows them. Not for what people wrote.
    static func rewriting(_ text: String, utc: Bool) -> String {
        rewriting(text) { write($0, utc: utc) }
    }

    /// The same, with times as `write` has them.
    static func rewriting(_ text: String, _ write: (Timestamp) -> String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let start = word.firstIndex { $0.isASCII && $0.isNumber } ?? word.endIndex
            let end = word.lastIndex { $0.isASCII && ($0.isNumber || $0 == "Z") }.map { word.index(after: $0) }
            guard let end, start < end, let time = Timestamp(rfc3339: String(word[start..<end])) else {
                return String(word)
            }
            return word[..<start] + write(time) + word[end...]
        }.joined(separator: " ")
    }
}
