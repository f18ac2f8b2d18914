import Campaigns
import Foundation

/// Times of the demo's days.
enum DemoTime {
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
