extension ATDialogue {
    mutating func unsolicited(_ line: String, _ actions: inout [Action]) {
        if let first = Header(line) {
            if let header { actions.append(.unsolicited(.other(header.line))) }
            header = first
            return
        }
        let notice = Unsolicited.parse(line)
        actions.append(.unsolicited(notice))
        if case .restarted = notice {
            stopped(.restarted, &actions)
            // What it was asked before it has forgotten.
            owed = 0
        }
    }

    /// The line behind `+CMT` or `+CDS`. True where it was taken.
    mutating func secondLine(_ line: String, _ actions: inout [Action]) -> Bool {
        guard var first = header else { return false }
        let looksForeign = Unsolicited.hasShape(line) || ResultLine.parse(line, dialling: false) != nil
        guard let length = first.length else {
            header = nil
            actions.append(.unsolicited(.textRouted(header: first.line, text: looksForeign ? "" : line)))
            return !looksForeign
        }
        if let pdu = MessageList.cleanPDU(line) {
            header = nil
            actions.append(
                .unsolicited(
                    first.isReport
                        ? .reportRouted(length: length, pdu: pdu) : .messageRouted(length: length, pdu: pdu)
                )
            )
            return true
        }
        first.patience -= 1
        if looksForeign, first.patience > 0 {
            header = first
        } else {
            header = nil
            actions.append(.unsolicited(.other(first.line)))
        }
        return false
    }
}

extension ATDialogue.Header {
    /// Nil where the line is no head of a two-line notice.
    init?(_ line: String) {
        guard let row = InformationLine(line), row.prefix == "+CMT" || row.prefix == "+CDS" else { return nil }
        let fields = row.fields
        let isReport = row.prefix == "+CDS"
        // PDU mode: `[alpha],length` and `length`. In text mode the values are many, or no number is at the end.
        let isPDU = fields.count <= 2 && fields.last?.isQuoted == false
        self.init(line: line, isReport: isReport, length: isPDU ? fields.last?.number : nil)
    }
}

extension Unsolicited {
    /// Prefixes that are answers and notices alike.
    static func isTwoFaced(_ prefix: String) -> Bool {
        ["+CREG", "+CGREG", "+CEREG", "+CPIN", "+CUSD", "+CMTI", "+CDSI", "+CMT", "+CDS"].contains(prefix)
    }
}
