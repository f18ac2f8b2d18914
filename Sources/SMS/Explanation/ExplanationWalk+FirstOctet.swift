extension ExplanationWalk {
    mutating func firstOctet() throws(Stop) -> UInt8 {
        let index = try range(1, of: "the first octet", "23.040 9.2.2").lowerBound
        let octet = octets[index]
        var first = field("the first octet", index..<index + 1)
        switch type(of: octet) {
        case .deliver:
            first.value = "SMS-DELIVER"
            first.parts = deliverBits(octet, at: index)
            first.clause = "23.040 9.2.2.1"
        case .deliverReport:
            first.value = "SMS-DELIVER-REPORT"
            first.parts = reportBits(octet, at: index, "SMS-DELIVER-REPORT: from the modem to the service centre")
            first.clause = "23.040 9.2.2.1a"
        case .submit:
            first.value = "SMS-SUBMIT"
            first.parts = submitBits(octet, at: index)
            first.clause = "23.040 9.2.2.2"
        case .submitReport:
            first.value = "SMS-SUBMIT-REPORT"
            first.parts = reportBits(octet, at: index, "SMS-SUBMIT-REPORT: from the service centre to the modem")
            first.clause = "23.040 9.2.2.2a"
        case .statusReport:
            first.value = "SMS-STATUS-REPORT"
            first.parts = statusReportBits(octet, at: index)
            first.clause = "23.040 9.2.2.3"
        }
        if case .failure(let error) = result, error.code == .wrongType {
            first.name = "TP-MTI"
            try stop(first, "23.040 9.2.3.1")
        }
        add(first)
        return octet
    }

    private func type(_ octet: UInt8, at index: Int, _ meaning: String) -> ExplainedField {
        var type = part("TP-MTI", octet: index, bits: 0...1, String(octet & 0x03), meaning)
        type.clause = "23.040 9.2.3.1"
        if octet & 0x03 == 3 {
            type.warnings = [ExplainedWarning(warning: nil, text: "the type 3 is reserved; it is read as a deliver")]
        }
        return type
    }

    /// One flag of the first octet.
    private func flag(
        _ name: String,
        _ octet: UInt8,
        at index: Int,
        bit: Int,
        _ clause: String,
        zero: String,
        one: String
    ) -> ExplainedField {
        let value = octet >> UInt8(bit) & 1
        var flag = part(name, octet: index, bits: bit...bit, String(value), value == 0 ? zero : one)
        flag.clause = clause
        return flag
    }

    private func unused(_ octet: UInt8, at index: Int, bits: ClosedRange<Int>) -> ExplainedField {
        let mask = (1 << bits.count) - 1
        return part("unused", octet: index, bits: bits, String(Int(octet) >> bits.lowerBound & mask), "")
    }

    private func more(_ octet: UInt8, at index: Int) -> ExplainedField {
        flag(
            "TP-MMS",
            octet,
            at: index,
            bit: 2,
            "23.040 9.2.3.2",
            zero: "more messages wait at the service centre",
            one: "no more messages wait at the service centre"
        )
    }

    private func header(_ octet: UInt8, at index: Int) -> ExplainedField {
        flag(
            "TP-UDHI",
            octet,
            at: index,
            bit: 6,
            "23.040 9.2.3.23",
            zero: "the user data has no header",
            one: "the user data begins with a header"
        )
    }

    private func replyPath(_ octet: UInt8, at index: Int) -> ExplainedField {
        flag(
            "TP-RP",
            octet,
            at: index,
            bit: 7,
            "23.040 9.2.3.17",
            zero: "no reply path",
            one: "an answer may go through the same service centre"
        )
    }

    private func deliverBits(_ octet: UInt8, at index: Int) -> [ExplainedField] {
        [
            type(octet, at: index, "SMS-DELIVER: from the service centre to the modem"),
            more(octet, at: index),
            flag(
                "TP-LP",
                octet,
                at: index,
                bit: 3,
                "23.040 9.2.3.28",
                zero: "not forwarded, or not told",
                one: "forwarded or spawned: must not be forwarded again"
            ),
            unused(octet, at: index, bits: 4...4),
            flag(
                "TP-SRI",
                octet,
                at: index,
                bit: 5,
                "23.040 9.2.3.4",
                zero: "no status report goes to the sender",
                one: "a status report goes to the sender"
            ),
            header(octet, at: index),
            replyPath(octet, at: index),
        ]
    }

    private func submitBits(_ octet: UInt8, at index: Int) -> [ExplainedField] {
        let format = Int(octet >> 3 & 0x03)
        var validity = part("TP-VPF", octet: index, bits: 3...4, String(format), Meaning.validityFormats[format])
        validity.clause = "23.040 9.2.3.3"
        return [
            type(octet, at: index, "SMS-SUBMIT: from the modem to the service centre"),
            flag(
                "TP-RD",
                octet,
                at: index,
                bit: 2,
                "23.040 9.2.3.25",
                zero: "duplicates are accepted",
                one: "the service centre shall refuse duplicates"
            ),
            validity,
            flag(
                "TP-SRR",
                octet,
                at: index,
                bit: 5,
                "23.040 9.2.3.5",
                zero: "no status report is asked for",
                one: "a status report is asked for"
            ),
            header(octet, at: index),
            replyPath(octet, at: index),
        ]
    }

    private func statusReportBits(_ octet: UInt8, at index: Int) -> [ExplainedField] {
        [
            type(octet, at: index, "SMS-STATUS-REPORT: from the service centre to the modem"),
            more(octet, at: index),
            flag(
                "TP-LP",
                octet,
                at: index,
                bit: 3,
                "23.040 9.2.3.28",
                zero: "not forwarded, or not told",
                one: "forwarded or spawned: must not be forwarded again"
            ),
            unused(octet, at: index, bits: 4...4),
            flag(
                "TP-SRQ",
                octet,
                at: index,
                bit: 5,
                "23.040 9.2.3.26",
                zero: "about an SMS-SUBMIT",
                one: "the answer to an SMS-COMMAND"
            ),
            header(octet, at: index),
            unused(octet, at: index, bits: 7...7),
        ]
    }

    private func reportBits(_ octet: UInt8, at index: Int, _ meaning: String) -> [ExplainedField] {
        [
            type(octet, at: index, meaning), unused(octet, at: index, bits: 2...5), header(octet, at: index),
            unused(octet, at: index, bits: 7...7),
        ]
    }
}
