/// Reads octets as UTF-8 or, when they are not, as Windows-1252. The first record with other characters than ASCII
/// decides for the whole file.
struct CSVText: Sendable {
    private enum Encoding { case ascii, utf8, windows1252 }

    private var encoding = Encoding.ascii

    /// Whether the octets can be read in the encoding of the file.
    mutating func accepts(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return true }
        switch encoding {
        case .windows1252: return true
        case .utf8: return String(validating: bytes, as: UTF8.self) != nil
        case .ascii:
            encoding = String(validating: bytes, as: UTF8.self) == nil ? .windows1252 : .utf8
            return true
        }
    }

    func string(_ bytes: ArraySlice<UInt8>) -> String {
        guard encoding == .windows1252 else { return String(decoding: bytes, as: UTF8.self) }
        var text = String.UnicodeScalarView()
        for byte in bytes {
            if (0x80...0x9F).contains(byte) {
                text.append(Self.upperControls[Int(byte) - 0x80])
            } else {
                text.append(Unicode.Scalar(byte))
            }
        }
        return String(text)
    }

    /// 0x80 to 0x9F of Windows-1252; the five that are not assigned stay control characters (WHATWG Encoding).
    private static let upperControls: [Unicode.Scalar] = [
        "\u{20AC}", "\u{81}", "\u{201A}", "\u{192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
        "\u{2C6}", "\u{2030}", "\u{160}", "\u{2039}", "\u{152}", "\u{8D}", "\u{17D}", "\u{8F}",
        "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
        "\u{2DC}", "\u{2122}", "\u{161}", "\u{203A}", "\u{153}", "\u{9D}", "\u{17E}", "\u{178}",
    ]
}
