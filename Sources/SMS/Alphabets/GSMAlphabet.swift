/// The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 clauses 6.2.1 and 6.2.1.1).
///
/// A septet is kept as one octet, 0 to 127.
public enum GSMAlphabet {
    /// The septet that announces a character of the extension table.
    public static let escape: UInt8 = 0x1B

    /// How many septets a character needs: 1, 2 for one of the extension table, `nil` where it has none.
    public static func length(of scalar: Unicode.Scalar) -> Int? {
        guard let code = code(of: scalar) else { return nil }
        return code & extended == 0 ? 1 : 2
    }

    /// The septets of a text; `nil` where a character is in neither table.
    public static func septets(of text: String) -> [UInt8]? {
        var septets: [UInt8] = []
        septets.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard let code = code(of: scalar) else { return nil }
            if code & extended != 0 {
                septets.append(escape)
            }
            septets.append(code & 0x7F)
        }
        return septets
    }

    /// The text of septets. An escape before an unknown code shows the default table's character, two escapes show a
    /// space, and an escape at the end shows nothing. Bit 8 of each octet is ignored.
    public static func text(of septets: some Collection<UInt8>) -> String {
        // A septet becomes at most two octets of UTF-8; the euro sign's three come from two septets.
        String(unsafeUninitializedCapacity: septets.count * 2) { buffer in
            var end = 0
            var escaped = false
            for septet in septets {
                let code = septet & 0x7F
                let scalar: UInt16
                if escaped {
                    escaped = false
                    scalar = extensionScalar(of: code) ?? defaultScalars[Int(code)]
                } else if code == escape {
                    escaped = true
                    continue
                } else {
                    scalar = defaultScalars[Int(code)]
                }
                if scalar < 0x80 {
                    buffer[end] = UInt8(truncatingIfNeeded: scalar)
                    end += 1
                } else if scalar < 0x800 {
                    buffer[end] = 0xC0 | UInt8(truncatingIfNeeded: scalar >> 6)
                    buffer[end + 1] = 0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F)
                    end += 2
                } else {
                    buffer[end] = 0xE0 | UInt8(truncatingIfNeeded: scalar >> 12)
                    buffer[end + 1] = 0x80 | UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F)
                    buffer[end + 2] = 0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F)
                    end += 3
                }
            }
            return end
        }
    }

    /// Marks a code of the extension table in what ``code(of:)`` returns.
    static let extended: UInt8 = 0x80

    static func code(of scalar: Unicode.Scalar) -> UInt8? {
        if scalar.value < 0x100 {
            let code = latin[Int(scalar.value)]
            return code == unencodable ? nil : code
        }
        return switch scalar.value {
        case 0x0394: 0x10
        case 0x03A6: 0x12
        case 0x0393: 0x13
        case 0x039B: 0x14
        case 0x03A9: 0x15
        case 0x03A0: 0x16
        case 0x03A8: 0x17
        case 0x03A3: 0x18
        case 0x0398: 0x19
        case 0x039E: 0x1A
        case 0x20AC: extended | 0x65
        default: nil
        }
    }

    static func extensionScalar(of code: UInt8) -> UInt16? {
        switch code {
        case 0x0A: 0x0C
        case 0x14: 0x5E
        case 0x28: 0x7B
        case 0x29: 0x7D
        case 0x2F: 0x5C
        case 0x3C: 0x5B
        case 0x3D: 0x7E
        case 0x3E: 0x5D
        case 0x40: 0x7C
        case 0x65: 0x20AC
        default: nil
        }
    }

    private static let unencodable: UInt8 = 0xFF

    /// The code of each character below U+0100.
    private static let latin: [UInt8] = {
        var codes = [UInt8](repeating: unencodable, count: 256)
        for code in UInt8(0)..<128 where code != escape {
            let scalar = defaultScalars[Int(code)]
            if scalar < 0x100 {
                codes[Int(scalar)] = code
            }
            if let scalar = extensionScalar(of: code), scalar < 0x100 {
                codes[Int(scalar)] = extended | code
            }
        }
        return codes
    }()

    /// The character of each septet; the escape's own place holds a space.
    static let defaultScalars: [UInt16] = [
        0x0040, 0x00A3, 0x0024, 0x00A5, 0x00E8, 0x00E9, 0x00F9, 0x00EC,
        0x00F2, 0x00C7, 0x000A, 0x00D8, 0x00F8, 0x000D, 0x00C5, 0x00E5,
        0x0394, 0x005F, 0x03A6, 0x0393, 0x039B, 0x03A9, 0x03A0, 0x03A8,
        0x03A3, 0x0398, 0x039E, 0x0020, 0x00C6, 0x00E6, 0x00DF, 0x00C9,
        0x0020, 0x0021, 0x0022, 0x0023, 0x00A4, 0x0025, 0x0026, 0x0027,
        0x0028, 0x0029, 0x002A, 0x002B, 0x002C, 0x002D, 0x002E, 0x002F,
        0x0030, 0x0031, 0x0032, 0x0033, 0x0034, 0x0035, 0x0036, 0x0037,
        0x0038, 0x0039, 0x003A, 0x003B, 0x003C, 0x003D, 0x003E, 0x003F,
        0x00A1, 0x0041, 0x0042, 0x0043, 0x0044, 0x0045, 0x0046, 0x0047,
        0x0048, 0x0049, 0x004A, 0x004B, 0x004C, 0x004D, 0x004E, 0x004F,
        0x0050, 0x0051, 0x0052, 0x0053, 0x0054, 0x0055, 0x0056, 0x0057,
        0x0058, 0x0059, 0x005A, 0x00C4, 0x00D6, 0x00D1, 0x00DC, 0x00A7,
        0x00BF, 0x0061, 0x0062, 0x0063, 0x0064, 0x0065, 0x0066, 0x0067,
        0x0068, 0x0069, 0x006A, 0x006B, 0x006C, 0x006D, 0x006E, 0x006F,
        0x0070, 0x0071, 0x0072, 0x0073, 0x0074, 0x0075, 0x0076, 0x0077,
        0x0078, 0x0079, 0x007A, 0x00E4, 0x00F6, 0x00F1, 0x00FC, 0x00E0,
    ]
}
