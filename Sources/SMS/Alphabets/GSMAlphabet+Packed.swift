extension GSMAlphabet {
    /// The text of packed septets that begin behind `skippingBits` bits: at most `count`, fewer where the octets end
    /// before. The same as ``text(of:)`` of the unpacked ones, without storage for them.
    static func text(packed octets: ArraySlice<UInt8>, skippingBits: Int, count: Int) -> String {
        let count = min(count, max(0, octets.count * 8 - skippingBits) / 7)
        guard count > 0 else { return "" }
        // A septet becomes at most two octets of UTF-8; the euro sign's three come from two septets.
        return String(unsafeUninitializedCapacity: count * 2) { buffer in
            let input = octets.span
            let scalars = defaultScalars
            var index = skippingBits / 8
            var pending: UInt32 = 0
            var bits = -(skippingBits % 8)
            var end = 0
            var escaped = false
            for _ in 0..<count {
                while bits < 7 {
                    pending |= bits < 0 ? UInt32(input[index]) >> UInt32(-bits) : UInt32(input[index]) << UInt32(bits)
                    bits += 8
                    index += 1
                }
                let code = UInt8(truncatingIfNeeded: pending & 0x7F)
                pending >>= 7
                bits -= 7
                var scalar = scalars[Int(code)]
                if escaped {
                    escaped = false
                    scalar = extensionScalar(of: code) ?? scalar
                } else if code == escape {
                    escaped = true
                    continue
                }
                end = UTF8Writing.append(scalar, to: buffer, at: end)
            }
            return end
        }
    }
}
