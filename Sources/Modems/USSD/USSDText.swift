import SMS

/// The strings of `+CUSD` (TS 27.007 clause 7.15) in the forms that modems give and want.
public enum USSDText {
    /// The string of an answer as text. `coding` is the data coding scheme (TS 23.038 clause 5): 72 and 17 are UCS-2; else it
    /// is text, or packed septets in hexadecimal where the dialect writes them so.
    public static func decode(_ string: String, coding: Int?, form: Dialect.USSDForm) -> String {
        let octets = self.octets(string)
        if let octets, octets.count % 2 == 0, !octets.isEmpty {
            if isUCS2(coding) || looksLikeUCS2(octets) { return ucs2(octets) }
        }
        guard form == .packed, let octets, !octets.isEmpty else { return string }
        return GSMAlphabet.text(of: unpack(octets))
    }

    /// A code or an answer as the modem wants it between the quotes. Nil where a character has no place in the alphabet.
    public static func encode(_ text: String, form: Dialect.USSDForm) -> String? {
        switch form {
        case .plain: return text
        case .packed:
            guard let septets = GSMAlphabet.septets(of: text) else { return nil }
            return hexadecimal(pack(septets))
        }
    }

    /// Septets, the lowest bit first. Seven bits that are left over are filled with CR (TS 23.038 clause 6.1.2.3.1).
    static func pack(_ septets: [UInt8]) -> [UInt8] {
        let padded = septets.count % 8 == 7 ? septets + [0x0D] : septets
        var octets = [UInt8](repeating: 0, count: (padded.count * 7 + 7) / 8)
        for (position, septet) in padded.enumerated() {
            let bit = position * 7
            let value = UInt16(septet & 0x7F) << UInt16(bit % 8)
            octets[bit / 8] |= UInt8(truncatingIfNeeded: value)
            if value > 0xFF { octets[bit / 8 + 1] |= UInt8(truncatingIfNeeded: value >> 8) }
        }
        return octets
    }

    static func unpack(_ octets: [UInt8]) -> [UInt8] {
        let count = octets.count * 8 / 7
        var septets: [UInt8] = []
        septets.reserveCapacity(count)
        for position in 0..<count {
            let bit = position * 7
            var value = UInt16(octets[bit / 8])
            if bit / 8 + 1 < octets.count { value |= UInt16(octets[bit / 8 + 1]) << 8 }
            septets.append(UInt8(truncatingIfNeeded: value >> UInt16(bit % 8)) & 0x7F)
        }
        // The filling: a CR, or in old networks a zero, at an octet's border.
        if count % 8 == 0, let last = septets.last, last == 0x0D || last == 0 { septets.removeLast() }
        return septets
    }

    private static func isUCS2(_ coding: Int?) -> Bool {
        guard let coding else { return false }
        return coding == 0x11 || (coding & 0xC0 == 0x40 && coding & 0x0C == 0x08)
    }

    /// Whether each pair of octets is a letter of a usual alphabet: the modem's character set is UCS2.
    private static func looksLikeUCS2(_ octets: [UInt8]) -> Bool {
        guard octets.count >= 4 else { return false }
        return stride(from: 0, to: octets.count, by: 2).allSatisfy { [0x00, 0x04, 0x06, 0x20].contains(octets[$0]) }
    }

    private static func ucs2(_ octets: [UInt8]) -> String {
        let units = stride(from: 0, to: octets.count - 1, by: 2).map {
            UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1])
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func octets(_ text: String) -> [UInt8]? {
        guard text.isHexadecimal, text.utf8.count % 2 == 0 else { return nil }
        let digits = Array(text)
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8((digits[$0].hexDigitValue ?? 0) * 16 + (digits[$0 + 1].hexDigitValue ?? 0))
        }
    }

    private static func hexadecimal(_ octets: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF")
        return String(octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0x0F)]] })
    }
}
