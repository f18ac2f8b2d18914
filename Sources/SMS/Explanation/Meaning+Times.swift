extension Meaning {
    private static let names = ["year", "month", "day", "hour", "minute", "second"]
    private static let ranges = [0...99, 1...12, 1...31, 0...23, 0...59, 0...59]

    private static func number(_ octet: UInt8) -> Int? {
        octet & 0x0F < 10 && octet >> 4 < 10 ? Int(octet & 0x0F) * 10 + Int(octet >> 4) : nil
    }

    /// The seven octets of a time, each with its value (TS 23.040 clause 9.2.3.11).
    static func timeParts(_ octets: ArraySlice<UInt8>) -> [(name: String, value: String, meaning: String)] {
        var parts: [(name: String, value: String, meaning: String)] = []
        for (name, octet) in zip(names, octets) {
            parts.append((name, number(octet).map { String($0) } ?? "no digits", ""))
        }
        guard let zone = octets.last else { return parts }
        let isNegative = zone & 0x08 != 0
        guard zone >> 4 < 10 else {
            parts.append(("time zone", "no digits", ""))
            return parts
        }
        let quarters = Int(zone & 0x07) * 10 + Int(zone >> 4)
        let minutes = quarters * 15
        let offset = "UTC\(isNegative ? "-" : "+")\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
        parts.append(("time zone", offset, "\(quarters) quarters of an hour\(isNegative ? ", bit 3: behind UTC" : "")"))
        return parts
    }

    /// Why seven octets are no time.
    static func timeFault(_ octets: ArraySlice<UInt8>) -> String {
        for ((name, range), octet) in zip(zip(names, ranges), octets) {
            guard let number = number(octet) else {
                return "the \(name) \(Hex.encode([octet])) holds a nibble that is no digit"
            }
            guard range ~= number else { return "there is no \(name) \(number)" }
        }
        guard let zone = octets.last, zone >> 4 < 10 else {
            return "the time zone holds a nibble that is no digit"
        }
        return "there is no such day in that month"
    }

    /// The enhanced format's seven octets (TS 23.040 clause 9.2.3.12.3).
    static func enhancedValidity(_ octets: ArraySlice<UInt8>) -> String {
        guard let format = octets.first else { return "" }
        let rest = Array(octets.dropFirst())
        let time: String
        switch (format & 0x07, rest.first) {
        case (0, _): time = "no validity period"
        case (1, let octet?): time = duration(seconds: RelativeValidity(octet: octet).seconds)
        case (2, let octet?): time = duration(seconds: Int(octet))
        case (3, _):
            let numbers = rest.prefix(3).map { number($0) }
            guard numbers.count == 3, let hours = numbers[0], let minutes = numbers[1], let seconds = numbers[2] else {
                return "enhanced format: hours, minutes and seconds that are no digits"
            }
            time = duration(seconds: hours * 3600 + minutes * 60 + seconds)
        default: time = "a reserved format"
        }
        return "enhanced format: \(time)\(format & 0x40 == 0 ? "" : ", one attempt only")"
    }
}
