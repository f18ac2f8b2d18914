extension JSONLines {
    static func encode(
        _ request: LineRequest,
        id: ArraySlice<UInt8>?,
        into writer: inout JSONWriter
    ) throws(LineError) {
        let number = try request.requiredString("to")
        let bits = try request.integer("ref_bits", in: 8...16) ?? 8
        guard bits == 8 || bits == 16 else { throw .badRequest("\"ref_bits\" must be 8 or 16") }
        let reference = try request.integer("ref", in: 0...(1 << bits) - 1) ?? 0
        let messageReference = try request.integer("mr", in: 0...255) ?? 0
        let statusReport = try request.flag("status_report") ?? false
        let validity = try request.optionalInteger("validity", in: 0 ... .max)
        let messageClass = try request.optionalInteger("class", in: 0...3)
        let content = try content(of: request)
        let national = try request.optionalInteger("national", in: 1...13)
        let ports = try ports(of: request)
        let serviceCentre = try request.optionalString("smsc")
        let message: EncodedMessage
        do throws(EncodeError) {
            var submit = SubmitRequest(to: try Address(number), content: content)
            submit.reference = reference
            submit.referenceBits = bits
            submit.messageReference = UInt8(truncatingIfNeeded: messageReference)
            submit.requestStatusReport = statusReport
            submit.validity = validity
            submit.messageClass = messageClass.map { UInt8(truncatingIfNeeded: $0) }
            submit.ports = ports
            submit.national = national.flatMap { NationalLanguage(rawValue: UInt8(truncatingIfNeeded: $0)) }
            if let serviceCentre {
                submit.smsc = try Address(serviceCentre)
            }
            message = try SubmitEncoder.encode(submit)
        } catch {
            throw LineError(error)
        }
        answer(id: id, into: &writer) { writer in
            message.write(into: &writer)
        }
    }

    /// `text`, or `data` as octets; one of them.
    private static func content(of request: LineRequest) throws(LineError) -> MessageContent {
        guard let choice = EncodingChoice(rawValue: try request.string("encoding") ?? "auto") else {
            throw .badRequest("\"encoding\" must be auto, gsm7 or ucs2")
        }
        guard let data = try request.octets("data") else { return .text(try request.requiredString("text"), choice) }
        guard request["text"] == nil, choice == .auto else {
            throw .badRequest("\"data\" goes with neither \"text\" nor an \"encoding\" of text")
        }
        return .octets(data)
    }

    /// As `decode` writes them: `{"dst":9200,"src":0,"bits":16}`. Without `bits` they have 16.
    private static func ports(of request: LineRequest) throws(LineError) -> ApplicationPorts? {
        guard let ports = try request.object("ports") else { return nil }
        let bits = try ports.integer("bits", in: 8...16) ?? 16
        guard bits == 8 || bits == 16 else { throw .badRequest("\"bits\" of \"ports\" must be 8 or 16") }
        let range = 0...(1 << bits) - 1
        guard let destination = try ports.integer("dst", in: range) else {
            throw .badRequest("\"dst\" of \"ports\" is missing")
        }
        return ApplicationPorts(destination: destination, source: try ports.integer("src", in: range) ?? 0, bits: bits)
    }
}
