/// The meanings of values, in words.
enum Meaning {
    /// TON (TS 23.040 clause 9.1.2.5).
    static let typesOfNumber = [
        "type unknown", "international", "national", "network specific", "subscriber number", "alphanumeric",
        "abbreviated", "reserved type",
    ]

    /// NPI (TS 23.040 clause 9.1.2.5).
    static func numberingPlan(_ plan: Int) -> String {
        switch plan {
        case 0: "plan unknown"
        case 1: "telephone (E.164)"
        case 3: "data (X.121)"
        case 4: "telex"
        case 5, 6: "service centre specific"
        case 8: "national plan"
        case 9: "private plan"
        case 10: "ERMES"
        default: "reserved plan"
        }
    }

    /// TP-VPF (TS 23.040 clause 9.2.3.3).
    static let validityFormats = [
        "no validity period", "validity in the enhanced format", "relative validity", "absolute validity",
    ]

    /// In the two largest units: `4 days`, `1 hour 30 minutes`.
    static func duration(seconds: Int) -> String {
        let units = [(604_800, "week"), (86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")]
        if seconds % 604_800 != 0 || seconds < 4 * 604_800 {
            return duration(seconds, units.dropFirst())
        }
        return duration(seconds, units[...])
    }

    private static func duration(_ seconds: Int, _ units: ArraySlice<(Int, String)>) -> String {
        var rest = seconds
        var parts: [String] = []
        for (size, name) in units where rest >= size && parts.count < 2 {
            let count = rest / size
            rest %= size
            parts.append("\(count) \(name)\(count == 1 ? "" : "s")")
        }
        return parts.isEmpty ? "0 seconds" : parts.joined(separator: " ")
    }

    /// TP-PID (TS 23.040 clause 9.2.3.9).
    static func protocolIdentifier(_ octet: UInt8) -> String {
        switch octet {
        case 0x00: "an ordinary message"
        case 0x01...0x1F: "an ordinary message (protocol \(octet))"
        case 0x20...0x3F: "telematic interworking: \(telematicDevice(octet & 0x1F))"
        case 0x40: "short message type 0"
        case 0x41...0x47: "replaces an earlier message of type \(octet & 0x07) from the same sender"
        case 0x48: "device triggering"
        case 0x5E: "enhanced message service (obsolete)"
        case 0x5F: "return call message"
        case 0x7C: "ANSI-136 R-DATA"
        case 0x7D: "data download to the phone"
        case 0x7E: "de-personalisation of the phone"
        case 0x7F: "data download to the SIM"
        case 0x49...0x7B: "reserved; read as an ordinary message"
        case 0x80...0xBF: "reserved; read as an ordinary message"
        default: "specific to the service centre"
        }
    }

    private static func telematicDevice(_ device: UInt8) -> String {
        switch device {
        case 0x00: "device specific to this service centre"
        case 0x01: "telex"
        case 0x02: "group 3 fax"
        case 0x03: "group 4 fax"
        case 0x04: "voice telephone"
        case 0x05: "ERMES"
        case 0x06: "national paging"
        case 0x07: "videotex"
        case 0x08...0x0C: "teletex"
        case 0x0D: "UCI"
        case 0x10: "message handling"
        case 0x11: "X.400 message handling"
        case 0x12: "internet e-mail"
        case 0x18...0x1E: "specific to the service centre"
        case 0x1F: "a GSM or UMTS phone"
        default: "reserved"
        }
    }
}
