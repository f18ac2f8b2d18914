/// Octets as hexadecimal digits, as modems and logs write PDUs.
public enum Hex {
    /// The octets of a hexadecimal text, digits in either case; `nil` for an odd number of digits or any other character.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        decode(text.utf8, droppingOddDigit: false)
    }

    /// Two upper-case digits for each octet.
    public static func encode(_ octets: some Collection<UInt8>) -> String {
        octets.withContiguousStorageIfAvailable { text(of: $0.span) } ?? text(of: Array(octets).span)
    }

    private static func text(of octets: Span<UInt8>) -> String {
        String(unsafeUninitializedCapacity: octets.count * 2) { buffer in
            write(octets, to: buffer, at: 0)
            return octets.count * 2
        }
    }

    /// Appends two upper-case digits for one octet to UTF-8 text.
    static func append(_ octet: UInt8, to text: inout [UInt8]) {
        text.append(digit(octet >> 4))
        text.append(digit(octet & 0x0F))
    }

    /// Writes two digits for each octet, as of the place of the octet at `start`. The caller has made room.
    static func write(_ octets: Span<UInt8>, to buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int) {
        var index = 0
        // Four octets at once: their eight nibbles side by side in one word, and 7 more for each from 10 on.
        while index + 4 <= octets.count {
            var digits = UInt64(octets.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt32.self).bigEndian)
            digits = (digits | digits << 16) & 0x0000_FFFF_0000_FFFF
            digits = (digits | digits << 8) & 0x00FF_00FF_00FF_00FF
            digits = (digits | digits << 4) & 0x0F0F_0F0F_0F0F_0F0F
            let letters = (digits &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
            digits = digits &+ 0x3030_3030_3030_3030 &+ letters &* 7
            withUnsafeBytes(of: digits.bigEndian) { eight in
                UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[(start + index) * 2..<(start + index) * 2 + 8]
                )
                .copyMemory(from: eight)
            }
            index += 4
        }
        while index < octets.count {
            write(octets[index], to: buffer, at: start + index)
            index += 1
        }
    }

    /// Writes the two digits of the octet at `index`.
    static func write(_ octet: UInt8, to buffer: UnsafeMutableBufferPointer<UInt8>, at index: Int) {
        buffer[index * 2] = digit(octet >> 4)
        buffer[index * 2 + 1] = digit(octet & 0x0F)
    }

    static func decode(_ digits: some Collection<UInt8>, droppingOddDigit: Bool) -> [UInt8]? {
        digits.withContiguousStorageIfAvailable { decode($0.span, droppingOddDigit: droppingOddDigit) }
            ?? decode(Array(digits).span, droppingOddDigit: droppingOddDigit)
    }

    private static func decode(_ digits: Span<UInt8>, droppingOddDigit: Bool) -> [UInt8]? {
        let count = digits.count / 2
        guard digits.count % 2 == 0 || droppingOddDigit else { return nil }
        // A digit's value has no high bits: they tell that a character was none.
        let values = values
        var wrong: UInt8 = digits.count % 2 == 0 ? 0 : values[Int(digits[digits.count - 1])]
        let octets = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            for index in 0..<count {
                let high = values[Int(digits[index * 2])]
                let low = values[Int(digits[index * 2 + 1])]
                wrong |= high | low
                buffer[index] = high << 4 | low
            }
            written = count
        }
        return wrong > 0x0F ? nil : octets
    }

    static func digit(_ nibble: UInt8) -> UInt8 {
        // Without a branch: 7 more from 10 on.
        0x30 + nibble + ((9 &- nibble) >> 4 & 7)
    }

    /// The value of each digit, 255 for other characters. A table, since digits and letters come at random and a
    /// processor that guesses which is next guesses wrong.
    private static let values: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    ]
}
