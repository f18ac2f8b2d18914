/// Text as UTF-16, high octet first, which is what UCS-2 user data holds in practice (3GPP TS 23.038 clause 6.2.3).
enum UCS2 {
    /// Pairs of surrogates are joined, a lone one becomes U+FFFD, an odd last octet is left out.
    static func text(of octets: some RandomAccessCollection<UInt8>, droppingByteOrderMark: Bool) -> String {
        var units: [UInt16] = []
        units.reserveCapacity(octets.count / 2)
        var high: UInt8?
        for octet in octets {
            if let first = high {
                units.append(UInt16(first) << 8 | UInt16(octet))
                high = nil
            } else {
                high = octet
            }
        }
        let mark = droppingByteOrderMark && units.first == 0xFEFF
        return String(decoding: units.dropFirst(mark ? 1 : 0), as: UTF16.self)
    }

    static func append(_ units: ArraySlice<UInt16>, to octets: inout [UInt8]) {
        for unit in units {
            octets.append(UInt8(truncatingIfNeeded: unit >> 8))
            octets.append(UInt8(truncatingIfNeeded: unit))
        }
    }
}
