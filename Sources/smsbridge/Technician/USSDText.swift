import SMS

/// The text of a network's answer, as modems give it: plain, UCS-2 in hexadecimal, or septets in hexadecimal.
enum USSDText {
    static func decoded(_ text: String, coding: Int?) -> String {
        guard text.utf8.count >= 4, text.utf8.count % 2 == 0, let octets = Hex.decode(text) else { return text }
        // TS 23.038 clause 5: 0x48 and 0x11 are UCS-2.
        if coding == 0x48 || coding == 0x11 || octets.first == 0 {
            guard octets.count % 2 == 0 else { return text }
            let units = stride(from: 0, to: octets.count, by: 2).map {
                UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1])
            }
            return String(decoding: units, as: UTF16.self)
        }
        // A text of nothing but hexadecimal digits may be one: only with a letter it is taken for septets.
        guard text.contains(where: \.isLetter) else { return text }
        return GSMAlphabet.text(of: unpacked(octets))
    }

    /// TS 23.038 clause 6.1.2.3: a carriage return may fill the last octet.
    private static func unpacked(_ octets: [UInt8]) -> [UInt8] {
        var septets: [UInt8] = []
        var (bits, count) = (0, 0)
        for octet in octets {
            bits |= Int(octet) << count
            count += 8
            while count >= 7 {
                septets.append(UInt8(bits & 0x7F))
                bits >>= 7
                count -= 7
            }
        }
        while septets.last == 0x0D { septets.removeLast() }
        return septets
    }
}
