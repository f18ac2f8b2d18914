/// Why a text does not say days and hours.
public enum WindowProblem: Error, Hashable, Sendable {
    case badDays(String)
    case badHours(String)
    case tooMany

    /// Whether the days are meant, and not the hours.
    public var concernsDays: Bool {
        switch self {
        case .badDays: true
        case .badHours, .tooMany: false
        }
    }
}

extension WindowProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .badDays(let text):
            "cannot read the days '\(text)': expected something like mon-fri, or mon, wed, sat"
        case .badHours(let text):
            "cannot read the hours '\(text)': expected something like 09:00-12:30, 14:00-18:00"
        case .tooMany: "too many spans: at most \(SendingWindow.maximumSpans)"
        }
    }
}

extension SendingWindow {
    /// Reads days such as `mon-fri`, `sat, sun` or `daily`, and hours such as `09:00-12:30, 14:00-18:00` or `22:00-02:00`
    /// (which ends on the next day).
    public init(days: String, hours: String, exclusions: [CivilDate] = []) throws(WindowProblem) {
        guard let window = SendingWindow(spans: try Self.spans(days: days, hours: hours), exclusions: exclusions) else {
            throw .tooMany
        }
        self = window
    }

    static func spans(days: String, hours: String) throws(WindowProblem) -> [WindowSpan] {
        let weekdays = try Self.weekdays(days)
        var spans: [WindowSpan] = []
        for part in hours.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(omittingEmptySubsequences: false) { "-–—".contains($0) }
            guard ends.count == 2, let start = minute(ends[0]), let end = minute(ends[1]),
                let span = WindowSpan(weekdays: weekdays, startMinute: start, endMinute: end == 0 ? 1440 : end)
            else { throw .badHours(String(part.prefix(64))) }
            spans.append(span)
            guard spans.count <= maximumSpans else { throw .tooMany }
        }
        return spans
    }

    static func weekdays(_ text: String) throws(WindowProblem) -> Weekdays {
        var days: Weekdays = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let name = part.filter { !$0.isWhitespace }.lowercased()
            switch name {
            case "daily", "all", "every day", "everyday": days.formUnion(.all)
            case "weekdays": days.formUnion(.mondayToFriday)
            case "weekend", "weekends": days.formUnion(.weekend)
            default:
                let ends = name.split(omittingEmptySubsequences: false) { "-–—".contains($0) }
                guard (1...2).contains(ends.count), let first = Weekday(name: ends[0]),
                    let last = Weekday(name: ends[ends.count - 1])
                else { throw .badDays(String(text.prefix(64))) }
                let count = (last.index - first.index + 7) % 7
                days.formUnion(Weekdays((0...count).map { Weekday.allCases[(first.index + $0) % 7] }))
            }
        }
        return days
    }

    /// `09:30`, `9:30` or `9`, up to `24:00`.
    private static func minute(_ text: Substring) -> Int? {
        let parts = text.filter { !$0.isWhitespace }.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ (1...2).contains($0.count) }),
            parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }), let hour = Int(parts[0])
        else { return nil }
        let minute = parts.count == 2 ? Int(parts[1]) ?? 60 : 0
        guard minute < 60, hour < 24 || (hour == 24 && minute == 0) else { return nil }
        return hour * 60 + minute
    }
}
