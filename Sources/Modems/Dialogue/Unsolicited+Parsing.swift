extension Unsolicited {
    /// The first bytes of unsolicited lines of the vendors.
    static let leadingSigns: [Character] = ["+", "^", "$", "*", "%", "#", "_", "!"]

    private static let restartWords = ["RDY", "^SYSSTART", "+AT: READY", "*EMRDY: 1", "*ATREADY: 1"]
    private static let readyWords = [
        "SMS Ready", "SMS DONE", "PB DONE", "Call Ready", "+WIND: 4", "+QIND: SMS DONE", "+QIND: PB DONE",
    ]
    private static let powerWords = ["UNDER-VOLTAGE", "OVER-VOLTAGE", "NORMAL POWER DOWN", "POWERED DOWN", "^SHUTDOWN"]
    private static let callWords = ["NO CARRIER", "BUSY", "NO ANSWER"]
    private static let otherWords = ["SRING", "DST:", "CONNECT", "NO DIALTONE"]
    private static let simPrefixes = ["+CPIN:", "+QUSIM:", "#QSS:", "^SIMST:", "+UUSIMSTAT:", "^SCKS:"]

    /// True where the shape of the line alone says that it is nobody's answer, unless its prefix is asked for.
    static func hasShape(_ line: String) -> Bool {
        guard let first = line.first else { return false }
        if leadingSigns.contains(first) { return true }
        if line == "RING" { return true }
        return (restartWords + readyWords + powerWords + callWords + otherWords).contains { line.hasPrefix($0) }
    }

    /// Reads one unsolicited line. Two-line forms are put together by the dialogue.
    static func parse(_ line: String) -> Unsolicited {
        if line == "RING" || line.hasPrefix("+CRING:") { return .ring }
        if restartWords.contains(where: { line.hasPrefix($0) }) { return .restarted(line) }
        if line.hasPrefix("^BOOT") { return .bootNotice(line) }
        if readyWords.contains(where: { line.hasPrefix($0) }) { return .partReady(line) }
        if powerWords.contains(where: { line.hasPrefix($0) }) { return .power(line) }
        if callWords.contains(line) { return .callEnded(line) }
        if simPrefixes.contains(where: { line.hasPrefix($0) }) { return .simStatus(line) }
        guard let row = InformationLine(line) else { return .other(line) }
        return parse(row) ?? .other(line)
    }

    private static func parse(_ row: InformationLine) -> Unsolicited? {
        let fields = row.fields
        switch row.prefix {
        case "+CMTI", "+CDSI":
            guard fields.count >= 2, let index = fields[1].number, index >= 0 else { return nil }
            let storage = fields[0].text
            return row.prefix == "+CMTI"
                ? .messageStored(storage: storage, index: index) : .reportStored(storage: storage, index: index)
        case "+CLIP":
            guard let number = fields.first?.text, !number.isEmpty else { return nil }
            return .callerID(number)
        case "+CUSD":
            guard let mode = fields.first?.number else { return nil }
            return .ussd(mode: mode, text: fields.count > 1 ? fields[1].text : nil, coding: fields.last?.number)
        case "+CREG", "+CGREG", "+CEREG":
            return Registration(unsolicited: row).map { .registration($0) }
        default: return nil
        }
    }
}
