/// Reads the answers to `+CMGL` and `+CMGR` in PDU mode, with every deviation seen in the field.
public enum MessageList {
    /// Messages of one `+CMGL` answer that are read; what is above is left for the next reading.
    public static let limit = 1000

    /// The messages of a `+CMGL` answer. Empty slots and lines that are no message are skipped.
    public static func parseList(_ lines: [String]) -> [StoredMessage] {
        var messages: [StoredMessage] = []
        var header: Header?
        for line in lines.flatMap({ split($0) }) {
            if let next = Header(line, prefix: "+CMGL", hasIndex: true) {
                header = next
            } else if let current = header, let pdu = cleanPDU(line) {
                if let index = current.index, !isBlank(pdu) {
                    messages.append(
                        StoredMessage(index: index, status: current.status, length: current.length, pdu: pdu)
                    )
                }
                header = nil
            }
            if messages.count == limit { break }
        }
        return messages
    }

    /// The message of a `+CMGR` answer for slot `index`, nil where the slot is empty.
    public static func parseRead(_ lines: [String], index: Int) -> StoredMessage? {
        var header: Header?
        for line in lines {
            if let next = Header(line, prefix: "+CMGR", hasIndex: false) {
                header = next
            } else if let current = header, let pdu = cleanPDU(line) {
                guard !isBlank(pdu) else { return nil }
                return StoredMessage(index: index, status: current.status, length: current.length, pdu: pdu)
            }
        }
        return nil
    }

    private struct Header {
        var index: Int?
        var status: StoredMessage.Status?
        var length: Int?

        init?(_ line: String, prefix: String, hasIndex: Bool) {
            guard let row = InformationLine(line), row.prefix == prefix else { return nil }
            var fields = row.fields
            if hasIndex, !fields.isEmpty { index = fields.removeFirst().number }
            // With two values or more the first is the state; with one it is the length.
            if fields.count >= 2 { status = fields[0].number.flatMap { StoredMessage.Status(rawValue: $0) } }
            length = fields.last?.number
        }
    }

    /// Some firmwares put no line end between a PDU and the next header.
    private static func split(_ line: String) -> [String] {
        let marker = Array("+CMGL:".utf8)
        let bytes = Array(line.utf8)
        var pieces: [String] = []
        var start = 0
        var position = 1
        while position + marker.count <= bytes.count {
            if bytes[position] == marker[0], bytes[position..<position + marker.count].elementsEqual(marker) {
                pieces.append(String(decoding: bytes[start..<position], as: UTF8.self))
                start = position
            }
            position += 1
        }
        pieces.append(String(decoding: bytes[min(start, bytes.count)...], as: UTF8.self))
        return pieces
    }

    /// The hexadecimal digits at the start of the line, without a trailing `,0` or quote. An odd last digit is dropped.
    static func cleanPDU(_ line: String) -> String? {
        let body = line.drop { $0 == "\"" }
        let digits = body.prefix { String($0).isHexadecimal }
        let tail = body[digits.endIndex...]
        guard !digits.isEmpty, tail.isEmpty || tail.first == "," || tail.first == "\"" || tail.first == " " else {
            return nil
        }
        return digits.utf8.count % 2 == 0 ? String(digits) : String(digits.dropLast())
    }

    private static func isBlank(_ pdu: String) -> Bool {
        pdu.isEmpty || pdu.utf8.allSatisfy { $0 | 0x20 == UInt8(ascii: "f") }
    }
}
