/// Text as UTF-16, high octet first, which is what UCS-2 user data holds in practice (3GPP TS 23.038 clause 6.2.3).
enum UCS2 {
    /// Pairs of surrogates are joined, a lone one becomes U+FFFD, an odd last octet is left out.
    static func text(of octets: ArraySlice<UInt8>, droppingByteOrderMark: Bool) -> String {
        let count = octets.count / 2
        guard count > 0 else { return "" }
        // A unit becomes at most three octets of UTF-8; the four of a pair come from two units.
        return String(unsafeUninitializedCapacity: count * 3) { buffer in
            let input = octets.span
            func unit(_ index: Int) -> UInt16 { UInt16(input[index * 2]) << 8 | UInt16(input[index * 2 + 1]) }
            var index = droppingByteOrderMark && unit(0) == 0xFEFF ? 1 : 0
            var end = 0
            while index < count {
                let first = unit(index)
                index += 1
                guard first & 0xF800 == 0xD800 else {
                    end = UTF8Writing.append(first, to: buffer, at: end)
                    continue
                }
                guard first < 0xDC00, index < count, unit(index) & 0xFC00 == 0xDC00 else {
                    end = UTF8Writing.append(0xFFFD, to: buffer, at: end)
                    continue
                }
                let scalar = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(unit(index) & 0x3FF))
                index += 1
                for shift: UInt32 in [18, 12, 6, 0] {
                    let lead: UInt8 = shift == 18 ? 0xF0 : 0x80
                    buffer[end] = lead | UInt8(truncatingIfNeeded: scalar >> shift & 0x3F)
                    end += 1
                }
            }
            return end
        }
    }

    /// The units of a text.
    static func units(of text: String) -> [UInt16] {
        var units: [UInt16] = []
        units.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if let unit = UInt16(exactly: scalar.value) {
                units.append(unit)
            } else {
                units.append(UTF16.leadSurrogate(scalar))
                units.append(UTF16.trailSurrogate(scalar))
            }
        }
        return units
    }

    static func append(_ units: ArraySlice<UInt16>, to octets: inout [UInt8]) {
        for unit in units {
            octets.append(UInt8(truncatingIfNeeded: unit >> 8))
            octets.append(UInt8(truncatingIfNeeded: unit))
        }
    }
}
