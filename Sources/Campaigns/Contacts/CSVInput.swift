/// Turns the bytes of a file into octets that contain ASCII: drops a byte order mark, and recodes UTF-16 as UTF-8.
struct CSVInput: Sendable {
    private enum Form { case undecided, octets, utf16(bigEndian: Bool) }

    private var form = Form.undecided
    private var head: [UInt8] = []
    /// The first byte of a UTF-16 unit whose second one is still on its way.
    private var half: UInt8?
    private var highSurrogate: UInt16?

    mutating func decode(_ bytes: some Sequence<UInt8>, into output: inout [UInt8]) {
        switch form {
        case .undecided:
            head += bytes
            if head.count >= 4 { decide(into: &output) }
        case .octets:
            output += bytes
        case .utf16(let bigEndian):
            recode(bytes, bigEndian: bigEndian, into: &output)
        }
    }

    mutating func finish(into output: inout [UInt8]) {
        if case .undecided = form { decide(into: &output) }
        if highSurrogate != nil || half != nil { Self.append("\u{FFFD}", to: &output) }
        highSurrogate = nil
        half = nil
    }

    private mutating func decide(into output: inout [UInt8]) {
        let bytes = head
        head = []
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            form = .octets
            output += bytes[3...]
        } else if bytes.starts(with: [0xFF, 0xFE]) {
            form = .utf16(bigEndian: false)
            recode(bytes[2...], bigEndian: false, into: &output)
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            form = .utf16(bigEndian: true)
            recode(bytes[2...], bigEndian: true, into: &output)
        } else if bytes.count >= 4, bytes[1] == 0, bytes[3] == 0, bytes[0] != 0, bytes[2] != 0 {
            form = .utf16(bigEndian: false)
            recode(bytes, bigEndian: false, into: &output)
        } else if bytes.count >= 4, bytes[0] == 0, bytes[2] == 0, bytes[1] != 0, bytes[3] != 0 {
            form = .utf16(bigEndian: true)
            recode(bytes, bigEndian: true, into: &output)
        } else {
            form = .octets
            output += bytes
        }
    }

    private mutating func recode(_ bytes: some Sequence<UInt8>, bigEndian: Bool, into output: inout [UInt8]) {
        for byte in bytes {
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            let unit = bigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
            append(unit, to: &output)
        }
    }

    private mutating func append(_ unit: UInt16, to output: inout [UInt8]) {
        if let high = highSurrogate {
            highSurrogate = nil
            if UTF16.isTrailSurrogate(unit) {
                let value = 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(unit) - 0xDC00)
                Self.append(Unicode.Scalar(value) ?? "\u{FFFD}", to: &output)
                return
            }
            Self.append("\u{FFFD}", to: &output)
        }
        if UTF16.isLeadSurrogate(unit) {
            highSurrogate = unit
        } else {
            Self.append(Unicode.Scalar(unit) ?? "\u{FFFD}", to: &output)
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
        output += UTF8.encode(scalar).map { Array($0) } ?? []
    }
}
