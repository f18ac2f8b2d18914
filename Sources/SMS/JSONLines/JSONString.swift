/// Strings of a JSON text (RFC 8259 section 7).
enum JSONString {
    /// The text of a string in its quotes that ``JSONScanner`` has passed; `nil` for another value, and where an escaped
    /// surrogate has no partner.
    static func text(_ value: ArraySlice<UInt8>) -> String? {
        guard value.count >= 2, value.first == UInt8(ascii: "\"") else { return nil }
        let content = value.dropFirst().dropLast()
        guard content.contains(UInt8(ascii: "\\")) else { return String(decoding: content, as: UTF8.self) }
        var text: [UInt8] = []
        text.reserveCapacity(content.count)
        var index = content.startIndex
        while index < content.endIndex {
            let octet = content[index]
            index += 1
            guard octet == UInt8(ascii: "\\") else {
                text.append(octet)
                continue
            }
            let escape = content[index]
            index += 1
            switch escape {
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "u"):
                guard let scalar = scalar(in: content, at: &index) else { return nil }
                text.append(contentsOf: scalar.utf8)
            default: text.append(escape)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends a string in quotes. Line separators are escaped too, so that no reader takes them for the end of a line.
    static func append(_ string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for scalar in string.unicodeScalars {
            switch scalar.value {
            case 0x22, 0x5C:
                text.append(UInt8(ascii: "\\"))
                text.append(UInt8(truncatingIfNeeded: scalar.value))
            case 0x0A: text.append(contentsOf: "\\n".utf8)
            case 0x0D: text.append(contentsOf: "\\r".utf8)
            case 0x09: text.append(contentsOf: "\\t".utf8)
            case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029:
                text.append(contentsOf: "\\u".utf8)
                Hex.append(UInt8(truncatingIfNeeded: scalar.value >> 8), to: &text)
                Hex.append(UInt8(truncatingIfNeeded: scalar.value), to: &text)
            case 0x20..<0x7F: text.append(UInt8(truncatingIfNeeded: scalar.value))
            default: text.append(contentsOf: scalar.utf8)
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    static func hexValue(_ octet: UInt8) -> UInt32? {
        switch octet {
        case 0x30...0x39: UInt32(octet) - 0x30
        case 0x41...0x46: UInt32(octet) - 0x37
        case 0x61...0x66: UInt32(octet) - 0x57
        default: nil
        }
    }

    /// The digits behind `\u`, and a second escape where the first is half of a pair.
    private static func scalar(in content: ArraySlice<UInt8>, at index: inout Int) -> Unicode.Scalar? {
        let first = unit(in: content, at: index)
        index += 4
        guard first & 0xFC00 == 0xD800 else { return Unicode.Scalar(first) }
        guard content.endIndex - index >= 6, content[index] == UInt8(ascii: "\\"),
            content[index + 1] == UInt8(ascii: "u")
        else { return nil }
        let second = unit(in: content, at: index + 2)
        guard second & 0xFC00 == 0xDC00 else { return nil }
        index += 6
        return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF)
    }

    private static func unit(in content: ArraySlice<UInt8>, at index: Int) -> UInt32 {
        content[index..<index + 4].reduce(0) { $0 << 4 | (hexValue($1) ?? 0) }
    }
}
