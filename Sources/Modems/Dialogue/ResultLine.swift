/// Reads final results, in all the forms that modems give them.
enum ResultLine {
    /// The result that `line` states, or nil where it is no final result.
    static func parse(_ line: String, dialling: Bool) -> FinalResult? {
        switch line {
        case "OK": return .ok
        case "ERROR": return .error(.plain)
        case "COMMAND NOT SUPPORT", "COMMAND NOT SUPPORTED", "NA", "+CME ERROR: COMMAND NOT SUPPORT":
            return .error(.notSupported)
        case "NO CARRIER", "BUSY", "NO ANSWER", "NO DIALTONE", "NO DIAL TONE", "CONNECT":
            return dialling ? .error(.noCarrier) : nil
        default: break
        }
        if let detail = detail(of: line, after: "+CMS ERROR") { return .error(failure(detail, isCMS: true)) }
        if let detail = detail(of: line, after: "+CME ERROR") { return .error(failure(detail, isCMS: false)) }
        if let detail = detail(of: line, after: "MODEM ERROR") {
            return .error(Int(detail).map { .cme($0) } ?? .words(detail))
        }
        return nil
    }

    private static func detail(of line: String, after head: String) -> String? {
        guard line.hasPrefix(head) else { return nil }
        return String(line.dropFirst(head.count).drop { $0 == ":" || $0 == " " })
    }

    private static func failure(_ detail: String, isCMS: Bool) -> ATFailure {
        if let number = Int(detail), number >= 0 { return isCMS ? .cms(number) : .cme(number) }
        if let number = ErrorMeaning.number(ofWords: detail, isCMS: isCMS) {
            return isCMS ? .cms(number) : .cme(number)
        }
        return .words(String(detail.prefix(80)))
    }
}
