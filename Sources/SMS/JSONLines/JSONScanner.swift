/// Walks over one JSON text (RFC 8259) without building values, strict in its grammar and without recursion, so that no
/// nesting can exhaust the stack. The octets must be valid UTF-8.
struct JSONScanner {
    private let octets: [UInt8]
    private var position = 0

    init(_ octets: [UInt8]) {
        self.octets = octets
    }

    /// The text is not JSON.
    struct Malformed: Error {
        var offset: Int
    }

    /// The members of an object that is the whole text, values as they are written; `nil` for a text that is JSON but no
    /// object.
    mutating func object() throws(Malformed) -> [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)]? {
        skipSpace()
        guard peek() == UInt8(ascii: "{") else {
            try skipValue()
            try end()
            return nil
        }
        position += 1
        var members: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] = []
        skipSpace()
        if !take(UInt8(ascii: "}")) {
            repeat {
                let name = try member()
                let start = position
                try skipValue()
                members.append((name, octets[start..<position]))
                skipSpace()
            } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "}"))
        }
        try end()
        return members
    }

    /// The values of an array that is the whole text, as they are written; `nil` where it is something else.
    mutating func array() throws(Malformed) -> [ArraySlice<UInt8>]? {
        skipSpace()
        guard take(UInt8(ascii: "[")) else { return nil }
        var elements: [ArraySlice<UInt8>] = []
        skipSpace()
        if !take(UInt8(ascii: "]")) {
            repeat {
                skipSpace()
                let start = position
                try skipValue()
                elements.append(octets[start..<position])
                skipSpace()
            } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "]"))
        }
        try end()
        return elements
    }

    private mutating func skipValue() throws(Malformed) {
        var open: [UInt8] = []
        repeat {
            skipSpace()
            var complete = true
            switch peek() {
            case UInt8(ascii: "{"):
                position += 1
                skipSpace()
                if !take(UInt8(ascii: "}")) {
                    open.append(UInt8(ascii: "}"))
                    _ = try member()
                    complete = false
                }
            case UInt8(ascii: "["):
                position += 1
                skipSpace()
                if !take(UInt8(ascii: "]")) {
                    open.append(UInt8(ascii: "]"))
                    complete = false
                }
            case UInt8(ascii: "\""): try skipString()
            case UInt8(ascii: "t"): try skip("true")
            case UInt8(ascii: "f"): try skip("false")
            case UInt8(ascii: "n"): try skip("null")
            default: try skipNumber()
            }
            while complete, let closing = open.last {
                skipSpace()
                if take(UInt8(ascii: ",")) {
                    if closing == UInt8(ascii: "}") {
                        _ = try member()
                    }
                    complete = false
                } else {
                    try expect(closing)
                    open.removeLast()
                }
            }
        } while !open.isEmpty
    }

    /// A name with its colon, and the space behind it; gives the name with its quotes.
    private mutating func member() throws(Malformed) -> ArraySlice<UInt8> {
        skipSpace()
        let start = position
        try skipString()
        let name = octets[start..<position]
        skipSpace()
        try expect(UInt8(ascii: ":"))
        skipSpace()
        return name
    }

    private mutating func skipString() throws(Malformed) {
        try expect(UInt8(ascii: "\""))
        while let octet = peek() {
            position += 1
            switch octet {
            case UInt8(ascii: "\""): return
            case UInt8(ascii: "\\"): try skipEscape()
            case 0..<0x20: throw Malformed(offset: position - 1)
            default: break
            }
        }
        throw Malformed(offset: position)
    }

    private mutating func skipEscape() throws(Malformed) {
        guard let octet = peek() else { throw Malformed(offset: position) }
        position += 1
        switch octet {
        case UInt8(ascii: "u"):
            for _ in 0..<4 {
                guard let digit = peek(), JSONString.hexValue(digit) != nil else { throw Malformed(offset: position) }
                position += 1
            }
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            break
        default:
            throw Malformed(offset: position - 1)
        }
    }

    private mutating func skipNumber() throws(Malformed) {
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) {
            try skipDigits()
        }
        if take(UInt8(ascii: ".")) {
            try skipDigits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
            try skipDigits()
        }
    }

    private mutating func skipDigits() throws(Malformed) {
        let start = position
        while let octet = peek(), 0x30...0x39 ~= octet {
            position += 1
        }
        guard position > start else { throw Malformed(offset: position) }
    }

    private mutating func skip(_ word: StaticString) throws(Malformed) {
        for index in 0..<word.utf8CodeUnitCount {
            try expect(word.utf8Start[index])
        }
    }

    private mutating func skipSpace() {
        while let octet = peek(), JSONScanner.isSpace(octet) {
            position += 1
        }
    }

    private func end() throws(Malformed) {
        var rest = self
        rest.skipSpace()
        guard rest.position == octets.count else { throw Malformed(offset: rest.position) }
    }

    private func peek() -> UInt8? {
        position < octets.count ? octets[position] : nil
    }

    private mutating func take(_ octet: UInt8) -> Bool {
        guard peek() == octet else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ octet: UInt8) throws(Malformed) {
        guard take(octet) else { throw Malformed(offset: position) }
    }

    static func isSpace(_ octet: UInt8) -> Bool {
        octet == 0x20 || octet == 0x09 || octet == 0x0A || octet == 0x0D
    }
}
