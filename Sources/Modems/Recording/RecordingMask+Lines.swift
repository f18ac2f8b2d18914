import SMS

/// The parts of a line.
extension RecordingMask {
    /// A line of no special kind: numbers of five digits or more, long hexadecimal words, and what stands in quotes.
    mutating func standard(_ line: String) -> String {
        quoted(line) { mask, field in mask.field(field) }
    }

    /// What stands in quotes by `inside`, the rest by its runs.
    mutating func quoted(
        _ line: String,
        digits: Int = 5,
        _ inside: (inout RecordingMask, String) -> String
    ) -> String {
        var pieces: [String] = []
        for (index, piece) in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            pieces.append(
                index % 2 == 1
                    ? inside(&self, String(piece))
                    : runs(String(piece), digits: digits, hexadecimal: digits == .max ? .max : 8)
            )
        }
        return pieces.joined(separator: "\"")
    }

    /// A value that stood in quotes.
    private mutating func field(_ value: String) -> String {
        let digits = value.utf8.count { (48...57).contains($0) }
        let isNumber = digits > 0 && value.utf8.allSatisfy { (48...57).contains($0) || "+*#".utf8.contains($0) }
        if isNumber { return digits >= 3 ? runs(value, digits: 3, hexadecimal: .max) : value }
        // A time, or a list of small numbers.
        let isTime = value.utf8.contains(UInt8(ascii: ":")) || value.utf8.contains(UInt8(ascii: "/"))
        if isTime, digits < 15, value.utf8.allSatisfy({ (48...57).contains($0) || "/:,.+- ".utf8.contains($0) }) {
            return value
        }
        // A memory, or a state of TS 27.005 clause 3.1.
        let known =
            ["SM", "ME", "MT", "SR", "BM", "TA", "ON", "FD", "LD", "MC", "RC", "EN", "DC", "SC", "P2"]
            + ["REC UNREAD", "REC READ", "STO UNSENT", "STO SENT", "ALL", "GSM", "UCS2", "IRA"]
        if value.isEmpty || known.contains(value) { return value }
        if value.isHexadecimal, value.utf8.count >= 8 { return runs(value, digits: 5, hexadecimal: 8) }
        return text(value)
    }

    /// Area and cell codes.
    mutating func places(_ line: String, from length: Int) -> String {
        let end = line.firstIndex(of: ":") ?? line.startIndex
        return line[..<end] + runs(String(line[end...]), digits: .max, hexadecimal: length)
    }

    /// Replaces runs of so many decimal digits or more, and words of so many hexadecimal digits or more.
    mutating func runs(_ line: String, digits: Int, hexadecimal: Int) -> String {
        var result = ""
        var word = ""
        for character in line {
            if character.isASCII, character.isLetter || character.isNumber {
                word.append(character)
                continue
            }
            result += run(word, digits, hexadecimal)
            word = ""
            result.append(character)
        }
        return result + run(word, digits, hexadecimal)
    }

    private mutating func run(_ word: String, _ digits: Int, _ hexadecimal: Int) -> String {
        if word.hasPrefix("0x") || word.hasPrefix("0X") {
            return word.prefix(2) + run(String(word.dropFirst(2)), digits, min(hexadecimal, 4))
        }
        if word.utf8.count >= hexadecimal, word.isHexadecimal {
            // Digits alone are a number, also with the filler at the end of an ICCID, in either order.
            let body = word.dropLast((19...20).contains(word.utf8.count) ? 2 : 0)
            if digits == .max || !body.isDecimal { return self.hexadecimal(word) }
        }
        var result = ""
        var found = ""
        for character in word + "." {
            if character.isASCII, character.isNumber {
                found.append(character)
                continue
            }
            result += found.utf8.count >= digits ? number(found) : found
            found = ""
            result.append(character)
        }
        return String(result.dropLast())
    }

    /// A USSD code or answer: text, or text as hexadecimal digits.
    mutating func ussd(_ value: String) -> String {
        guard value.utf8.count >= 4, value.utf8.count % 2 == 0, let octets = Hex.decode(value) else {
            return text(value)
        }
        let high = stride(from: 0, to: octets.count, by: 2).map { octets[$0] }
        let masked: [UInt8]
        if octets.count % 2 == 0, high.allSatisfy({ [0x00, 0x04, 0x06, 0x20].contains($0) }) {
            let units = stride(from: 0, to: octets.count, by: 2).map {
                UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1])
            }
            masked = self.units(units).flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        } else {
            masked = USSDText.pack(septets(USSDText.unpack(octets), tables: .standard))
        }
        guard masked.count == octets.count else { return hexadecimal(value) }
        return cased(Hex.encode(masked), like: value)
    }

    /// What a card said: its status word at the end stays.
    mutating func card(_ value: String) -> String {
        guard value.isHexadecimal else { return value }
        let status = value.suffix(4)
        let content = value.dropLast(4)
        guard content.utf8.count >= 12 else { return value }
        // The file of the ICCID: digits in pairs, low one first.
        if content.hasPrefix("98"), (16...20).contains(content.utf8.count) {
            return number(String(content.prefix { $0.isNumber })) + content.drop { $0.isNumber } + status
        }
        return hexadecimal(String(content)) + status
    }

    /// A PDU, whole or broken. Nil where it is none.
    mutating func pdu(_ digits: String, length: Int?) -> String? {
        guard digits.utf8.count >= 16, digits.isHexadecimal,
            !digits.isDecimal || digits.utf8.count > 22 || length != nil
        else { return nil }
        let odd = digits.utf8.count % 2
        guard let octets = Hex.decode(String(digits.dropLast(odd))) else { return nil }
        var options = DecodeOptions.inbox
        options.hasServiceCentre = length != octets.count
        let masked = PDUSubstitution.apply(&self, to: octets, options: options)
        return cased(Hex.encode(masked), like: digits) + digits.suffix(odd)
    }

    private func cased(_ digits: String, like original: String) -> String {
        original.utf8.contains { (97...102).contains($0) } ? digits.lowercased() : digits
    }
}
