extension JSONLines {
    static func join(
        _ request: LineRequest,
        id: ArraySlice<UInt8>?,
        into writer: inout JSONWriter
    ) throws(LineError) {
        let pdus = try request.requiredStrings("pdus")
        var key: PartKey?
        var parts: [MessagePart] = []
        for (index, hex) in pdus.enumerated() {
            let decoded: DecodedPDU
            do throws(DecodeError) {
                decoded = try PDUDecoder.decode(hex: hex, options: DecodeOptions(direction: .deliver))
            } catch {
                throw LineError(code: error.code.rawValue, message: "PDU \(index + 1): \(error.message)")
            }
            guard case .deliver(let deliver) = decoded.tpdu, let own = PartKey(deliver),
                let part = MessagePart(deliver.userData)
            else {
                throw LineError(code: "not-concatenated", message: "PDU \(index + 1) is not a part of a longer message")
            }
            if let key, key != own {
                throw LineError(
                    code: "mixed-parts",
                    message: "PDU \(index + 1) is a part of another message than PDU 1"
                )
            }
            key = own
            parts.append(part)
        }
        guard let key else { throw .badRequest("\"pdus\" is empty") }
        let joined = Reassembly.join(parts, total: key.total)
        answer(id: id, into: &writer) { writer in
            writer.member("complete", joined.isComplete)
            writer.name("missing")
            writer.array { writer in
                for sequence in joined.missing {
                    writer.value(sequence)
                }
            }
            writer.member("text", joined.text)
        }
    }
}
