/// Hides what logs and traces must not show: of a number the last three digits stay, of a PIN nothing, of PDUs and
/// texts the length.
public enum Masking {
    /// A phone number, IMEI, ICCID or IMSI: `+4917…` becomes `+*********678`.
    public static func number(_ number: some StringProtocol) -> String {
        let digits = number.utf8.filter { $0 >= 48 && $0 <= 57 }.count
        var left = max(0, digits - min(3, digits / 2))
        return String(
            number.map { character in
                guard character.isASCII, character.isNumber, left > 0 else { return character }
                left -= 1
                return "*"
            }
        )
    }

    /// A command with a secret: only its name stays.
    public static func sensitive(_ line: String) -> String {
        guard let end = line.firstIndex(of: "=") else { return "[hidden]" }
        return line[...end] + "[hidden]"
    }

    /// A line of the dialogue in which nothing but PINs and passwords is hidden.
    public static func secrets(_ line: String) -> String {
        mayHaveSecret(line) && hasSecret(line.uppercased()) ? sensitive(line) : line
    }

    /// A look at the octets alone, which most lines pass: a sign and the two letters of one of the names below.
    private static func mayHaveSecret(_ line: String) -> Bool {
        var (sign, letter) = (false, UInt8(0))
        for byte in line.utf8 {
            let small = byte | 0x20
            switch (letter, small) {
            case (UInt8(ascii: "c"), UInt8(ascii: "p")), (UInt8(ascii: "c"), UInt8(ascii: "l")),
                (UInt8(ascii: "c"), UInt8(ascii: "s")), (UInt8(ascii: "c"), UInt8(ascii: "g")),
                (UInt8(ascii: "a"), UInt8(ascii: "u")), (UInt8(ascii: "q"), UInt8(ascii: "c")):
                return true
            default: break
            }
            letter = sign ? small : 0
            sign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "^") || byte == UInt8(ascii: "$")
        }
        return false
    }

    /// Whether a command, in capitals, has a PIN or a password in it.
    private static func hasSecret(_ upper: String) -> Bool {
        guard upper.hasPrefix("AT") else { return false }
        let names = [
            "+CPIN=", "+CPIN2=", "^CPIN=", "+CLCK=", "+CPWD=", "+CSIM=", "+CGAUTH=", "^AUTHDATA=", "$QCPDPP=",
        ]
        return names.contains { name in
            guard let range = upper.firstRange(of: name) else { return false }
            let rest = upper[range.upperBound...]
            // Of the card's own commands only those that carry a PIN: VERIFY, CHANGE, DISABLE, ENABLE, UNBLOCK
            // (TS 102 221 clause 10.1.2). One without data asks for the attempts left.
            if name == "+CLCK=" {
                // Whether a lock is on is asked with 2 and no password.
                let fields = rest.prefix { $0 != ";" }.split(separator: ",")
                if fields.count == 2, fields[1] == "2" { return false }
            }
            guard name == "+CSIM=" else { return !rest.hasPrefix("?") }
            let digits = rest.drop { $0 != "\"" }.dropFirst()
            return ["20", "24", "26", "28", "2C"].contains(String(digits.dropFirst(2).prefix(2)))
                && digits.prefix { $0 != "\"" }.utf8.count > 10
        }
    }

    /// A line of the dialogue.
    public static func line(_ line: String) -> String {
        if line.isHexadecimal, line.utf8.count >= 16, !line.isDecimal { return "[PDU, \(line.utf8.count / 2) octets]" }
        let upper = line.uppercased()
        if hasSecret(upper) { return sensitive(line) }
        if let row = InformationLine(line) {
            let head = line.prefix { $0 != ":" }
            return head + ": " + runs(row.prefix == "+CUSD" ? quoted(row.rest) : row.rest)
        }
        if upper.hasPrefix("AT") { return runs(upper.hasPrefix("AT+CUSD") ? quoted(line) : line) }
        if line.isDecimal, line.utf8.count > 40 { return "[PDU, \(line.utf8.count / 2) octets]" }
        if line.utf8.count > 40 { return "[text, \(line.count) characters]" }
        return runs(line)
    }

    /// Masks hexadecimal runs of 16 digits or more, and numbers of five digits or more.
    private static func runs(_ text: String) -> String {
        var result = ""
        var run = ""
        func flushed() -> String {
            if run.utf8.count >= 16, run.isHexadecimal, !run.isDecimal { return "[PDU, \(run.utf8.count / 2) octets]" }
            return decimalRuns(run)
        }
        for character in text {
            if character.isASCII, character.isLetter || character.isNumber {
                run.append(character)
            } else {
                result += flushed()
                run = ""
                result.append(character)
            }
        }
        return result + flushed()
    }

    private static func decimalRuns(_ run: String) -> String {
        var result = ""
        var digits = ""
        for character in run + "." {
            if character.isASCII, character.isNumber {
                digits.append(character)
                continue
            }
            result += digits.utf8.count >= 5 ? number(digits) : digits
            digits = ""
            result.append(character)
        }
        return String(result.dropLast())
    }

    private static func quoted(_ text: String) -> String {
        let pieces = text.split(separator: "\"", omittingEmptySubsequences: false)
        guard pieces.count > 2 else { return text }
        return pieces.enumerated().map { offset, piece in
            offset % 2 == 1 ? "\"[text, \(piece.count) characters]\"" : String(piece)
        }.joined()
    }
}
