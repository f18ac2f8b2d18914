/// A text that fits into one segment without a header, packed without storage on the heap: what most messages are.
struct PackedText {
    /// `gsm7` or `ucs2`.
    private(set) var encoding = MessageEncoding.gsm7
    private var octets = InlineArray<140, UInt8>(repeating: 0)
    /// Septets or octets: TP-UDL.
    private var length = 0

    /// `nil` for what takes several segments, for data, and for what the choice refuses.
    @inline(__always)
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

    /// Reads the text's own UTF-8, which is always well-formed.
    private mutating func packAsUCS2(_ text: String) -> Bool {
        let utf8 = text.utf8
        let input = utf8.span
        var index = 0
        var count = 0
        while index < input.count {
            guard count <= 138 else { return false }
            let first = UInt32(input[index])
            var unit = first
            if first >= 0xF0 {
                guard count <= 136 else { return false }
                let high = (first & 0x07) << 18 | UInt32(input[index + 1] & 0x3F) << 12
                let scalar = high | UInt32(input[index + 2] & 0x3F) << 6 | UInt32(input[index + 3] & 0x3F)
                let lead = 0xD7C0 + (scalar >> 10)
                octets[count] = UInt8(truncatingIfNeeded: lead >> 8)
                octets[count + 1] = UInt8(truncatingIfNeeded: lead)
                count += 2
                unit = 0xDC00 | scalar & 0x3FF
                index += 4
            } else if first >= 0xE0 {
                unit = (first & 0x0F) << 12 | UInt32(input[index + 1] & 0x3F) << 6 | UInt32(input[index + 2] & 0x3F)
                index += 3
            } else if first >= 0xC0 {
                unit = (first & 0x1F) << 6 | UInt32(input[index + 1] & 0x3F)
                index += 2
            } else {
                index += 1
            }
            octets[count] = UInt8(truncatingIfNeeded: unit >> 8)
            octets[count + 1] = UInt8(truncatingIfNeeded: unit)
            count += 2
        }
        encoding = .ucs2
        length = count
        return true
    }
}
