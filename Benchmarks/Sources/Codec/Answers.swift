import SMS

/// What a codec found, in one line, so that the results of different programs can be compared.
enum Answers {
    static func decoded(_ pdu: String) throws(DecodeError) -> String {
        let tpdu = try PDUDecoder.decode(hex: pdu).tpdu
        if case .statusReport(let report) = tpdu {
            let fields = [
                report.recipient.number, String(report.messageReference), time(report.timestamp),
                time(report.dischargeTime), report.status.map { String($0.octet) } ?? "-",
            ]
            return fields.joined(separator: "\t")
        }
        guard case .deliver(let deliver) = tpdu else { return "" }
        let part = deliver.userData.concatenation.map { "\($0.reference)/\($0.total)/\($0.sequence)" }
        let fields = [deliver.originator.number, deliver.userData.text ?? "", time(deliver.timestamp), part ?? "-"]
        return fields.joined(separator: "\t")
    }

    static func encoded(_ number: String, _ text: String) throws(EncodeError) -> String {
        try Answers.encode(number, text).segments.map(\.pdu).joined(separator: ",")
    }

    /// With the reference that every program here uses, and a validity of four days.
    static func encode(_ number: String, _ text: String) throws(EncodeError) -> EncodedMessage {
        try SubmitEncoder.encode(
            SubmitRequest(to: Address(number), text: text, reference: 76, validityOctet: 0xAA)
        )
    }

    /// In UTC, as some of the others give nothing else.
    private static func time(_ time: ServiceCentreTime?) -> String {
        time.map { String(ServiceCentreTime(unixSeconds: $0.unixSeconds, quarterHours: 0).description.prefix(19)) }
            ?? "-"
    }
}
