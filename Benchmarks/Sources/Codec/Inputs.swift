import SMS

/// What every codec is given: the same for the same seed.
struct Inputs {
    /// The kinds of message.
    enum Kind: String, CaseIterable {
        case gsm7, concatenated, ucs2, report
    }

    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// Pairs of a number and a text.
    mutating func texts(_ kind: Kind, count: Int) -> [(number: String, text: String)] {
        (0..<count).map { _ in (number(), text(kind)) }
    }

    /// PDUs as a modem lists them.
    mutating func pdus(_ kind: Kind, count: Int) throws(EncodeError) -> [String] {
        let centre = try Address("+491710760000")
        var pdus: [String] = []
        while pdus.count < count {
            let address = try Address(number())
            let time = time()
            if kind == .report {
                let request = StatusReportRequest(
                    recipient: address,
                    messageReference: UInt8(below(256)),
                    status: [0, 0, 0, 1, 0x30, 0x41, 0x46][below(7)],
                    submittedAt: time,
                    dischargedAt: ServiceCentreTime(unixSeconds: time.unixSeconds + 40, quarterHours: 4),
                    smsc: centre
                )
                pdus.append(try StatusReportEncoder.encode(request).pdu)
                continue
            }
            let request = DeliverRequest(
                from: address,
                text: text(kind),
                at: time,
                reference: below(256),
                smsc: centre
            )
            pdus += try DeliverEncoder.encode(request).segments.map(\.pdu)
        }
        return Array(pdus.prefix(count))
    }

    private mutating func text(_ kind: Kind) -> String {
        let words = kind == .ucs2 ? Self.cyrillic : Self.latin
        let length = kind == .concatenated ? 200 + below(240) : kind == .ucs2 ? 20 + below(50) : 20 + below(140)
        var text = ""
        while true {
            let word = words[below(words.count)]
            guard text.utf16.count + word.utf16.count + 1 <= length else { return text }
            text += text.isEmpty ? word : " " + word
        }
    }

    private mutating func number() -> String {
        "+4915" + String(100_000_000 + below(899_999_999))
    }

    private mutating func time() -> ServiceCentreTime {
        ServiceCentreTime(unixSeconds: 1_700_000_000 + Int64(below(60_000_000)), quarterHours: 4)
    }

    private mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31) % UInt64(bound))
    }

    private static let latin = [
        "Hello", "your", "appointment", "at", "the", "clinic", "is", "on", "Monday", "10:30", "please", "answer", "YES",
        "or", "NO", "Grüße", "für", "naive", "Ärztin", "Straße", "(room 4)", "50%", "thanks,", "see", "you!", "Reply",
        "STOP", "to", "opt", "out.", "Dr", "Müller", "£20", "¿Qué?", "mañana", "à", "è",
    ]
    private static let cyrillic = [
        "Здравствуйте", "ваш", "приём", "в", "понедельник", "10:30", "ответьте", "да", "или", "нет", "спасибо", "—",
        "клиника", "№4", "您好", "预约", "请回复",
    ]
}
