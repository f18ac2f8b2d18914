import SMS

/// Any text and data is refused with an error, or comes back from its PDUs as it went in.
enum EncodeTarget: FuzzTarget {
    static let name = "encode"
    static let share = 7
    static let longestInput = 384

    static func test(_ input: [UInt8]) {
        var script = Script(input)
        let how = script.octet()
        let more = script.octet()
        let reference = Int(script.octet()) << 8 | Int(script.octet())
        let bits = how & 1 == 0 ? 8 : 16
        let digits = String(decoding: script.octets(Int(script.octet() % 24)), as: UTF8.self)
        let content = content(of: script.rest(), kind: how >> 1 & 7)
        let number = how & 0x10 == 0 ? "+4915112345678" : digits
        do throws(EncodeError) {
            let address = how & 0x30 == 0x30 ? try Address(alphanumeric: number) : try Address(number)
            let ports = more & 1 == 0 ? nil : ApplicationPorts(destination: 2948, source: reference, bits: 16)
            let pdus =
                how & 0x40 == 0
                ? try SubmitEncoder.encode(
                    SubmitRequest(
                        to: address,
                        content: content,
                        reference: bits == 8 ? reference & 0xFF : reference,
                        referenceBits: bits,
                        messageReference: more,
                        requestStatusReport: more & 2 != 0,
                        validity: more & 4 != 0 ? reference * 600 : nil,
                        messageClass: more & 8 != 0 ? more >> 4 & 3 : nil,
                        ports: ports
                    )
                )
                : try DeliverEncoder.encode(
                    DeliverRequest(
                        from: address,
                        content: content,
                        at: ServiceCentreTime(unixSeconds: Int64(reference) << 16, quarterHours: Int(more) - 128),
                        reference: bits == 8 ? reference & 0xFF : reference,
                        referenceBits: bits,
                        messageClass: more & 8 != 0 ? more >> 4 & 3 : nil,
                        ports: ports
                    )
                )
            check(pdus, carry: content, to: address)
        } catch {
            require(!error.message.isEmpty, "a refusal says why")
        }
        if case .text(let text, let choice) = content {
            let preview = Segmentation.preview(text, encoding: choice, referenceBits: bits)
            require(preview.segments >= 1 && preview.unitsLeft >= 0, "a preview has a segment with room of 0 or more")
        }
    }

    static func seeds() -> [[UInt8]] {
        var random = Dice(seed: 4)
        return (0..<200).map { _ in
            let head: [UInt8] = [random.octet(), random.octet(), random.octet(), random.octet(), 3, 0x31, 0x32, 0x33]
            return head + Array(PDUSamples.text(&random).utf8.prefix(376))
        }
    }

    private static func content(of octets: [UInt8], kind: UInt8) -> MessageContent {
        switch kind {
        case 0: .octets(octets)
        case 1: .text(String(decoding: octets, as: UTF8.self), .gsm7)
        case 2: .text(String(decoding: octets, as: UTF8.self), .ucs2)
        case 3, 4: .text(GSMAlphabet.text(of: octets), .auto)
        case 5: .text(String(octets.map { PDUSamples.characters[Int($0) % PDUSamples.characters.count] }), .auto)
        default: .text(String(decoding: octets, as: UTF8.self), .auto)
        }
    }

    private static func check(_ message: EncodedMessage, carry content: MessageContent, to address: Address) {
        let total = message.segments.count
        var parts: [MessagePart] = []
        for (index, segment) in message.segments.enumerated() {
            require(segment.sequence == index + 1 && segment.total == total, "segments are numbered")
            guard let pdu = try? PDUDecoder.decode(hex: segment.pdu), let userData = pdu.tpdu.userData else {
                return require(false, "what is written can be read: \(segment.pdu)")
            }
            require(pdu.warnings.isEmpty, "what is written is clean: \(pdu.warnings) \(segment.pdu)")
            require(pdu.tpdu.address == address, "the address comes back: \(segment.pdu)")
            require(userData.raw.count <= 140, "a segment has at most 140 octets: \(segment.pdu)")
            require((userData.concatenation != nil) == (total > 1), "only parts are numbered: \(segment.pdu)")
            parts.append(
                MessagePart(
                    sequence: index + 1,
                    encoding: userData.encoding,
                    payload: userData.encoding == .gsm7 ? userData.septets : userData.data
                )
            )
        }
        let joined = Reassembly.join(parts.reversed(), total: total)
        switch content {
        case .text(let text, _):
            require(joined.text?.unicodeScalars.elementsEqual(text.unicodeScalars) == true, "the text comes back")
        case .octets(let octets): require(joined.data ?? [] == octets, "the data comes back")
        }
    }
}
