/// What an element of the user data header says (TS 23.040 clause 9.2.3.24).
struct ElementMeaning {
    var name: String
    var value: String
    var text = ""
    var clause = "23.040 9.2.3.24"
    var warning: ExplainedWarning?

    init(_ element: InformationElement, encoding: MessageEncoding) {
        let (name, clause) = Self.names[element.identifier] ?? (Self.range(of: element.identifier), "")
        self.name = name
        self.clause += clause
        value = Hex.encode(element.data)
        switch element.kind {
        case .concatenation(let part):
            value = "part \(part.sequence) of \(part.total)"
            text = "of the message with the reference \(part.reference)"
        case .ports(let ports):
            let known = Self.ports[ports.destination].map { " (\($0))" } ?? ""
            value = "to \(ports.destination)\(known), from \(ports.source)"
            text = "for an application, not for people"
        case .specialIndication(let indication): describe(indication)
        case .replyAddress(let address):
            value = address.number
            text = "where an answer shall go"
        case .singleShift(let id):
            language(id, element, encoding)
            text = "table for the characters behind an escape"
        case .lockingShift(let id):
            language(id, element, encoding)
            text = "table for the text"
        case .raw: describeRaw(element)
        }
    }

    private mutating func describe(_ indication: SpecialIndication) {
        let kind =
            switch indication.kind {
            case .voicemail: "voice"
            case .fax: "fax"
            case .email: "e-mail"
            case .video: "video"
            case .other: "other"
            case .reserved: "unknown"
            }
        value = "\(indication.count) \(kind) \(indication.count == 1 ? "message" : "messages")"
        text = "waiting; this message \(indication.isStored ? "is to be stored" : "may be dropped")"
    }

    private mutating func language(_ id: UInt8, _ element: InformationElement, _ encoding: MessageEncoding) {
        value = id == 0 ? "the default" : NationalLanguage(rawValue: id)?.name ?? "language \(id)"
        guard element.namesUnknownTable else { return }
        warning = ExplainedWarning(
            warning: encoding == .gsm7 ? .nationalLanguage : nil,
            text: "there is no such table; the default one is taken"
        )
    }

    /// An element that is not known in all its forms, or one with a wrong length.
    private mutating func describeRaw(_ element: InformationElement) {
        guard let lengths = Self.lengths[element.identifier] else {
            text = Self.names[element.identifier] == nil ? "unknown; left as it is" : ""
            return
        }
        text = "ignored"
        warning = ExplainedWarning(warning: nil, text: "it must have \(lengths); the element is ignored")
    }

    /// What the elements must have that the decoder reads.
    private static let lengths: [UInt8: String] = [
        0x00: "3 octets, and a number from 1 to the total", 0x01: "2 octets", 0x04: "2 octets", 0x05: "4 octets",
        0x08: "4 octets, and a number from 1 to the total", 0x22: "a length that fits its address", 0x24: "1 octet",
        0x25: "1 octet",
    ]

    private static func range(of identifier: UInt8) -> String {
        switch identifier {
        case 0x70...0x7F: "SIM toolkit security header"
        case 0x80...0x9F: "element between phones"
        case 0xC0...0xDF: "element of the service centre"
        default: "reserved element"
        }
    }

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
