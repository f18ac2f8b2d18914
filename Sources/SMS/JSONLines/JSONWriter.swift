/// Writes JSON in one line, members in the order in which they are written.
struct JSONWriter {
    private(set) var text: [UInt8] = []
    private var needsComma = false

    init() {
        text.reserveCapacity(512)
    }

    mutating func object(_ members: (inout JSONWriter) -> Void) {
        enclosed(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
    }

    mutating func array(_ elements: (inout JSONWriter) -> Void) {
        enclosed(UInt8(ascii: "["), UInt8(ascii: "]"), elements)
    }

    /// A member's name; its value must follow.
    mutating func name(_ name: StaticString) {
        separate()
        text.append(UInt8(ascii: "\""))
        text.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        text.append(UInt8(ascii: "\""))
        text.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func null() { literal("null".utf8) }

    mutating func value(_ value: Bool) { literal((value ? "true" : "false").utf8) }

    mutating func value(_ value: some BinaryInteger) { literal(String(value).utf8) }

    mutating func value(_ value: String) {
        separate()
        JSONString.append(value, to: &text)
        needsComma = true
    }

    mutating func hex(_ octets: some Sequence<UInt8>) {
        separate()
        text.append(UInt8(ascii: "\""))
        for octet in octets {
            Hex.append(octet, to: &text)
        }
        text.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// A value as another JSON text had it, without the space between its tokens.
    mutating func raw(_ value: ArraySlice<UInt8>) {
        separate()
        var inString = false
        var escaped = false
        for octet in value where inString || !JSONScanner.isSpace(octet) {
            text.append(octet)
            if escaped {
                escaped = false
            } else if octet == UInt8(ascii: "\"") {
                inString.toggle()
            } else if octet == UInt8(ascii: "\\") {
                escaped = true
            }
        }
        needsComma = true
    }

    private mutating func literal(_ value: String.UTF8View) {
        separate()
        text.append(contentsOf: value)
        needsComma = true
    }

    private mutating func enclosed(_ open: UInt8, _ close: UInt8, _ content: (inout JSONWriter) -> Void) {
        separate()
        text.append(open)
        needsComma = false
        content(&self)
        text.append(close)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma {
            text.append(UInt8(ascii: ","))
        }
    }
}
