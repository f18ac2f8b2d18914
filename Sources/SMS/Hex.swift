/// Octets as hexadecimal digits, as modems and logs write PDUs.
public enum Hex {
    /// The octets of a hexadecimal text, digits in either case; `nil` for an odd number of digits or any other character.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        decode(text.utf8, droppingOddDigit: false)
    }

    /// Two upper-case digits for each octet.
    public static func encode(_ octets: some Collection<UInt8>) -> String {
        String(unsafeUninitializedCapacity: octets.count * 2) { buffer in
            var end = 0
            for octet in octets {
                buffer[end] = digit(octet >> 4)
                buffer[end + 1] = digit(octet & 0x0F)
                end += 2
            }
            return end
        }
    }

    /// Appends two upper-case digits for one octet to UTF-8 text.
    static func append(_ octet: UInt8, to text: inout [UInt8]) {
        text.append(digit(octet >> 4))
        text.append(digit(octet & 0x0F))
    }

    static func decode(_ digits: some Collection<UInt8>, droppingOddDigit: Bool) -> [UInt8]? {
        let count = digits.count
        guard count % 2 == 0 || droppingOddDigit else { return nil }
        var octets: [UInt8] = []
        octets.reserveCapacity(count / 2)
        var high: UInt8?
        for character in digits {
            guard let value = value(character) else { return nil }
            if let first = high {
                octets.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return octets
    }

    private static func digit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? 0x30 + nibble : 0x37 + nibble
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x41...0x46: character - 0x37
        case 0x61...0x66: character - 0x57
        default: nil
        }
    }
}
