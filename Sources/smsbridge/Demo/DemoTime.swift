import Campaigns
import Foundation

/// Times of the demo's days.
enum DemoTime {
    /// The text with the moments in it as clocks of the zone show them.
    static func localised(_ text: String, zone: TimeZone) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let bare = word.hasSuffix(":") ? word.dropLast() : word
            guard bare.count >= 20, let time = Timestamp(rfc3339: String(bare)) else { return String(word) }
            return self.text(time, zone: zone) + word.dropFirst(bare.count)
        }.joined(separator: " ")
    }

    /// Such as `Wed 17:52:03`.
    static func text(_ time: Timestamp, zone: TimeZone) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let date = Date(timeIntervalSince1970: Double(time.milliseconds) / 1000)
        let parts = calendar.dateComponents([.weekday, .hour, .minute, .second], from: date)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        func two(_ value: Int?) -> String { String(String(100 + (value ?? 0)).dropFirst()) }
        return "\(days[((parts.weekday ?? 1) - 1) % 7]) \(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))"
    }
}
