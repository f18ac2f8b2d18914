extension Meaning {
    /// Bits of an octet with their meaning.
    struct Bits {
        var name: String
        var bits: ClosedRange<Int>
        var meaning: String
    }

    private static let classes = [
        "class 0: shown at once, not stored", "class 1: for the phone", "class 2: for the SIM",
        "class 3: for the terminal",
    ]

    /// TP-DCS in one line (TS 23.038 clause 4).
    static func dataCoding(_ coding: DataCoding) -> String {
        let alphabet =
            switch coding.encoding {
            case .gsm7: "GSM 7-bit alphabet"
            case .octets: coding.isCompressed ? "compressed text" : "8-bit data"
            case .ucs2: "UCS-2"
            }
        var parts = [alphabet]
        if let messageClass = coding.messageClass {
            parts.append(classes[Int(messageClass & 0x03)])
        }
        if coding.isDeletedAfterReading {
            parts.append("to be deleted once it is read")
        }
        if let waiting = coding.messageWaiting {
            parts.append(
                "\(waiting.kind.rawValue) waiting indication \(waiting.isActive ? "on" : "off"), "
                    + (waiting.isStored ? "to be stored" : "may be dropped")
            )
        }
        return parts.joined(separator: ", ")
    }

    /// What is wrong with a reserved value; `nil` for others.
    static func reservedCoding(_ octet: UInt8) -> String? {
        switch octet >> 4 {
        case 0x8...0xB: "the coding group \(octet >> 4) is reserved; read as the GSM alphabet"
        case 0x0...0x7 where octet & 0x2C == 0x0C: "the alphabet 3 is reserved; read as the GSM alphabet"
        default: nil
        }
    }

    /// Each bit of TP-DCS once, from the lowest.
    static func codingBits(_ octet: UInt8) -> [Bits] {
        let group = octet >> 4
        switch group {
        case 0x0...0x7:
            let hasClass = octet & 0x10 != 0
            let alphabets = ["GSM 7-bit alphabet", "8-bit data", "UCS-2", "reserved"]
            return [
                Bits(
                    name: "class",
                    bits: 0...1,
                    meaning: hasClass ? classes[Int(octet & 0x03)] : "no meaning: there is no class"
                ),
                Bits(name: "alphabet", bits: 2...3, meaning: alphabets[Int(octet >> 2 & 0x03)]),
                Bits(name: "has class", bits: 4...4, meaning: hasClass ? "the class counts" : "there is no class"),
                Bits(name: "compressed", bits: 5...5, meaning: octet & 0x20 == 0 ? "no" : "yes (23.042)"),
                Bits(
                    name: "group",
                    bits: 6...7,
                    meaning: octet & 0x40 == 0 ? "general" : "general, to be deleted once read"
                ),
            ]
        case 0xC...0xE:
            let kinds = ["voice mail", "fax", "e-mail", "other messages"]
            let groups = ["drop the message", "store the message", "store the message, UCS-2"]
            return [
                Bits(name: "indication", bits: 0...1, meaning: kinds[Int(octet & 0x03)]),
                Bits(name: "reserved", bits: 2...2, meaning: ""),
                Bits(
                    name: "active",
                    bits: 3...3,
                    meaning: octet & 0x08 == 0 ? "nothing waits any more" : "something waits"
                ),
                Bits(name: "group", bits: 4...7, meaning: "message waiting: " + groups[Int(group) - 0xC]),
            ]
        case 0xF:
            return [
                Bits(name: "class", bits: 0...1, meaning: classes[Int(octet & 0x03)]),
                Bits(name: "alphabet", bits: 2...2, meaning: octet & 0x04 == 0 ? "GSM 7-bit alphabet" : "8-bit data"),
                Bits(name: "reserved", bits: 3...3, meaning: octet & 0x08 == 0 ? "" : "should be 0"),
                Bits(name: "group", bits: 4...7, meaning: "data coding with a class"),
            ]
        default:
            return [
                Bits(name: "reserved", bits: 0...3, meaning: ""),
                Bits(name: "group", bits: 4...7, meaning: "reserved"),
            ]
        }
    }
}
