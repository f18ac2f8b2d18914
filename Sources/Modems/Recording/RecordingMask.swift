import SMS

/// Takes people out of a recording and leaves its structure: every line stays as long as it was, numbers become other
/// numbers, texts other letters, PDUs other PDUs of the same form. The same number has the same substitute all through one
/// recording, and nobody finds the way back once the key is forgotten.
///
/// ``Masking`` is for reading; this is for playing back.
public struct RecordingMask: Sendable {
    let hash: KeyedHash
    /// What numbers became.
    var substitutes: [String: String] = [:]
    var taken: Set<String> = []

    /// The command under way, in capitals.
    private var command = ""
    /// The octets of the TPDU that `AT+CMGS` announced.
    private var submitted: Int?
    private var body: Body?
    /// A text in quotes goes on in the next line.
    private var isInQuotes = false
    /// The numbers of the line are of a subscriber: what names its network stays.
    var keepsNetwork = false

    /// What is expected behind `+CMGL`, `+CMT` and their like.
    private struct Body {
        /// Octets of the TPDU; nil in text mode, where lines follow until something else comes.
        var length: Int?
    }

    /// The key is 128 bits of chance, not kept anywhere.
    public init(key: (UInt64, UInt64)) {
        hash = KeyedHash(key: key)
    }

    /// The recording without people.
    public static func mask(_ recording: Recording, key: (UInt64, UInt64)) -> Recording {
        var mask = RecordingMask(key: key)
        var masked = recording
        for index in masked.entries.indices {
            masked.entries[index].text = mask.masked(recording.entries[index])
        }
        return masked
    }

    mutating func masked(_ entry: Recording.Entry) -> String {
        switch entry.kind {
        case .sent: sent(entry.text)
        case .received: received(entry.text)
        case .noted: entry.text
        }
    }

    // MARK: To the modem

    private mutating func sent(_ line: String) -> String {
        if line == "<ESC>" || line == "<Ctrl-Z>" { return line }
        isInQuotes = false
        let upper = line.uppercased()
        if upper.hasPrefix("AT") {
            command = upper
            submitted = upper.hasPrefix("AT+CMGS=") ? Int(upper.dropFirst(8)) : nil
            return commandLine(line)
        }
        let ending = line.hasSuffix("<Ctrl-Z>") ? "<Ctrl-Z>" : ""
        let content = String(line.dropLast(ending.utf8.count))
        return (pdu(content, length: submitted) ?? text(content)) + ending
    }

    private mutating func commandLine(_ line: String) -> String {
        let name = commandName(line)
        // What the daemon hid already.
        if line.hasSuffix("=[hidden]") { return line }
        if name == "+CUSD" { return quoted(line) { $0.ussd($1) } }
        if name == "+CSIM" || name == "+CRSM" { return quoted(line, digits: .max) { $0.card($1) } }
        // Of what shows the place of the modem, the question says nothing.
        return Self.plain.contains(name) || name == "+QENG" ? line : standard(line)
    }

    // MARK: From the modem

    private mutating func received(_ line: String) -> String {
        if isInQuotes { return continued(line) }
        if line == ">" { return line }
        if ResultLine.parse(line, dialling: false) != nil {
            body = nil
            return line
        }
        let upper = line.uppercased()
        // An echo.
        if upper.hasPrefix("AT+") || upper.hasPrefix("AT^") || upper == command { return commandLine(line) }
        if let masked = stored(line) { return masked }
        if let row = InformationLine(line) {
            // A notice may come between a head and its PDU.
            let masked = information(line, row.prefix.uppercased())
            if Self.heads.contains(row.prefix) { body = Body(length: length(row)) }
            return masked
        }
        if Unsolicited.hasShape(line) { return standard(line) }
        return bare(line)
    }

    /// The PDU or the text behind a head; some firmwares put the next head right behind it.
    private mutating func stored(_ line: String) -> String? {
        guard let expected = body else { return nil }
        if let digits = MessageList.cleanPDU(line), digits.utf8.count >= 8 {
            body = nil
            let rest = String(line.drop { $0 == "\"" }.dropFirst(digits.utf8.count))
            let front = String(line.prefix { $0 == "\"" })
            return front + (pdu(digits, length: expected.length) ?? digits) + tail(rest)
        }
        if let end = line.firstRange(of: "+CMGL:")?.lowerBound, end > line.startIndex {
            body = nil
            let front = String(line[..<end])
            return (pdu(front, length: expected.length) ?? text(front)) + received(String(line[end...]))
        }
        // What a person writes may begin like a notice; a notice has a head.
        guard expected.length == nil, InformationLine(line) == nil else { return nil }
        return text(line)
    }

    private mutating func tail(_ rest: String) -> String {
        rest.hasPrefix("+CMGL:") ? received(rest) : standard(rest)
    }

    private func length(_ row: InformationLine) -> Int? {
        let fields = row.fields
        let isPDU = fields.count <= 4 && fields.last?.isQuoted == false
        return isPDU ? fields.last?.number : nil
    }

    private mutating func information(_ line: String, _ prefix: String) -> String {
        switch prefix {
        case "+CUSD":
            let masked = quoted(line) { $0.ussd($1) }
            isInQuotes = line.count { $0 == "\"" } % 2 == 1
            return masked
        case "+CSIM", "+CRSM": return quoted(line, digits: .max) { $0.card($1) }
        case "+CMGS", "+CMSS": return acknowledgement(line)
        case "+CREG", "+CGREG", "+CEREG", "+C5GREG": return places(line, from: 3)
        default: break
        }
        if Self.plain.contains(prefix) { return line }
        if Self.names.contains(prefix) { return runs(line, digits: 8, hexadecimal: .max) }
        if Self.places.contains(where: { prefix.contains($0) }) { return places(line, from: 4) }
        return standard(line)
    }

    private mutating func acknowledgement(_ line: String) -> String {
        guard let comma = line.firstIndex(of: ",") else { return line }
        let rest = String(line[line.index(after: comma)...])
        let digits = rest.filter { $0 != "\"" && $0 != " " }
        guard let octets = Hex.decode(digits) else { return line[...comma] + standard(rest) }
        let masked = Hex.encode(PDUSubstitution.apply(&self, to: octets, options: .acknowledgement))
        return line[...comma] + rest.replacing(digits, with: masked)
    }

    /// A line without a head: an answer, or what only looks like one.
    private mutating func bare(_ line: String) -> String {
        let name = commandName(command)
        if Self.plain.contains(name) || (line.utf8.count <= 4 && line.isDecimal) { return line }
        if Self.names.contains(name) { return runs(line, digits: 8, hexadecimal: .max) }
        if Self.identities.contains(name) || name.hasSuffix("CCID") {
            keepsNetwork = name == "+CIMI"
            defer { keepsNetwork = false }
            return standard(line)
        }
        // The echo of a message, or one that nobody announced.
        return pdu(line, length: submitted) ?? text(line)
    }

    /// The rest of a text whose quote is open.
    private mutating func continued(_ line: String) -> String {
        guard let end = line.lastIndex(of: "\"") else { return text(line) }
        isInQuotes = false
        return text(String(line[..<end])) + line[end...]
    }

    /// The name behind `AT`, such as `+CMGS`, in capitals.
    private func commandName(_ line: String) -> String {
        String(line.uppercased().dropFirst(2).prefix { $0 != "=" && $0 != "?" && $0 != ";" && $0 != ":" })
    }

    // MARK: Kinds of lines

    /// Two-line forms.
    private static let heads = ["+CMGL", "+CMGR", "+CMT", "+CDS", "+CBM"]

    /// Nothing of people is in them, whatever they say.
    private static let plain: Set<String> = [
        "+CSQ", "+CESQ", "+CPMS", "+COPS", "+CFUN", "+CPIN", "+CMTI", "+CDSI", "+CMGF", "+CNMI", "+CSMS", "+CGSMS",
        "+CMMS", "+CSCS", "+CMEE", "+CMGD", "+CBC", "+CCLK", "+CLCK", "+CEER", "+CIEV", "+QIND", "+QINDCFG", "+QURCCFG",
        "+QPINC", "^SPIC", "+WIND", "^RSSI", "^HCSQ", "^MODE", "^SRVST", "^SIMST", "^SCFG", "^CURC", "^CHIPTEMP",
        "+CPMUTEMP", "+CNSMOD", "+NITZ", "*PSUTTZ", "^NWTIME", "^BOOT", "^DSFLOWRPT", "!PCTEMP", "!PCVOLT", "#TEMPMEAS",
    ]

    /// Names and versions.
    private static let names: Set<String> = ["+CGMI", "+CGMM", "+CGMR", "+GMI", "+GMM", "+GMR", "I", "I0", "I1"]

    /// Numbers of device and card.
    private static let identities: Set<String> = ["+CGSN", "+GSN", "+CIMI", "+CNUM"]

    /// Parts of the names of what tells where the modem is.
    private static let places = ["CPSI", "QENG", "CENG", "MONI", "CELL", "LOC", "GPS", "GNS", "CCED", "QNWINFO"]
}
