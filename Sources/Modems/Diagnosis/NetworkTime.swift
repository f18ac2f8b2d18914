/// The time that a modem keeps, set by the network (`+CCLK`, TS 27.007 clause 8.15).
struct NetworkTime: Hashable {
    /// Seconds since 1970, UTC.
    var seconds: Int
    /// False where the modem counts from its own beginning: the network never set it.
    var isSet: Bool
    /// False where it tells no time zone, so that the seconds may be hours off.
    var hasZone: Bool

    /// Reads `yy/MM/dd,hh:mm:ss±zz`, zz in quarters of an hour; a year of four digits is read too.
    init?(_ text: String) {
        let halves = text.split(separator: ",")
        guard halves.count == 2 else { return nil }
        let date = halves[0].split(separator: "/").compactMap { Int($0) }
        let clock = halves[1]
        let time = clock.prefix { $0 != "+" && $0 != "-" }
        let parts = time.split(separator: ":").compactMap { Int($0) }
        guard date.count == 3, parts.count == 3, (1...12).contains(date[1]), (1...31).contains(date[2]) else {
            return nil
        }
        let zone = clock.dropFirst(time.count)
        let quarters = Int(zone.filter { $0 != "+" })
        let year = date[0] % 100
        isSet = (24...69).contains(year)
        hasZone = quarters != nil
        let days = Self.days(2000 + year, date[1], date[2])
        seconds = days * 86_400 + parts[0] * 3600 + parts[1] * 60 + parts[2] - (quarters ?? 0) * 900
    }

    /// Days since 1970-01-01 in the Gregorian calendar.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        // Years that begin in March: the leap day is their last.
        let shifted = month > 2 ? year : year - 1
        let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + ofYear - 719_468
    }
}
