extension PDUExplanation {
    /// One JSON object in one line: what the line protocol's `decode` answers, with `pdu` (upper-case hexadecimal digits)
    /// in front and `fields` behind. For a PDU that cannot be read it has `error` with the field and its octet, and what
    /// was read before.
    public func json(remark: String? = nil, line: Int? = nil) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            if let line {
                writer.member("line", line)
            }
            writer.member("pdu", Hex.encode(octets))
            writer.member("with_smsc", options.hasServiceCentre)
            if let remark {
                writer.member("remark", remark)
            }
            switch result {
            case .success(let decoded):
                writer.member("ok", true)
                JSONLines.write(decoded, into: &writer)
            case .failure(let error):
                writer.member("ok", false)
                write(error, into: &writer)
            }
            writer.name("remarks")
            writer.array { writer in
                for remark in remarks {
                    writer.value(remark.text)
                }
            }
            writer.name("fields")
            Self.write(fields, into: &writer)
        }
        return String(decoding: writer.text, as: UTF8.self)
    }

    private func write(_ error: DecodeError, into writer: inout JSONWriter) {
        writer.name("error")
        writer.object { writer in
            writer.member("code", error.code.rawValue)
            writer.member("message", error.message)
            writer.member("field", error.field)
            writer.member("octet", error.offset)
            writer.member("advice", FaultAdvice.text(for: error, options: options))
        }
        writer.member("type", error.partial.direction?.rawValue)
        writer.member("smsc", error.partial.smsc?.number)
        writer.member("address", error.partial.address) { writer, address in
            writer.member("number", address.number)
            writer.member("ton", address.typeOfNumber)
            writer.member("npi", address.numberingPlan)
        }
    }

    private static func write(_ fields: [ExplainedField], into writer: inout JSONWriter) {
        writer.array { writer in
            for field in fields {
                writer.object { write(field, into: &$0) }
            }
        }
    }

    private static func write(_ field: ExplainedField, into writer: inout JSONWriter) {
        writer.member("name", field.name)
        writer.member("octet", field.octets.lowerBound)
        writer.member("octets", field.octets.count)
        if field.isPartOfOctet {
            writer.member("bit", field.bits.lowerBound % 8)
            writer.member("bits", field.bits.count)
        }
        writer.name("hex")
        writer.hex(field.raw)
        writer.member("value", field.value)
        if !field.meaning.isEmpty { writer.member("meaning", field.meaning) }
        if !field.clause.isEmpty { writer.member("clause", field.clause) }
        if !field.warnings.isEmpty {
            writer.name("warnings")
            writer.array { writer in
                for warning in field.warnings {
                    writer.object { writer in
                        writer.member("code", warning.warning?.rawValue)
                        writer.member("message", warning.text)
                    }
                }
            }
        }
        if let fault = field.fault {
            writer.member("fault", fault.text)
        }
        if !field.parts.isEmpty {
            writer.name("parts")
            write(field.parts, into: &writer)
        }
    }
}
