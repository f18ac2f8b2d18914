extension Timestamp {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// Such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
    public var httpDate: String {
        let time = CivilTime(secondsSince1970: seconds)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let date = time.date
        let clock = [time.hour, time.minute, time.second].map(two)
        return "\(Self.days[date.weekday.index]), \(two(date.day)) \(Self.months[date.month - 1]) \(date.year) "
            + clock.joined(separator: ":") + " GMT"
    }
}
