/// Septets in octets, least significant bit first (3GPP TS 23.038 clause 6.1.2.1.1): septet i begins at bit 7 i.
enum Septets {
    /// Appends septets behind `fillBits` (0 to 6) zero bits; bits left in the last octet are zero.
    static func pack(_ septets: ArraySlice<UInt8>, fillBits: Int, into octets: inout [UInt8]) {
        var pending: UInt32 = 0
        var bits = UInt32(truncatingIfNeeded: fillBits)
        for septet in septets {
            pending |= UInt32(septet & 0x7F) << bits
            bits += 7
            while bits >= 8 {
                octets.append(UInt8(truncatingIfNeeded: pending))
                pending >>= 8
                bits -= 8
            }
        }
        if bits > 0, !septets.isEmpty {
            octets.append(UInt8(truncatingIfNeeded: pending))
        }
    }

    /// At most `count` septets that begin behind `skippingBits` bits; fewer where the octets end before.
    static func unpack(_ octets: ArraySlice<UInt8>, skippingBits: Int, count: Int) -> [UInt8] {
        let count = min(count, max(0, octets.count * 8 - skippingBits) / 7)
        guard count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            var index = octets.startIndex + skippingBits / 8
            var pending: UInt32 = 0
            var bits: UInt32 = 0
            let offset = UInt32(truncatingIfNeeded: skippingBits % 8)
            if offset > 0 {
                pending = UInt32(octets[index]) >> offset
                bits = 8 - offset
                index += 1
            }
            for position in 0..<count {
                if bits < 7 {
                    pending |= UInt32(octets[index]) << bits
                    bits += 8
                    index += 1
                }
                buffer[position] = UInt8(truncatingIfNeeded: pending & 0x7F)
                pending >>= 7
                bits -= 7
            }
            written = count
        }
    }
}
