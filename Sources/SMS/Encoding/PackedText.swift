/// A text of the default alphabet that fits into one segment, packed without storage on the heap: what most messages are.
struct PackedText {
    private var octets = InlineArray<140, UInt8>(repeating: 0)
    private var septets = 0

    /// `nil` for anything else.
    init?(_ content: MessageContent) {
        guard case .text(let text, let choice) = content, choice != .ucs2 else { return nil }
        for scalar in text.unicodeScalars {
            guard let code = GSMAlphabet.code(of: scalar) else { return nil }
            if code & GSMAlphabet.extended != 0 {
                guard append(GSMAlphabet.escape) else { return nil }
            }
            guard append(code & 0x7F) else { return nil }
        }
    }

    /// The only segment, behind what stands before TP-UDL. `start` is where the TPDU begins.
    func message(behind head: OctetBuffer, tpduStart start: Int) -> EncodedMessage {
        var pdu = head
        pdu.append(UInt8(truncatingIfNeeded: septets))
        for index in 0..<(septets * 7 + 7) / 8 {
            pdu.append(octets[index])
        }
        let segment = EncodedSegment(pdu: pdu.hex, tpduLength: pdu.count - start, sequence: 1, total: 1)
        return EncodedMessage(encoding: .gsm7, segments: [segment])
    }

    private mutating func append(_ septet: UInt8) -> Bool {
        guard septets < 160 else { return false }
        let bit = septets * 7
        let shifted = UInt16(septet) << UInt16(bit % 8)
        octets[bit / 8] |= UInt8(truncatingIfNeeded: shifted)
        if shifted > 0xFF {
            octets[bit / 8 + 1] = UInt8(truncatingIfNeeded: shifted >> 8)
        }
        septets += 1
        return true
    }
}
