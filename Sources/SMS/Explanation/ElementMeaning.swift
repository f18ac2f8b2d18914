/// What an element of the user data header says (TS 23.040 clause 9.2.3.24).
struct ElementMeaning {
    var name: String
    var value: String
    var text = ""
    var clause = "23.040 9.2.3.24"
    var warning: ExplainedWarning?

    init(_ element: InformationElement) {
        let (name, clause) = Self.names[element.identifier] ?? (Self.range(of: element.identifier), "")
        self.name = name
        self.clause += clause
        value = Hex.encode(element.data)
        switch element.identifier {
        case 0x00, 0x08: concatenation(element)
        case 0x01: indication(element.data)
        case 0x04, 0x05: ports(element)
        case 0x24, 0x25: language(element)
        default:
            text = Self.names[element.identifier] == nil ? "unknown; left as it is" : ""
        }
    }

    private mutating func concatenation(_ element: InformationElement) {
        guard let part = Concatenation(element) else {
            ignored(
                "a part of a longer message must have \(element.identifier == 0 ? 3 : 4) octets, and a number from 1 to the total"
            )
            return
        }
        value = "part \(part.sequence) of \(part.total)"
        text = "of the message with the reference \(part.reference)"
    }

    private mutating func ports(_ element: InformationElement) {
        guard let ports = ApplicationPorts(element) else {
            ignored("ports must have \(element.identifier == 0x04 ? 2 : 4) octets")
            return
        }
        let known = Self.ports[ports.destination].map { " (\($0))" } ?? ""
        value = "to \(ports.destination)\(known), from \(ports.source)"
        text = "for an application, not for people"
    }

    private mutating func indication(_ data: [UInt8]) {
        guard data.count == 2 else {
            ignored("an indication must have 2 octets")
            return
        }
        let kinds = ["voice", "fax", "e-mail", "other"]
        let kind = data[0] & 0x1F
        let name = kind < 4 ? kinds[Int(kind)] : kind == 7 ? "video" : "unknown"
        value = "\(data[1]) \(name) messages"
        text = "waiting; this message \(data[0] & 0x80 == 0 ? "may be dropped" : "is to be stored")"
    }

    private mutating func language(_ element: InformationElement) {
        guard element.data.count == 1 else {
            ignored("a language must have 1 octet", .nationalLanguage)
            return
        }
        let identifier = Int(element.data[0])
        value = identifier < Self.languages.count ? Self.languages[identifier] : "language \(identifier)"
        text = element.identifier == 0x24 ? "table for the characters behind an escape" : "table for the text"
        if identifier != 0 {
            warning = ExplainedWarning(
                warning: .nationalLanguage,
                text: "this language's table is not known; the text is read with the default table"
            )
        }
    }

    private mutating func ignored(_ reason: String, _ warning: DecodeWarning? = nil) {
        text = "ignored"
        self.warning = ExplainedWarning(warning: warning, text: "\(reason); the element is ignored")
    }

    private static func range(of identifier: UInt8) -> String {
        switch identifier {
        case 0x70...0x7F: "SIM toolkit security header"
        case 0x80...0x9F: "element between phones"
        case 0xC0...0xDF: "element of the service centre"
        default: "reserved element"
        }
    }

    private static let languages = [
        "the default", "Turkish", "Spanish", "Portuguese", "Bengali and Assamese", "Gujarati", "Hindi", "Kannada",
        "Malayalam", "Oriya", "Punjabi", "Tamil", "Telugu", "Urdu",
    ]

    private static let ports = [
        2948: "WAP push", 2949: "secure WAP push", 5505: "ring tone", 5506: "operator logo", 9200: "WAP",
        9201: "WAP session", 9204: "vCard", 9205: "vCalendar",
    ]

    private static let names: [UInt8: (String, String)] = [
        0x00: ("concatenation", ".1"), 0x01: ("message indication", ".2"), 0x04: ("ports, 8 bits", ".3"),
        0x05: ("ports, 16 bits", ".4"), 0x06: ("SMSC control", ".5"), 0x07: ("source indicator", ".6"),
        0x08: ("concatenation, 16 bits", ".8"), 0x09: ("WCMP", ".9"), 0x0A: ("text formatting", ".10.1"),
        0x0B: ("predefined sound", ".10.1"), 0x0C: ("user defined sound", ".10.1"),
        0x0D: ("predefined animation", ".10.1"), 0x0E: ("large animation", ".10.1"),
        0x0F: ("small animation", ".10.1"), 0x10: ("large picture", ".10.1"), 0x11: ("small picture", ".10.1"),
        0x12: ("variable picture", ".10.1"), 0x13: ("user prompt", ".10.1"), 0x14: ("extended object", ".10.1"),
        0x15: ("reused object", ".10.1"), 0x16: ("compression control", ".10.1"),
        0x17: ("object distribution", ".10.1"), 0x18: ("vector graphic", ".10.1"),
        0x19: ("character vector graphic", ".10.1"), 0x1A: ("object data request", ".10.1"),
        0x20: ("e-mail header", ".11"), 0x21: ("hyperlink", ".12"), 0x22: ("reply address", ""),
        0x23: ("enhanced voice mail", ".13"), 0x24: ("national single shift", ".15"),
        0x25: ("national locking shift", ".16"),
    ]
}
