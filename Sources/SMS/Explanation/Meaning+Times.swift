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
    static func enhancedValidity(_ octets: [UInt8]) -> String {
        guard let validity = EnhancedValidity(octets: octets) else { return "" }
        let time =
            switch validity.period {
            case .none: "no validity period"
            case .relative(let relative): duration(seconds: relative.seconds)
            case .seconds(let seconds): duration(seconds: Int(seconds))
            case .time(let hours, let minutes, let seconds):
                duration(seconds: hours * 3600 + minutes * 60 + seconds)
            case .reserved: "a reserved or impossible value"
            }
        return "enhanced format: \(time)\(validity.isSingleShot ? ", one attempt only" : "")"
    }
}
