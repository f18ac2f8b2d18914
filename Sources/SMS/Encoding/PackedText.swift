/// A text that fits into one segment without a header, packed without storage on the heap: what most messages are.
struct PackedText {
    /// `gsm7` or `ucs2`.
    private(set) var encoding = MessageEncoding.gsm7
    private var octets = InlineArray<140, UInt8>(repeating: 0)
    /// Septets or octets: TP-UDL.
    private var length = 0

    /// `nil` for what takes several segments, for data, and for what the choice refuses.
    init?(_ content: MessageContent) {
        guard case .text(let text, let choice) = content else { return nil }
        if choice != .ucs2, pack(text) { return }
        // A text of the default alphabet that is too long for one segment is so in UCS-2 as well.
        guard choice != .gsm7, packAsUCS2(text) else { return nil }
    }

    /// The only segment, behind what stands before TP-UDL. `start` is where the TPDU begins.
    func message(behind head: OctetBuffer, tpduStart start: Int) -> EncodedMessage {
        let count = encoding == .gsm7 ? (length * 7 + 7) / 8 : length
        let size = head.count + 1 + count
        let pdu = String(unsafeUninitializedCapacity: size * 2) { buffer in
            head.writeHex(to: buffer)
            Hex.write(UInt8(truncatingIfNeeded: length), to: buffer, at: head.count)
            Hex.write(octets.span.extracting(first: count), to: buffer, at: head.count + 1)
            return size * 2
        }
        let segment = EncodedSegment(pdu: pdu, tpduLength: size - start, sequence: 1, total: 1)
        return EncodedMessage(encoding: encoding, segments: [segment])
    }

    private mutating func pack(_ text: String) -> Bool {
        for scalar in text.unicodeScalars {
            guard let code = GSMAlphabet.code(of: scalar) else { return false }
            if code & GSMAlphabet.extended != 0 {
                guard append(septet: GSMAlphabet.escape) else { return false }
            }
            guard append(septet: code & 0x7F) else { return false }
        }
        return true
    }

    private mutating func append(septet: UInt8) -> Bool {
        guard length < 160 else { return false }
        let bit = length * 7
        let shifted = UInt16(septet) << UInt16(bit % 8)
        octets[bit / 8] |= UInt8(truncatingIfNeeded: shifted)
        if shifted > 0xFF {
            octets[bit / 8 + 1] = UInt8(truncatingIfNeeded: shifted >> 8)
        }
        length += 1
        return true
    }

    private mutating func packAsUCS2(_ text: String) -> Bool {
        encoding = .ucs2
        length = 0
        for scalar in text.unicodeScalars {
            if let unit = UInt16(exactly: scalar.value) {
                guard append(unit: unit) else { return false }
            } else {
                guard append(unit: UTF16.leadSurrogate(scalar)), append(unit: UTF16.trailSurrogate(scalar)) else {
                    return false
                }
            }
        }
        return true
    }

    private mutating func append(unit: UInt16) -> Bool {
        guard length < 140 else { return false }
        octets[length] = UInt8(truncatingIfNeeded: unit >> 8)
        octets[length + 1] = UInt8(truncatingIfNeeded: unit)
        length += 2
        return true
    }
}
