extension StringProtocol {
    /// Without white space and control characters at both ends.
    var trimmed: String {
        let bytes = Array(utf8)
        guard let first = bytes.firstIndex(where: { $0 > 0x20 && $0 != 0x7F }),
            let last = bytes.lastIndex(where: { $0 > 0x20 && $0 != 0x7F })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }

    /// True where there is something and all of it is hexadecimal digits.
    var isHexadecimal: Bool {
        !isEmpty && utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 | 0x20 >= 97 && $0 | 0x20 <= 102) }
    }

    /// True where there is something and all of it is decimal digits.
    var isDecimal: Bool {
        !isEmpty && utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
    }
}
