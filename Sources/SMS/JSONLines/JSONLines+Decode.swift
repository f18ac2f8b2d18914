extension JSONLines {
    static func decode(
        _ request: LineRequest,
        id: ArraySlice<UInt8>?,
        into writer: inout JSONWriter
    ) throws(LineError) {
        let hex = try request.requiredString("pdu")
        var options = DecodeOptions.strict
        if let name = try request.string("direction") {
            guard let direction = Direction(rawValue: name) else {
                throw .badRequest(
                    "\"direction\" must be deliver, submit, status-report, deliver-report or submit-report"
                )
            }
            options.direction = direction
        }
        options.hasServiceCentre = try request.flag("smsc") ?? true
        let decoded: DecodedPDU
        do throws(DecodeError) {
            decoded = try PDUDecoder.decode(hex: hex, options: options)
        } catch {
            throw LineError(error)
        }
        answer(id: id, into: &writer) { writer in
            write(decoded, into: &writer)
        }
    }

    /// The members that describe a message.
    static func write(_ decoded: DecodedPDU, into writer: inout JSONWriter) {
        let tpdu = decoded.tpdu
        writer.member("type", tpdu.direction.rawValue)
        writer.member("smsc", decoded.smsc?.number)
        writer.member("address", tpdu.address) { writer, address in
            writer.member("number", address.number)
            writer.member("ton", address.typeOfNumber)
            writer.member("npi", address.numberingPlan)
        }
        switch tpdu {
        case .deliver(let deliver):
            writeContent(deliver.protocolIdentifier, deliver.dataCoding, deliver.userData, decoded, into: &writer)
            writer.member("scts", deliver.timestamp?.description)
            writer.member("more_messages", deliver.hasMoreMessages)
            writer.member("reply_path", deliver.replyPath)
        case .submit(let submit):
            writeContent(submit.protocolIdentifier, submit.dataCoding, submit.userData, decoded, into: &writer)
            writer.member("ref", submit.messageReference)
            writer.member("validity", submit.validity, write)
            writer.member("status_report", submit.requestsStatusReport)
            writer.member("reject_duplicates", submit.rejectsDuplicates)
            writer.member("reply_path", submit.replyPath)
        case .statusReport(let report):
            writeContent(report.protocolIdentifier, report.dataCoding, report.userData, decoded, into: &writer)
            writer.member("ref", report.messageReference)
            writer.member("scts", report.timestamp?.description)
            writer.member("discharge", report.dischargeTime?.description)
            writer.member("status", report.status?.octet)
            writer.member("status_class", report.status?.statusClass.rawValue)
            writer.member("more_messages", report.hasMoreMessages)
        case .deliverReport(let report):
            writeContent(report.protocolIdentifier, report.dataCoding, report.userData, decoded, into: &writer)
            writer.member("failure_cause", report.failureCause?.octet)
        case .submitReport(let report):
            writeContent(report.protocolIdentifier, report.dataCoding, report.userData, decoded, into: &writer)
            writer.member("failure_cause", report.failureCause?.octet)
            writer.member("scts", report.timestamp?.description)
        }
    }

    private static func writeContent(
        _ identifier: UInt8?,
        _ coding: DataCoding?,
        _ userData: UserData?,
        _ decoded: DecodedPDU,
        into writer: inout JSONWriter
    ) {
        writer.member("pid", identifier)
        writer.member("dcs", coding?.octet)
        writer.member("encoding", userData?.encoding.rawValue)
        writer.member("class", coding?.messageClass)
        writer.member("mwi", coding?.messageWaiting) { writer, waiting in
            writer.member("type", waiting.kind.rawValue)
            writer.member("active", waiting.isActive)
            writer.member("store", waiting.isStored)
        }
        writer.name("udh")
        writer.array { writer in
            for element in userData?.header ?? [] {
                writer.object { writer in
                    writer.member("iei", element.identifier)
                    writer.name("data")
                    writer.hex(element.data)
                }
            }
        }
        writer.member("concat", userData?.concatenation) { writer, concatenation in
            writer.member("ref", concatenation.reference)
            writer.member("total", concatenation.total)
            writer.member("seq", concatenation.sequence)
            writer.member("bits", concatenation.referenceBits)
        }
        writer.member("ports", userData?.ports) { writer, ports in
            writer.member("dst", ports.destination)
            writer.member("src", ports.source)
            writer.member("bits", ports.bits)
        }
        writer.member("text", userData?.text)
        writer.name("data")
        if let userData, userData.encoding != .gsm7 {
            writer.hex(userData.raw[userData.headerLength...])
        } else {
            writer.null()
        }
        writer.name("warnings")
        writer.array { writer in
            for warning in decoded.warnings {
                writer.value(warning.rawValue)
            }
        }
    }

    private static func write(_ writer: inout JSONWriter, _ validity: ValidityPeriod) {
        switch validity {
        case .relative(let relative):
            writer.member("format", "relative")
            writer.member("seconds", relative.seconds)
        case .absolute(let time):
            writer.member("format", "absolute")
            writer.member("time", time.description)
        case .enhanced(let octets):
            writer.member("format", "enhanced")
            writer.name("data")
            writer.hex(octets)
        }
    }
}
