import Campaigns

extension Timestamp {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Reads `Mon, 23 Nov 2026 16:26:30 +0000` (RFC 2822, 3.3; `GMT` and `UTC` too, as in HTTP dates). `nil` for
    /// anything else.
    init?(rfc2822 text: String) {
        guard text.utf8.count <= 40 else { return nil }
        var words = text.split(separator: " ")
        if words.first?.hasSuffix(",") == true { words.removeFirst() }
        guard words.count == 5, let month = Self.months.firstIndex(of: words[1].lowercased()) else { return nil }
        let time = words[3].split(separator: ":", omittingEmptySubsequences: false)
        guard time.count == 3, let day = Self.digits(words[0], 1...2), let year = Self.digits(words[2], 4...4),
            let hour = Self.digits(time[0], 2...2), let minute = Self.digits(time[1], 2...2),
            let second = Self.digits(time[2], 2...2), let offset = Self.offset(words[4])
        else { return nil }
        // The strict reader of RFC 3339 checks the ranges.
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
        let years = String(repeating: "0", count: 4 - String(year).count) + String(year)
        self.init(
            rfc3339: "\(years)-\(two(month + 1))-\(two(day))T\(two(hour)):\(two(minute)):\(two(second))\(offset)"
        )
    }

    private static func digits(_ text: Substring, _ count: ClosedRange<Int>) -> Int? {
        guard count.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }

    private static func offset(_ text: Substring) -> String? {
        if ["GMT", "UTC", "UT", "Z"].contains(text) { return "Z" }
        guard text.utf8.count == 5, text.hasPrefix("+") || text.hasPrefix("-"), digits(text.dropFirst(), 4...4) != nil
        else { return nil }
        return text.prefix(3) + ":" + text.suffix(2)
    }

    /// RFC 3339 with whole seconds, as Twilio's list filters take it.
    var wholeSecondsText: String {
        String(Timestamp(seconds: seconds).description.prefix(19)) + "Z"
    }
}
