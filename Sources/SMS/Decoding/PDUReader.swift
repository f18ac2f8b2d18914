/// One reading of one PDU: where it stands, and what it has so far.
struct PDUReader {
    /// Once the user data is read, which comes last, only the user data.
    var octets: [UInt8]
    /// Octets of the PDU.
    let count: Int
    let options: DecodeOptions
    var position = 0
    var partial = PartialPDU()

    init(octets: [UInt8], options: DecodeOptions) {
        self.octets = octets
        count = octets.count
        self.options = options
    }

    mutating func read() throws(DecodeError) -> DecodedPDU {
        if options.hasServiceCentre {
            partial.smsc = try readServiceCentre()
        }
        let start = position
        let first = try octet("the first octet")
        let direction = try direction(of: first, at: start)
        partial.direction = direction
        let tpdu: TPDU =
            switch direction {
            case .deliver: .deliver(try readDeliver(first: first))
            case .submit: .submit(try readSubmit(first: first))
            case .statusReport: .statusReport(try readStatusReport(first: first))
            case .deliverReport: .deliverReport(try readDeliverReport(first: first))
            case .submitReport: .submitReport(try readSubmitReport(first: first))
            }
        if position < count {
            warn(.trailingOctets)
        }
        return DecodedPDU(smsc: partial.smsc, tpdu: tpdu, warnings: partial.warnings)
    }

    private func direction(of first: UInt8, at offset: Int) throws(DecodeError) -> Direction {
        let found: Direction =
            switch first & 0x03 {
            case 1: .submit
            case 2: .statusReport
            default: .deliver
            }
        if let asked = options.direction, asked != found {
            if asked == .deliverReport, first & 0x03 == 0 { return asked }
            if asked == .submitReport, first & 0x03 == 1 { return asked }
            throw failure(.wrongType, "TP-MTI", at: offset, "the PDU is a \(found.rawValue), not a \(asked.rawValue)")
        }
        return found
    }

    private mutating func readDeliver(first: UInt8) throws(DecodeError) -> Deliver {
        let originator = try readAddress("TP-OA")
        let (identifier, coding) = try readCoding()
        let timestamp = try readTime("TP-SCTS")
        partial.timestamp = timestamp
        let userData = try readUserData(length: octet("TP-UDL"), coding: coding, hasHeader: first & 0x40 != 0)
        return Deliver(
            originator: originator,
            protocolIdentifier: identifier,
            dataCoding: coding,
            timestamp: timestamp,
            hasMoreMessages: first & 0x04 == 0,
            statusReportIndication: first & 0x20 != 0,
            replyPath: first & 0x80 != 0,
            userData: userData
        )
    }

    private mutating func readSubmit(first: UInt8) throws(DecodeError) -> Submit {
        let reference = try octet("TP-MR")
        partial.messageReference = reference
        let destination = try readAddress("TP-DA")
        let (identifier, coding) = try readCoding()
        let validity = try readValidity(format: first >> 3 & 0x03)
        partial.validity = validity
        let userData = try readUserData(length: octet("TP-UDL"), coding: coding, hasHeader: first & 0x40 != 0)
        return Submit(
            destination: destination,
            messageReference: reference,
            protocolIdentifier: identifier,
            dataCoding: coding,
            validity: validity,
            requestsStatusReport: first & 0x20 != 0,
            rejectsDuplicates: first & 0x04 != 0,
            replyPath: first & 0x80 != 0,
            userData: userData
        )
    }

    private mutating func readStatusReport(first: UInt8) throws(DecodeError) -> StatusReport {
        let reference = try octet("TP-MR")
        partial.messageReference = reference
        let recipient = try readAddress("TP-RA")
        let timestamp = try readTime("TP-SCTS")
        partial.timestamp = timestamp
        let discharge = try readTime("TP-DT")
        partial.dischargeTime = discharge
        var status: DeliveryStatus?
        if options.lenient, position == octets.count {
            warn(.statusMissing)
        } else {
            status = DeliveryStatus(octet: try octet("TP-ST"))
        }
        var report = StatusReport(
            messageReference: reference,
            recipient: recipient,
            timestamp: timestamp,
            dischargeTime: discharge,
            status: status,
            hasMoreMessages: first & 0x04 == 0,
            answersCommand: first & 0x20 != 0
        )
        partial.status = status
        guard let indicator = optionalOctet() else { return report }
        let parameters = try readParameters(indicator: indicator, hasHeader: first & 0x40 != 0)
        report.protocolIdentifier = parameters.protocolIdentifier
        report.dataCoding = parameters.dataCoding
        report.userData = parameters.userData
        return report
    }
}
