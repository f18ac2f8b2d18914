/// Reads the date of a consent: `2026-03-31`, with a time and a zone as in RFC 3339 or without, or `31.3.2026`. Dates
/// with slashes are refused, since half of the world reads them the other way round. Without a zone, UTC is meant.
enum ConsentDate {
    static func read(_ text: String) -> Timestamp? {
        let text = text.trimmingWhitespace()
        if let date = day(text) { return ZoneRules.utc.start(of: date) }
        guard let date = CivilDate(text.prefix(10)) else { return nil }
        let rest = text.dropFirst(10)
        guard rest.first == "T" || rest.first == "t" || rest.first == " " else { return nil }
        return time(rest.dropFirst(), on: date)
    }

    /// Reads until when a consent counts. A day counts as a whole.
    static func readEnd(_ text: String) -> Timestamp? {
        if let date = day(text.trimmingWhitespace()) { return ZoneRules.utc.start(of: date) + .seconds(86_400) }
        return read(text)
    }

    private static func day(_ text: String) -> CivilDate? {
        dotted(text) ?? (text.utf8.count == 10 ? CivilDate(text) : nil)
    }

    private static func dotted(_ text: String) -> CivilDate? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }), parts[2].count == 4,
            let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2])
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// `10:30`, `10:30:15`, `10:30:15.25`, each with `Z`, `+02:00` or nothing behind it.
    private static func time(_ text: Substring, on date: CivilDate) -> Timestamp? {
        let zoneStart = text.firstIndex { "Zz+-".contains($0) } ?? text.endIndex
        let parts = text[..<zoneStart].prefix { $0 != "." }.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.map { $0.count == 2 && $0.allSatisfy(\.isASCIIDigit) ? Int($0) ?? -1 : -1 }
        guard (2...3).contains(numbers.count),
            let civil = CivilTime(
                date: date,
                hour: numbers[0],
                minute: numbers[1],
                second: numbers.count == 3 ? numbers[2] : 0
            ), let offset = offset(text[zoneStart...])
        else { return nil }
        return Timestamp(seconds: civil.secondsSince1970 - Int64(offset))
    }

    private static func offset(_ text: Substring) -> Int? {
        if text.isEmpty || text == "Z" || text == "z" { return 0 }
        let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let hours = Int(parts[0]), let minutes = Int(parts[1]), (0...23).contains(hours),
            (0...59).contains(minutes)
        else { return nil }
        return (text.first == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}

extension ConsentRecord {
    /// Reads when a consent was given: `2026-03-31`, with a time and a zone as in RFC 3339 or without, or `31.3.2026`.
    public static func time(written text: String) -> Timestamp? { ConsentDate.read(text) }

    /// Reads until when a consent counts; a day counts as a whole.
    public static func end(written text: String) -> Timestamp? { ConsentDate.readEnd(text) }
}
