extension ExplanationWalk {
    mutating func userData(_ coding: DataCoding, hasHeader: Bool) throws(Stop) {
        let clause = "23.040 9.2.3.16"
        let index = try range(1, of: "TP-UDL", clause).lowerBound
        let length = Int(octets[index])
        let encoding = coding.encoding
        let announced = encoding == .gsm7 ? (length * 7 + 7) / 8 : length
        let range = index + 1..<min(octets.count, index + 1 + announced)
        var field = field("TP-UDL", index..<index + 1)
        field.value = String(length)
        field.meaning =
            switch encoding {
            case .gsm7 where hasHeader:
                "\(length == 1 ? "septet" : "septets") of user data, the header's share with them: "
                    + "\(announced) \(announced == 1 ? "octet" : "octets")"
            case .gsm7:
                "\(length == 1 ? "septet" : "septets") of user data: "
                    + "\(announced) \(announced == 1 ? "octet" : "octets")"
            case .ucs2, .octets: "\(length == 1 ? "octet" : "octets") of user data"
            }
        field.clause = clause
        if range.count < announced {
            let text = "\(range.count) of \(announced) octets are there: the end is missing, and is left out"
            field.warnings.append(ExplainedWarning(warning: .userDataTruncated, text: text))
        }
        if hasHeader, range.isEmpty || octets[range.lowerBound] == 0 {
            field.warnings.append(
                ExplainedWarning(warning: .emptyHeader, text: "TP-UDHI announces a header and there is none")
            )
        }
        add(field)
        guard !range.isEmpty else { return }
        var data = self.field("TP-UD", range)
        data.clause = "23.040 9.2.3.24"
        var headerLength = 0
        if hasHeader {
            let end = range.lowerBound + 1 + Int(octets[range.lowerBound])
            guard end <= range.upperBound else {
                try stop(self.field("TP-UDHL", range.lowerBound..<range.lowerBound + 1), "23.040 9.2.3.24")
            }
            headerLength = end - range.lowerBound
            data.parts = try header(range.lowerBound..<end, encoding)
        }
        let body = range.lowerBound + headerLength..<range.upperBound
        switch encoding {
        case .gsm7: data.parts += septetParts(range, headerLength: headerLength, length: length)
        case .ucs2: data.parts += ucs2Parts(body)
        case .octets: data.parts += octetParts(body, coding)
        }
        data.value = "\(range.count) octets"
        add(data)
    }

    /// TP-UDHL and the elements, as far as they go.
    private mutating func header(_ range: Range<Int>, _ encoding: MessageEncoding) throws(Stop) -> [ExplainedField] {
        let start = range.lowerBound
        var length = field("TP-UDHL", start..<start + 1)
        length.value = String(octets[start])
        length.meaning = "octets of the header behind this one"
        length.clause = "23.040 9.2.3.24"
        var parts = [length]
        var index = start + 1
        while index < range.upperBound {
            let data = index + 2
            guard data <= range.upperBound, data + Int(octets[index + 1]) <= range.upperBound else {
                guard options.lenient else {
                    for part in parts {
                        add(part)
                    }
                    try stop(field("TP-UDH", index..<range.upperBound), "23.040 9.2.3.24")
                }
                var broken = field("broken element", index..<range.upperBound)
                broken.value = Hex.encode(octets[index..<range.upperBound])
                broken.clause = "23.040 9.2.3.24"
                broken.warnings = [
                    ExplainedWarning(
                        warning: .brokenHeader,
                        text: "a header element runs over the end of the header; it is left out"
                    )
                ]
                parts.append(broken)
                break
            }
            let next = data + Int(octets[index + 1])
            parts.append(element(index..<next, encoding))
            index = next
        }
        return parts
    }

    private func element(_ range: Range<Int>, _ encoding: MessageEncoding) -> ExplainedField {
        let start = range.lowerBound
        let element = InformationElement(identifier: octets[start], data: Array(octets[start + 2..<range.upperBound]))
        let meaning = ElementMeaning(element, encoding: encoding)
        var field = field(meaning.name, range)
        field.value = meaning.value
        field.meaning = meaning.text
        field.clause = meaning.clause
        if let warning = meaning.warning {
            field.warnings = [warning]
        }
        var identifier = self.field("IEI", start..<start + 1)
        identifier.value = "0x" + Hex.encode([octets[start]])
        identifier.meaning = "element identifier"
        var length = self.field("IEDL", start + 1..<start + 2)
        length.value = String(octets[start + 1])
        length.meaning = element.data.count == 1 ? "octet of data" : "octets of data"
        field.parts = [identifier, length]
        if !element.data.isEmpty {
            var data = self.field("IED", start + 2..<range.upperBound)
            data.value = meaning.value
            field.parts.append(data)
        }
        return field
    }

    /// Fill bits, the septets of the text, and the bits that are left over.
    private func septetParts(_ range: Range<Int>, headerLength: Int, length: Int) -> [ExplainedField] {
        let start = range.lowerBound * 8
        let end = range.upperBound * 8
        let headerEnd = start + headerLength * 8
        let first = UserData.headerSeptets(octets: headerLength)
        let textStart = min(end, start + first * 7)
        let count = min(max(0, length - first), (end - textStart) / 7)
        let textEnd = textStart + count * 7
        var parts: [ExplainedField] = []
        if textStart > headerEnd {
            var fill = ExplainedField("fill bits", bits: headerEnd..<textStart, of: octets)
            fill.value = "\(textStart - headerEnd) \(textStart - headerEnd == 1 ? "bit" : "bits")"
            fill.meaning = "so that the text begins at a septet"
            fill.clause = "23.040 9.2.3.24"
            parts.append(fill)
        }
        if textEnd > textStart {
            var text = ExplainedField("text", bits: textStart..<textEnd, of: octets)
            text.value = decodedText
            text.meaning = "\(count) \(count == 1 ? "septet" : "septets") of \(alphabet)"
            text.clause = "23.038 6.2.1"
            parts.append(text)
        }
        if end > textEnd {
            var unused = ExplainedField("unused bits", bits: textEnd..<end, of: octets)
            unused.value = "\(end - textEnd) \(end - textEnd == 1 ? "bit" : "bits")"
            unused.meaning = "the end of the last octet"
            unused.clause = "23.038 6.1.2.1.1"
            parts.append(unused)
        }
        return parts
    }

    private func ucs2Parts(_ range: Range<Int>) -> [ExplainedField] {
        var parts: [ExplainedField] = []
        let even = range.lowerBound..<range.upperBound - range.count % 2
        if !even.isEmpty {
            var text = field("text", even)
            text.value = decodedText
            text.meaning = "\(even.count / 2) characters of UTF-16, high octet first"
            text.clause = "23.038 6.2.3"
            parts.append(text)
        }
        if even.upperBound < range.upperBound {
            var odd = field("odd octet", even.upperBound..<range.upperBound)
            odd.value = Hex.encode([octets[even.upperBound]])
            odd.meaning = "half a character"
            odd.clause = "23.038 6.2.3"
            odd.warnings = [
                ExplainedWarning(warning: .oddUCS2, text: "UCS-2 text has pairs of octets; this one is not in the text")
            ]
            parts.append(odd)
        }
        return parts
    }

    private func octetParts(_ range: Range<Int>, _ coding: DataCoding) -> [ExplainedField] {
        guard !range.isEmpty else { return [] }
        var data = field("data", range)
        data.value = Hex.encode(octets[range])
        data.meaning = coding.isCompressed ? "compressed text" : "8-bit data"
        data.clause = coding.isCompressed ? "23.042" : "23.038 6.2.2"
        return [data]
    }

    /// The default alphabet, or what national tables make of it.
    private var alphabet: String {
        let decoded: DecodedPDU? = if case .success(let decoded) = result { decoded } else { nil }
        let tables = ShiftTables(header: decoded?.tpdu.userData?.header ?? [])
        let single = tables.single.map { "the \($0.name) single shift table" }
        guard let locking = tables.locking.map({ "the \($0.name) locking shift table" }) else {
            return single.map { "the GSM alphabet with \($0)" } ?? "the GSM alphabet"
        }
        return single.map { "\(locking) with \($0)" } ?? locking
    }

    /// The decoder's text; where the fault is in the user data there is none.
    private var decodedText: String {
        if case .success(let decoded) = result { decoded.tpdu.userData?.text ?? "" } else { "" }
    }
}
