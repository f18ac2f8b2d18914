/// Numbers of a JSON text (RFC 8259 section 6).
enum JSONNumber {
    /// A number without fraction that ``JSONScanner`` has passed, brought to the range of `Int`; `nil` for another value and
    /// for a number with a fraction.
    static func integer(_ value: ArraySlice<UInt8>) -> Int? {
        var rest = value
        let negative = rest.first == UInt8(ascii: "-")
        rest = rest.dropFirst(negative ? 1 : 0)
        guard let octet = rest.first, 0x30...0x39 ~= octet else { return nil }
        let exponentIndex = rest.firstIndex { $0 | 0x20 == UInt8(ascii: "e") }
        var exponent = exponentIndex.map { self.exponent(rest[($0 + 1)...]) } ?? 0
        let mantissa = rest[..<(exponentIndex ?? rest.endIndex)]
        let point = mantissa.firstIndex(of: UInt8(ascii: "."))
        if let point {
            exponent -= mantissa.endIndex - point - 1
        }
        var digits = mantissa.filter { $0 != UInt8(ascii: ".") }[...].drop { $0 == 0x30 }
        guard !digits.isEmpty else { return 0 }
        while digits.last == 0x30 {
            digits.removeLast()
            exponent += 1
        }
        guard exponent >= 0 else { return nil }
        var result = 0
        for digit in 0..<min(20, digits.count + min(20, exponent)) {
            let next = digit < digits.count ? Int(digits[digits.startIndex + digit]) - 0x30 : 0
            let (product, overflow) = result.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.subtractingReportingOverflow(next)
            guard !overflow, !carry else { return negative ? .min : .max }
            result = sum
        }
        // Counted below zero, where the range is larger by one.
        return negative ? result : result == .min ? .max : -result
    }

    /// Bounded far outside of what any line can hold in digits.
    private static func exponent(_ text: ArraySlice<UInt8>) -> Int {
        let limit = 1 << 48
        var value = 0
        for octet in text where 0x30...0x39 ~= octet {
            value = min(limit, value * 10 + Int(octet) - 0x30)
        }
        return text.first == UInt8(ascii: "-") ? -value : value
    }
}
