import Gateway

/// A line of a dialogue for people.
enum TraceText {
    /// Such as `12:03:04.123 > AT+CSQ`, and below it what a PDU says.
    static func lines(_ line: TraceView, utc: Bool, colours: Bool) -> [String] {
        let isSent = line.direction == ">"
        let text = TerminalText.plain(line.text)
        let head = Style.dim.apply(TimeText.clock(line.at, utc: utc), colours: colours)
        let body = (isSent ? Style.bold : Style.plain).apply("\(line.direction) \(text)", colours: colours)
        guard let pdu = line.pdu else { return ["\(head) \(body)"] }
        let note = Style.dim.apply(TerminalText.plain(pdu), colours: colours)
        return ["\(head) \(body)", String(repeating: " ", count: 15) + note]
    }
}
