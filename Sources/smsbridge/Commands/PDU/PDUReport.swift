import SMS

/// A PDU explained on a terminal: what it is, its fields as a table, and what is wrong with it.
struct PDUReport {
    let explanation: PDUExplanation
    var remark: String?
    var title: String?
    var isFull = false
    var width = 80
    var colours = false

    /// What a row may need beside the meaning.
    private static let octetsPerRow = 7
    /// Stands for a space where a line must not end: a private character of the width of one.
    private static let unbroken: Character = "\u{E000}"
    private static let collapsed: Set<String> = ["TP-SCTS", "TP-DT", "TP-VP", "type"]

    var lines: [String] {
        var lines = head
        lines.append("")
        lines += table
        return lines
    }
}

extension PDUReport {
    /// What it is, from whom, and what it says.
    private var head: [String] {
        var facts: [(String, String)] = []
        switch explanation.result {
        case .success(let decoded): facts = Self.facts(decoded)
        case .failure(let error): facts = Self.facts(error, in: explanation)
        }
        if let remark { facts.append(("note", remark)) }
        for warning in explanation.warnings { facts.append(("warning", warning.text)) }
        let name = title.map { "\($0): " } ?? ""
        let style: Style = explanation.error == nil ? .bold : .bad
        return [style.apply(name + heading, colours: colours)]
            + facts.flatMap { name, text in Self.paragraph(name, text, width: width).map { styled(name, $0) } }
    }

    private func styled(_ name: String, _ line: String) -> String {
        switch name {
        case "fault", "to do": Style.bad.apply(line, colours: colours)
        case "warning", "note": Style.doubtful.apply(line, colours: colours)
        default: line
        }
    }

    private var heading: String {
        let octets = explanation.octets.count
        let size = "\(octets) \(octets == 1 ? "octet" : "octets")"
        guard explanation.error == nil else { return "a PDU that cannot be read, \(size)" }
        switch explanation.direction {
        case .deliver: return "SMS-DELIVER, a received message, \(size)"
        case .submit: return "SMS-SUBMIT, a message to be sent, \(size)"
        case .statusReport: return "SMS-STATUS-REPORT, what became of a message, \(size)"
        case .deliverReport: return "SMS-DELIVER-REPORT, how a received message was acknowledged, \(size)"
        case .submitReport: return "SMS-SUBMIT-REPORT, how a sent message was acknowledged, \(size)"
        case nil: return "a PDU, \(size)"
        }
    }

    private static func facts(_ decoded: DecodedPDU) -> [(String, String)] {
        var facts: [(String, String)] = []
        let number = decoded.tpdu.address.map { $0.isUnknown ? "nobody (no number)" : $0.number } ?? ""
        switch decoded.tpdu {
        case .deliver(let deliver):
            facts = [("from", number), ("sent", deliver.timestamp?.description ?? "at an impossible time")]
        case .submit:
            facts = [("to", number)]
        case .statusReport(let report):
            facts = [
                ("to", number), ("reference", String(report.messageReference)),
                ("status", report.status.map { "\($0.statusClass.rawValue): \($0.meaning)" } ?? "missing"),
                ("at", report.dischargeTime?.description ?? "an impossible time"),
            ]
        case .deliverReport(let report):
            facts = [("result", report.failureCause.map { "refused: \($0.meaning)" } ?? "accepted")]
        case .submitReport(let report):
            facts = [
                ("result", report.failureCause.map { "refused: \($0.meaning)" } ?? "accepted"),
                ("at", report.timestamp?.description ?? "an impossible time"),
            ]
        }
        guard let userData = decoded.tpdu.userData else { return facts }
        if let part = userData.concatenation {
            facts.append(("part", "\(part.sequence) of \(part.total), reference \(part.reference)"))
        }
        if let text = userData.text {
            facts.append(("text", text.isEmpty ? "(empty)" : text))
        } else {
            facts.append(("data", userData.data.isEmpty ? "(none)" : Hex.encode(userData.data)))
        }
        return facts
    }

    private static func facts(_ error: DecodeError, in explanation: PDUExplanation) -> [(String, String)] {
        var facts: [(String, String)] = []
        if let address = error.partial.address, !address.isUnknown { facts.append(("number", address.number)) }
        if let time = error.partial.timestamp { facts.append(("time", time.description)) }
        facts.append(("fault", "octet \(error.offset), \(error.field): \(error.message)"))
        let fault = explanation.fields.flatMap(\.all).compactMap(\.fault).first
        if let fault { facts.append(("to do", fault.advice)) }
        return facts
    }

    private static func paragraph(_ name: String, _ text: String, width: Int) -> [String] {
        let lines = wrapped(TerminalText.plain(text), to: width - 13)
        return lines.enumerated().map { index, line in
            "  " + (index == 0 ? name : "").padded(to: 11) + line
        }
    }
}

extension PDUReport {
    private struct Row {
        var octets = ""
        var hex: [String] = []
        var name = ""
        var text = ""
        var style = Style.plain
        var notes: [(String, Style)] = []
    }

    private var table: [String] {
        let rows: [Row] = explanation.fields.flatMap { self.rows($0, depth: 0) }
        func longest(_ title: String, _ cells: [String]) -> Int { cells.reduce(title.count) { max($0, $1.count) } }
        let octets = longest("OCTET", rows.map(\.octets))
        let hex = longest("HEX", rows.flatMap(\.hex))
        let name = longest("FIELD", rows.map(\.name))
        let start = octets + hex + name + 6
        let title =
            "OCTET".padded(to: octets, fromLeft: true) + "  " + "HEX".padded(to: hex) + "  " + "FIELD".padded(to: name)
        var lines = [Style.bold.apply(title + "  VALUE, MEANING (CLAUSE)", colours: colours)]
        for row in rows {
            let texts = Self.wrapped(row.text, to: max(20, width - start))
            for index in 0..<max(texts.count, row.hex.count, 1) {
                let left =
                    (index == 0 ? row.octets : "").padded(to: octets, fromLeft: true) + "  "
                    + (index < row.hex.count ? row.hex[index] : "").padded(to: hex) + "  "
                let field = (index == 0 ? row.name : "").padded(to: name)
                let text = String((index < texts.count ? texts[index] : "").map { $0 == Self.unbroken ? " " : $0 })
                let line =
                    Style.dim.apply(left, colours: colours) + row.style.apply(field, colours: colours) + "  " + text
                lines.append(Self.withoutTrailingSpace(line))
            }
            for (note, style) in row.notes {
                for (index, text) in Self.wrapped(note, to: max(20, width - start - 2)).enumerated() {
                    let mark = index == 0 ? "! " : "  "
                    let indent = String(repeating: " ", count: start)
                    lines.append(indent + style.apply(mark + text, colours: colours))
                }
            }
        }
        return lines
    }

    private func rows(_ field: ExplainedField, depth: Int) -> [Row] {
        var row = Row()
        let isBits = field.isPartOfOctet && field.octets.count == 1
        let parts = shownParts(field)
        row.octets =
            isBits && depth > 0 && field.name != "fill bits" && field.name != "unused bits" ? "" : Self.place(field)
        if field.isPartOfOctet, field.octets.count == 1 {
            row.hex = [Self.mask(field)]
        } else if parts.isEmpty || field.octets.count == 1 {
            row.hex = Self.hex(field.raw)
        }
        row.name = String(repeating: " ", count: depth * 2) + field.name
        row.style = field.fault != nil ? .bad : field.warnings.isEmpty ? (depth == 0 ? .bold : .plain) : .doubtful
        row.text = Self.text(field)
        row.notes = field.warnings.map { ($0.text, .doubtful) }
        if let fault = field.fault { row.notes += [(fault.text, .bad), (fault.advice, .bad)] }
        return [row] + parts.flatMap { rows($0, depth: depth + 1) }
    }

    /// The parts that get rows of their own. Those of times, of a plain TP-DCS and of header elements are for `--full`.
    private func shownParts(_ field: ExplainedField) -> [ExplainedField] {
        if isFull { return field.parts }
        if Self.collapsed.contains(field.name) || field.parts.first?.name == "IEI" { return [] }
        if field.name == "TP-DCS", field.raw == [0] { return [] }
        return field.parts
    }

    private static func text(_ field: ExplainedField) -> String {
        var words = TerminalText.plain(field.value)
        if field.name == "text" { words = "\"\(words)\"" }
        // Data is in the column of octets already.
        if field.raw.count > 3, field.value == Hex.encode(field.raw) { words = "" }
        if !field.meaning.isEmpty { words += words.isEmpty ? field.meaning : ": \(field.meaning)" }
        guard !field.clause.isEmpty else { return words }
        let clause = "(\(field.clause))".split(separator: " ").joined(separator: String(unbroken))
        return words.isEmpty ? clause : "\(words) \(clause)"
    }

    private static func place(_ field: ExplainedField) -> String {
        let octets = field.octets
        guard let first = octets.first, let last = octets.last else { return "\(octets.lowerBound)" }
        return first == last ? "\(first)" : "\(first)-\(last)"
    }

    private static func hex(_ octets: [UInt8]) -> [String] {
        stride(from: 0, to: octets.count, by: octetsPerRow).map { start in
            Hex.encode(octets[start..<min(octets.count, start + octetsPerRow)])
        }
    }

    /// The bits of an octet that the field has, as `..10 0...`.
    private static func mask(_ field: ExplainedField) -> String {
        let octet = field.raw.first ?? 0
        let first = field.octets.lowerBound * 8
        var mask = ""
        for bit in (0..<8).reversed() {
            let isOwn = field.bits.contains(first + bit)
            mask += isOwn ? (octet >> UInt8(bit) & 1 == 1 ? "1" : "0") : "."
            if bit == 4 { mask += " " }
        }
        return mask
    }

    private static func withoutTrailingSpace(_ line: String) -> String {
        var line = line[...]
        while line.last == " " { line.removeLast() }
        return String(line)
    }

    /// As ``TerminalText/wrapped(_:to:)``, with words that are too long cut.
    private static func wrapped(_ text: String, to columns: Int) -> [String] {
        TerminalText.wrapped(text, to: columns).flatMap { line -> [String] in
            guard TerminalText.width(line) > columns else { return [line] }
            var lines: [String] = []
            var rest = line[...]
            while !rest.isEmpty {
                lines.append(String(rest.prefix(columns)))
                rest = rest.dropFirst(columns)
            }
            return lines
        }
    }
}

extension String {
    /// With spaces to that many columns.
    fileprivate func padded(to columns: Int, fromLeft: Bool = false) -> String {
        let padding = String(repeating: " ", count: max(0, columns - TerminalText.width(self)))
        return fromLeft ? padding + self : self + padding
    }
}
